package org.eyes4j.agent.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a step gives a tool for one port. References are explicit, never recognised by the look of a text. */
public sealed interface Argument {

    /** JSON as it stands; read as the port's kind. */
    record Literal(JsonNode json) implements Argument {}

    /**
     * A value of the run: {@code inputs.NAME}, an earlier step's id, or {@code item} inside a {@code for_each}.
     */
    record Ref(String target) implements Argument {
        private static final String INPUTS = "inputs.";

        public static Ref input(String name) {
            return new Ref(INPUTS + name);
        }

        public boolean isInput() {
            return target.startsWith(INPUTS);
        }

        public boolean isItem() {
            return target.equals(PlanStep.ITEM);
        }

        /** The input's name or the step's id. */
        public String name() {
            return isInput() ? target.substring(INPUTS.length()) : target;
        }
    }

    /** CEL over the run's values; for a port that takes an expression, handed on as it is. */
    record Expression(String cel) implements Argument {}

    /** A list of which at least one item is not a literal. */
    record Items(List<Argument> items) implements Argument {
        public Items {
            items = List.copyOf(items);
        }
    }
}
