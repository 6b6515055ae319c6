package org.eyes4j.agent.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.agent.AskReply;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.answer.Evidence;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;

/** Takes from a reply what a conversation keeps of it. */
final class Folding {
    private static final double LEAST = 0.3;

    private final ToolRegistry tools;

    Folding(ToolRegistry tools) {
        this.tools = tools;
    }

    Turn turn(
            Instant at,
            String question,
            Resolution.Resolved resolved,
            List<SessionPicture> fresh,
            Set<String> pictures,
            AskReply reply) {
        Set<String> told = new LinkedHashSet<>();
        List<Fact> facts = new ArrayList<>();
        for (Claim claim : reply.answer().claims()) {
            List<String> regions = values(claim, Evidence.Type.REGION);
            told.addAll(regions);
            List<String> values = new ArrayList<>(values(claim, Evidence.Type.NUMBER));
            values.addAll(values(claim, Evidence.Type.TEXT));
            facts.add(new Fact(claim.text(), claim.status(), regions, values));
        }
        List<FoundRegion> seen = seen(reply, pictures, told);
        List<String> focus = told.stream()
                .filter(id ->
                        seen.stream().anyMatch(found -> found.region().id().equals(id)))
                .toList();
        return new Turn(
                at,
                question,
                resolved.plain(),
                fresh,
                resolved.shown(),
                seen,
                looked(reply.result(), pictures),
                focus,
                facts,
                reply.outcome(),
                reply.planner(),
                reply.run(),
                reply.spent().calls(),
                reply.spent().tokens());
    }

    private static List<String> values(Claim claim, Evidence.Type type) {
        return claim.evidence().stream()
                .filter(e -> e.kind() == type)
                .map(Evidence::value)
                .distinct()
                .toList();
    }

    /** What the answer tells of, and what a step found for certain; guesses that were passed over are not seen. */
    private List<FoundRegion> seen(AskReply reply, Set<String> pictures, Set<String> told) {
        Set<String> sure = new LinkedHashSet<>(told);
        reply.regions().forEach(found -> sure.add(found.region().id()));
        for (PlanStep step : reply.plan().steps()) {
            Value value = reply.values().get(step.id());
            if (value instanceof Value.Detections found && isSearch(step)) {
                double least = threshold(step).orElse(LEAST);
                found.regions().stream()
                        .filter(region -> region.score() >= least)
                        .forEach(region -> sure.add(region.id()));
            }
        }
        return FoundRegion.of(reply.result()).stream()
                .filter(found -> sure.contains(found.region().id())
                        && pictures.contains(found.picture().image())
                        && !found.region().label().matches("background|rest"))
                .toList();
    }

    private Optional<Double> threshold(PlanStep step) {
        return tools.specification(step.tool())
                .flatMap(tool -> tool.input("threshold"))
                .map(Port::defaultValue)
                .filter(json -> json != null && json.isNumber())
                .map(json -> json.doubleValue());
    }

    /** Whether a step looks at a picture itself. */
    private boolean isSearch(PlanStep step) {
        return tools.specification(step.tool())
                .filter(tool -> tool.output().equals(Kind.DETECTIONS) && looksAtPicture(tool))
                .isPresent();
    }

    private static boolean looksAtPicture(ToolSpecification tool) {
        return (tool.is(Trait.MODEL) || tool.name().startsWith("read_"))
                && tool.inputs().stream().anyMatch(port -> port.kind().equals(Kind.IMAGE));
    }

    /** What whole pictures were searched for. */
    private List<Looked> looked(RunResult result, Set<String> pictures) {
        Set<Looked> looked = new LinkedHashSet<>();
        for (PlanStep step : result.plan().steps()) {
            if (!(result.values().get(step.id()) instanceof Value.Detections found)
                    || !isSearch(step)
                    || !pictures.contains(found.frame().image())
                    || !found.frame().toRoot().equals(Affine.IDENTITY)) {
                continue;
            }
            String picture = found.frame().image();
            Search search = found.search();
            if (search == null) {
                // Without words to look for: all of the sort that it finds. Where it was given regions, only theirs.
                if (step.refs().stream().filter(ref -> !ref.isInput()).findAny().isEmpty()) {
                    found.regions()
                            .forEach(region -> looked.add(
                                    new Looked(picture, region.label().toLowerCase(Locale.ROOT), "")));
                }
            } else if (search.threshold() <= threshold(step).orElse(search.threshold())) {
                if (search.asked().isEmpty()) {
                    looked.add(new Looked(picture, Looked.EVERYTHING, ""));
                }
                for (Map.Entry<String, List<String>> word : search.matched().entrySet()) {
                    word.getValue()
                            .forEach(label ->
                                    looked.add(new Looked(picture, label.toLowerCase(Locale.ROOT), word.getKey())));
                }
            }
        }
        return List.copyOf(looked);
    }
}
