package org.eyes4j.app.output;

import java.util.List;
import org.eyes4j.agent.answer.Answer;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.agent.run.RunResult;

/**
 * An answered question, ready to be written down.
 *
 * @param planner {@code offline}, {@code plan} or {@code react}, and the language model's name when there was one
 * @param answer sentence by sentence
 * @param result what ran and what it gave
 * @param pictures that were asked about
 * @param regions all of the run, in pixels of their pictures
 * @param files left under {@code --out}
 * @param warnings what a person should know, each once
 */
public record Told(
        String planner,
        Answer answer,
        RunResult result,
        List<Picture> pictures,
        List<FoundRegion> regions,
        List<StoredFile> files,
        List<String> warnings) {
    public Told {
        pictures = List.copyOf(pictures);
        regions = List.copyOf(regions);
        files = List.copyOf(files);
        warnings = List.copyOf(warnings);
    }

    /** The same with what was written for it. */
    public Told with(List<StoredFile> written) {
        return new Told(planner, answer, result, pictures, regions, written, warnings);
    }
}
