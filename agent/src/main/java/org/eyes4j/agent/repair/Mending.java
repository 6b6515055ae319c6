package org.eyes4j.agent.repair;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.check.PlanLimits;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.value.Kind;

/**
 * One repair of one plan: the draft and all that its passes look at.
 *
 * @param request what was asked for
 * @param words the request's words, as stems
 * @param given what the run will be given, by name; the plan's own inputs where that is not known
 * @param outages why tools cannot be called just now, by name
 */
record Mending(
        PlanDraft draft,
        ToolCatalogue catalogue,
        String request,
        List<String> words,
        Map<String, Kind> given,
        Map<String, String> outages,
        PlanLimits limits,
        Expressions expressions) {

    /** One sort of repair. */
    interface Pass {
        void mend(Mending mending);
    }

    Optional<ToolSpecification> tool(PlanDraft.Node node) {
        return catalogue.tool(node.tool);
    }

    Optional<Port> port(PlanDraft.Node node, String name) {
        return tool(node).flatMap(t -> t.input(name));
    }

    boolean hasEffect(PlanDraft.Node node) {
        return tool(node).filter(t -> t.is(ToolSpecification.Trait.EFFECT)).isPresent();
    }
}
