package org.eyes4j.agent.repair;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.agent.check.PlanChecker;
import org.eyes4j.agent.check.PlanLimits;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.value.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Mends a plan without a language model: names of tools, arguments and references, kinds that do not fit, what is missing,
 * circles, what is made in vain. Every change is an {@link Edit} with its reason and a confidence; a plan without faults
 * comes back as it is. What cannot be mended is among the faults that are left, which say what is missing. Thread-safe.
 */
public final class PlanRepairer {
    /** Below this, one had better ask whoever wrote the plan. */
    public static final double ASK_BELOW = 0.5;

    private static final int ROUNDS = 4;

    /** A plan so many times longer than allowed is not mended: dropping what is there twice would not save it. */
    private static final int LONGEST = 4;

    /**
     * A mended plan.
     *
     * @param edits in the order they were made; empty when nothing had to be
     * @param confidence the lowest of the edits'; 1 when there are none
     * @param faults what the checker still finds; a plan may run if none {@linkplain Fault#isError is an error}
     */
    public record Repaired(Plan plan, List<Edit> edits, double confidence, List<Fault> faults) {
        public Repaired {
            edits = List.copyOf(edits);
            faults = List.copyOf(faults);
        }

        public boolean mayRun() {
            return faults.stream().noneMatch(Fault::isError);
        }
    }

    private static final List<Mending.Pass> PASSES = List.of(
            new IdPass(),
            new ToolPass(),
            new OutagePass(),
            new ArgumentPass(),
            new ReferencePass(),
            new ArgumentPass(),
            new LiteralPass(),
            new CirclePass(),
            new KindPass(),
            new MissingPass(),
            new ExpressionPass(),
            new DropPass(),
            new OutputPass());

    private final Expressions expressions;
    private final PlanChecker checker;
    private final Meaning meaning;
    private volatile @Nullable ToolCatalogue catalogue;

    /** @param meaning asked only where words leave a doubt about a tool; {@link Meaning#NONE} to go by words alone */
    public PlanRepairer(Expressions expressions, Meaning meaning) {
        this.expressions = expressions;
        this.checker = new PlanChecker(expressions);
        this.meaning = meaning;
    }

    /** Mends a plan that names its inputs. */
    public Repaired repair(Plan plan, String request, ToolRegistry tools, PlanLimits limits) {
        return repair(plan, request, Map.of(), tools, limits);
    }

    /**
     * Mends a plan.
     *
     * @param request what was asked for; its words decide between equals
     * @param given what the run will be given, by name: inputs that the plan uses and does not name are taken from it;
     *     empty where it is not known
     */
    public Repaired repair(Plan plan, String request, Map<String, Kind> given, ToolRegistry tools, PlanLimits limits) {
        List<Fault> faults = checker.check(plan, tools, limits);
        boolean tooLong = plan.steps().size() > LONGEST * limits.steps();
        if (tooLong || faults.stream().noneMatch(PlanRepairer::isMended)) {
            return new Repaired(plan, List.of(), 1, faults);
        }
        PlanDraft draft = new PlanDraft(plan, tools);
        Mending mending = new Mending(
                draft,
                catalogue(tools),
                request,
                Words.of(request),
                new LinkedHashMap<>(given),
                tools.outages(),
                limits,
                expressions);
        for (int round = 0; round < ROUNDS; round++) {
            int edits = draft.edits().size();
            PASSES.forEach(pass -> pass.mend(mending));
            faults = checker.check(draft.plan(), tools, limits);
            if (faults.stream().noneMatch(PlanRepairer::isMended)
                    || draft.edits().size() == edits) {
                break;
            }
        }
        double lowest =
                draft.edits().stream().mapToDouble(Edit::confidence).min().orElse(1);
        return new Repaired(draft.plan(), draft.edits(), lowest, faults);
    }

    /** Faults, and notices of tools for which another might stand in. */
    private static boolean isMended(Fault fault) {
        return fault.isError() || fault.code() == Fault.Code.OUT_OF_SERVICE;
    }

    private ToolCatalogue catalogue(ToolRegistry tools) {
        var specifications = tools.specifications();
        ToolCatalogue known = catalogue;
        if (known == null || !known.isOf(specifications)) {
            known = new ToolCatalogue(specifications, meaning);
            catalogue = known;
        }
        return known;
    }
}
