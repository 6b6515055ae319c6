package org.eyes4j.agent;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.conduct.PlannerChoice;
import org.eyes4j.agent.llm.ModelRequest.Form;
import org.eyes4j.agent.planner.Guests;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.tools.value.Value;

/**
 * A question about pictures.
 *
 * @param question in plain words, any language
 * @param inputs by the name plans refer to them by: pictures as {@code image1}, {@code image2}, … in order, and what a
 *     session knows already
 * @param scene what a session knows of earlier questions, in words for a language model; empty for none
 * @param wishes how the answer is to be told
 * @param planner who is to plan
 * @param options how the plan is to be run, and who hears of it
 * @param originals encoded bytes of the pictures among the inputs, where they came as such: they are kept with the run, so
 *     that it can be played again; not to be written to
 * @param calling what a program that asks wants besides
 */
public record AskRequest(
        String question,
        Map<String, Value> inputs,
        String scene,
        Wishes wishes,
        PlannerChoice planner,
        RunOptions options,
        Map<String, byte[]> originals,
        Calling calling) {

    /**
     * What a program that asks wants besides an answer in words; both need a language model.
     *
     * @param guests tools that it runs itself
     * @param form the JSON Schema that the answer is to be given in as well
     */
    public record Calling(Guests guests, Optional<Form> form) {
        public static final Calling NOTHING = new Calling(Guests.NONE, Optional.empty());
    }

    /**
     * How an answer is to be told.
     *
     * @param strict whether sentences without support are left out
     * @param verify whether what was seen is looked at again in other ways
     */
    public record Wishes(boolean strict, boolean verify) {
        public static final Wishes NONE = new Wishes(false, false);
    }

    public AskRequest {
        if (question.isBlank()) {
            throw new IllegalArgumentException("A question needs words");
        }
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        originals = Map.copyOf(originals);
    }

    public AskRequest(
            String question,
            Map<String, Value> inputs,
            String scene,
            Wishes wishes,
            PlannerChoice planner,
            RunOptions options,
            Map<String, byte[]> originals) {
        this(question, inputs, scene, wishes, planner, options, originals, Calling.NOTHING);
    }

    /** A question whose pictures are kept as they are, since nothing is known of their files. */
    public AskRequest(
            String question,
            Map<String, Value> inputs,
            String scene,
            Wishes wishes,
            PlannerChoice planner,
            RunOptions options) {
        this(question, inputs, scene, wishes, planner, options, Map.of());
    }

    /** A question that stands alone, with no wishes. */
    public AskRequest(String question, Map<String, ? extends Value> inputs, RunOptions options) {
        this(question, new LinkedHashMap<>(inputs), "", Wishes.NONE, options);
    }

    /** A question for whoever plans by default. */
    public AskRequest(String question, Map<String, Value> inputs, String scene, Wishes wishes, RunOptions options) {
        this(question, inputs, scene, wishes, PlannerChoice.AUTO, options);
    }

    public AskRequest wishing(Wishes other) {
        return new AskRequest(question, inputs, scene, other, planner, options, originals, calling);
    }

    public AskRequest plannedBy(PlannerChoice other) {
        return new AskRequest(question, inputs, scene, wishes, other, options, originals, calling);
    }

    /** Pictures whose bytes are kept with the run. */
    public AskRequest from(Map<String, byte[]> bytes) {
        return new AskRequest(question, inputs, scene, wishes, planner, options, bytes, calling);
    }

    /** Asked by a program. */
    public AskRequest calling(Calling other) {
        return new AskRequest(question, inputs, scene, wishes, planner, options, originals, other);
    }
}
