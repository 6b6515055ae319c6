package org.eyes4j.app.output;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eyes4j.agent.AskReply;
import org.eyes4j.agent.answer.Answer;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.agent.run.RunResult;

/**
 * An answered question, ready to be written down.
 *
 * @param reply what the agent came to
 * @param pictures that were asked about
 * @param files left under {@code --out}
 * @param notes of the pictures, that a person should know
 */
public record Told(AskReply reply, List<Picture> pictures, List<StoredFile> files, List<String> notes) {
    public Told {
        pictures = List.copyOf(pictures);
        files = List.copyOf(files);
        notes = List.copyOf(notes);
    }

    /** The same with what was written for it. */
    public Told with(List<StoredFile> written) {
        return new Told(reply, pictures, written, notes);
    }

    Answer answer() {
        return reply.answer();
    }

    RunResult result() {
        return reply.result();
    }

    List<FoundRegion> regions() {
        return reply.regions();
    }

    String planner() {
        return reply.planner();
    }

    String languageModel() {
        return reply.languageModel();
    }

    /** What a person should know, each once. */
    List<String> warnings() {
        Set<String> all = new LinkedHashSet<>(notes);
        all.addAll(reply.warnings());
        return List.copyOf(all);
    }
}
