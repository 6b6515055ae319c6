package org.eyes4j.agent.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.agent.conduct.Outcome;
import org.eyes4j.agent.run.FoundRegion;

/**
 * A question of a conversation, and all that came of it. What is known after it follows from the turns so far, so that the
 * last one can be taken back.
 *
 * @param at when it was asked
 * @param question as it was asked
 * @param plain the question with what its words referred to said in full: it can be asked of another picture
 * @param pictures that came with it
 * @param shown names of the pictures it was asked of
 * @param regions what was seen, in pixels of the pictures
 * @param looked what pictures were searched for
 * @param focus ids of what the answer is about, in its order
 * @param facts what it said
 * @param outcome how far it came
 * @param planner who planned it
 * @param run its run; empty where nothing ran
 * @param modelCalls times that a language model was asked for it
 * @param tokens that a language model read and wrote for it
 */
public record Turn(
        Instant at,
        String question,
        String plain,
        List<SessionPicture> pictures,
        List<String> shown,
        List<FoundRegion> regions,
        List<Looked> looked,
        List<String> focus,
        List<Fact> facts,
        Outcome outcome,
        String planner,
        String run,
        int modelCalls,
        long tokens) {
    public Turn {
        pictures = List.copyOf(pictures);
        shown = List.copyOf(shown);
        regions = List.copyOf(regions);
        looked = List.copyOf(looked);
        focus = List.copyOf(focus);
        facts = List.copyOf(facts);
    }

    /** The same, with things that were known before anything was looked for. */
    Turn knowing(List<FoundRegion> known) {
        if (known.isEmpty()) {
            return this;
        }
        List<FoundRegion> all = new ArrayList<>(known);
        all.addAll(regions);
        return new Turn(
                at,
                question,
                plain,
                pictures,
                shown,
                all,
                looked,
                focus,
                facts,
                outcome,
                planner,
                run,
                modelCalls,
                tokens);
    }

    /** What was answered, as one text. */
    public String answer() {
        return String.join(" ", facts.stream().map(Fact::text).toList());
    }
}
