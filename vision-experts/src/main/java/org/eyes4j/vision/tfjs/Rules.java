package org.eyes4j.vision.tfjs;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Finds the rule that translates an operator. */
final class Rules {
    /** Translates one node; throws {@link UnsupportedGraph} when it cannot. */
    @FunctionalInterface
    interface Rule {
        void apply(Step step) throws IOException;
    }

    private static final Map<String, Rule> BY_OP = all();

    private Rules() {}

    static Rule of(String op) {
        Rule rule = BY_OP.get(op);
        if (rule == null) {
            throw new UnsupportedGraph(
                    op.equals("Placeholder")
                            ? "it is needed but not among the inputs; name it in the cut"
                            : "no rule translates this operator");
        }
        return rule;
    }

    private static Map<String, Rule> all() {
        Map<String, Rule> rules = new HashMap<>();
        rules.putAll(ConvolutionRules.rules());
        rules.putAll(PoolingRules.rules());
        rules.putAll(ElementwiseRules.rules());
        rules.putAll(ShapeRules.rules());
        rules.putAll(SelectionRules.rules());
        rules.putAll(ReductionRules.rules());
        return Map.copyOf(rules);
    }
}
