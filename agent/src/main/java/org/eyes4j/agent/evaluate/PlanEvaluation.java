package org.eyes4j.agent.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eyes4j.agent.repair.Edit;
import org.eyes4j.agent.repair.Meaning;
import org.eyes4j.agent.repair.Sketch;
import org.eyes4j.agent.repair.SketchRepairer;
import org.eyes4j.agent.repair.ToolCard;
import org.eyes4j.agent.repair.ToolGraph;

/** How often recorded plans name tools that there are not and links that do not fit, before and after they are mended. */
public final class PlanEvaluation {
    /**
     * Rates of faults over plans.
     *
     * @param faultyNodes steps whose tool does not exist
     * @param faultyLinks links that the graph does not have
     * @param nodeRate mean over plans of faulty steps ÷ steps
     * @param nodePlans share of plans with a faulty step
     * @param linkRate mean over plans with links of faulty links ÷ links
     * @param linkPlans share of plans with links that have a faulty one
     */
    public record Rates(
            int faultyNodes, int faultyLinks, double nodeRate, double nodePlans, double linkRate, double linkPlans) {}

    /**
     * What mending a file of plans came to.
     *
     * @param rightSteps steps that named an existing tool
     * @param rightStepsKept of those, how many still stand
     * @param steps all steps as recorded
     * @param dropped steps that no longer stand, under this or another name
     * @param lostOutputs plans in which a kind that the last steps gave is no longer produced
     * @param p95Millis within which 95 of 100 plans were mended
     */
    public record Result(
            int plans,
            Rates before,
            Rates after,
            Map<Edit.Sort, Integer> edits,
            int steps,
            int rightSteps,
            int rightStepsKept,
            int dropped,
            int lostOutputs,
            double p95Millis,
            List<Mended> mended) {}

    /** One plan and its repair. */
    public record Mended(RecordedPlan plan, SketchRepairer.Repaired repaired) {}

    private record Shape(List<String> names, List<RecordedPlan.Link> links) {}

    private PlanEvaluation() {}

    public static Result run(ToolGraph graph, List<RecordedPlan> plans, Meaning meaning) {
        SketchRepairer repairer = new SketchRepairer(graph, meaning);
        List<Mended> mended = new ArrayList<>();
        long[] nanos = new long[plans.size()];
        for (RecordedPlan plan : plans) {
            long start = System.nanoTime();
            mended.add(new Mended(plan, repairer.repair(plan.sketch())));
            nanos[mended.size() - 1] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        Map<Edit.Sort, Integer> edits = new EnumMap<>(Edit.Sort.class);
        int steps = 0;
        int right = 0;
        int kept = 0;
        int dropped = 0;
        int lost = 0;
        for (Mended one : mended) {
            one.repaired.edits().forEach(e -> edits.merge(e.sort(), 1, Integer::sum));
            List<String> names = one.plan.names();
            List<String> after = toolsOf(one.repaired.sketch());
            List<String> existing =
                    names.stream().filter(n -> graph.tool(n).isPresent()).toList();
            steps += names.size();
            right += existing.size();
            kept += inCommon(existing, after);
            int put = (int) one.repaired.edits().stream()
                    .filter(e -> e.sort() == Edit.Sort.ADAPTER)
                    .count();
            dropped += Math.max(0, names.size() - (after.size() - put));
            lost += outputsKept(graph, one) ? 0 : 1;
        }
        return new Result(
                plans.size(),
                rates(
                        graph,
                        mended.stream()
                                .map(m -> new Shape(m.plan.names(), m.plan.linkNames()))
                                .toList()),
                rates(
                        graph,
                        mended.stream().map(m -> shape(m.repaired.sketch())).toList()),
                edits,
                steps,
                right,
                kept,
                dropped,
                lost,
                nanos.length == 0 ? 0 : nanos[Math.min(nanos.length - 1, (int) (nanos.length * 0.95))] / 1e6,
                mended);
    }

    private static Shape shape(Sketch sketch) {
        List<String> names = toolsOf(sketch);
        return new Shape(
                names,
                sketch.links().stream()
                        .map(l -> new RecordedPlan.Link(names.get(l.from()), names.get(l.to())))
                        .toList());
    }

    private static List<String> toolsOf(Sketch sketch) {
        return sketch.steps().stream().map(Sketch.Step::tool).toList();
    }

    private static int inCommon(List<String> wanted, List<String> there) {
        List<String> left = new ArrayList<>(there);
        return (int) wanted.stream().filter(left::remove).count();
    }

    /** Every kind that the last steps of the plan gave (as far as their tools exist) is given by a last step still. */
    private static boolean outputsKept(ToolGraph graph, Mended one) {
        Set<String> before = finalKinds(graph, one.plan.sketch());
        return finalKinds(graph, one.repaired.sketch()).containsAll(before);
    }

    private static Set<String> finalKinds(ToolGraph graph, Sketch sketch) {
        Set<Integer> used = new HashSet<>();
        sketch.links().forEach(l -> used.add(l.from()));
        Set<String> kinds = new HashSet<>();
        for (int i = 0; i < sketch.steps().size(); i++) {
            if (!used.contains(i)) {
                graph.tool(sketch.steps().get(i).tool()).map(ToolCard::gives).ifPresent(kinds::addAll);
            }
        }
        return kinds;
    }

    private static Rates rates(ToolGraph graph, List<Shape> plans) {
        int nodes = 0;
        int links = 0;
        double nodeSum = 0;
        double linkSum = 0;
        int nodePlans = 0;
        int linkPlans = 0;
        int withNodes = 0;
        int withLinks = 0;
        for (Shape plan : plans) {
            long badNodes =
                    plan.names.stream().filter(n -> graph.tool(n).isEmpty()).count();
            long badLinks = plan.links.stream().filter(l -> !fits(graph, l)).count();
            nodes += (int) badNodes;
            links += (int) badLinks;
            if (!plan.names.isEmpty()) {
                withNodes++;
                nodeSum += (double) badNodes / plan.names.size();
                nodePlans += badNodes > 0 ? 1 : 0;
            }
            if (!plan.links.isEmpty()) {
                withLinks++;
                linkSum += (double) badLinks / plan.links.size();
                linkPlans += badLinks > 0 ? 1 : 0;
            }
        }
        return new Rates(
                nodes,
                links,
                withNodes == 0 ? 0 : nodeSum / withNodes,
                withNodes == 0 ? 0 : (double) nodePlans / withNodes,
                withLinks == 0 ? 0 : linkSum / withLinks,
                withLinks == 0 ? 0 : (double) linkPlans / withLinks);
    }

    private static boolean fits(ToolGraph graph, RecordedPlan.Link link) {
        return graph.tool(link.source()).isPresent()
                && graph.tool(link.target()).isPresent()
                && graph.links(
                        graph.tool(link.source()).get(),
                        graph.tool(link.target()).get());
    }

    /** The result as a person reads it. */
    public static String report(Result r) {
        StringBuilder text = new StringBuilder();
        text.append(line("plans", "%d", r.plans));
        text.append(line(
                "faults found",
                "%d unknown tools, %d links that do not fit",
                r.before.faultyNodes,
                r.before.faultyLinks));
        text.append(line(
                "node rate",
                "%.4f -> %.4f (plans %.4f -> %.4f)",
                r.before.nodeRate,
                r.after.nodeRate,
                r.before.nodePlans,
                r.after.nodePlans));
        text.append(line(
                "link rate",
                "%.4f -> %.4f (plans %.4f -> %.4f)",
                r.before.linkRate,
                r.after.linkRate,
                r.before.linkPlans,
                r.after.linkPlans));
        Map<String, Integer> edits = new LinkedHashMap<>();
        r.edits.forEach((sort, count) -> edits.put(sort.name().toLowerCase(Locale.ROOT), count));
        text.append(line("edits", "%s", edits));
        text.append(line("steps dropped", "%d of %d (%.2f %%)", r.dropped, r.steps, percent(r.dropped, r.steps)));
        text.append(line(
                "right steps kept",
                "%d of %d (%.2f %%)",
                r.rightStepsKept,
                r.rightSteps,
                percent(r.rightStepsKept, r.rightSteps)));
        text.append(line("final outputs lost", "%d plans", r.lostOutputs));
        text.append(line("time a plan", "p95 %.2f ms", r.p95Millis));
        return text.toString();
    }

    private static double percent(int part, int of) {
        return of == 0 ? 0 : 100.0 * part / of;
    }

    private static String line(String name, String format, Object... values) {
        return String.format(Locale.ROOT, "%-20s%s%n", name, String.format(Locale.ROOT, format, values));
    }
}
