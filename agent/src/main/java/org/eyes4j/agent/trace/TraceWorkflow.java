package org.eyes4j.agent.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.plan.PlanInput;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.config.yaml.YamlText;
import org.eyes4j.tools.value.Kind;

/**
 * A kept run as a workflow: the steps that ran, of all rounds together, over the same inputs. Pictures are to be given again;
 * what a conversation knew besides (regions, what was drawn) stands as the default of its input. Steps that failed, and those
 * that had to be skipped for it, are left out; the comments at the head say so.
 */
public final class TraceWorkflow {
    private static final Set<Kind> GIVEN_ANEW = Set.of(Kind.IMAGE, Kind.VIDEO, Kind.AUDIO, Kind.DEPTH_MAP);

    private final JsonNode run;
    private final Plan ran;
    private final Map<String, JsonNode> reports = new LinkedHashMap<>();
    private final Set<String> leftOut = new LinkedHashSet<>();

    private TraceWorkflow(JsonNode run) {
        this.run = run;
        this.ran = PlanCodec.fromJson(run.path("plan"));
        run.path("steps").forEach(step -> reports.put(step.path("id").asText(), step));
        leaveOut();
    }

    /**
     * The workflow's YAML.
     *
     * @param trace of an ask, a turn of a conversation or a workflow
     * @param options what is to be said to {@code eyes4j run} besides, such as {@code --model NAME}; empty for nothing
     * @throws IllegalArgumentException with a message for a person if no step of the run gave a value
     */
    public static String of(Trace trace, String options) {
        TraceWorkflow workflow = new TraceWorkflow(trace.json());
        Plan plan = workflow.plan(trace.run());
        ObjectNode json = (ObjectNode) PlanCodec.toJson(plan);
        return workflow.head(trace.run(), plan, options) + YamlText.of(json);
    }

    /** What did not work, and what could not run without it. */
    private void leaveOut() {
        Set<String> ids = ran.steps().stream().map(PlanStep::id).collect(Collectors.toSet());
        for (PlanStep step : ran.steps()) {
            if (status(step).equals("failed")) {
                leftOut.add(step.id());
            }
        }
        boolean more = true;
        while (more) {
            more = false;
            for (PlanStep step : ran.steps()) {
                boolean lost = step.needs(ids).stream().anyMatch(ref -> !ref.isInput() && leftOut.contains(ref.name()));
                more |= lost && !status(step).equals("done") && leftOut.add(step.id());
            }
        }
        // Another stood in for it, or a condition asked for it: those that worked need it as it was.
        ran.steps().stream()
                .filter(step -> status(step).equals("done"))
                .forEach(step -> step.needs(ids).forEach(ref -> leftOut.remove(ref.isInput() ? "" : ref.name())));
    }

    private String question() {
        return run.path("question")
                .asText()
                .replaceAll("[\\s\\p{Cntrl}\\p{Cf}]+", " ")
                .strip();
    }

    private String status(PlanStep step) {
        JsonNode report = reports.get(step.id());
        return report == null ? "skipped" : report.path("status").asText();
    }

    private Plan plan(String id) {
        List<PlanStep> steps = ran.steps().stream()
                .filter(step -> !leftOut.contains(step.id()))
                .toList();
        if (steps.stream().noneMatch(step -> status(step).equals("done"))) {
            throw new IllegalArgumentException("No step of the run '" + id
                    + "' gave a value, so that there is nothing to save as a workflow; 'eyes4j trace " + id
                    + "' says what happened");
        }
        Set<String> ids = steps.stream().map(PlanStep::id).collect(Collectors.toSet());
        Set<Argument.Ref> needed = new LinkedHashSet<>();
        steps.forEach(step -> needed.addAll(step.needs(ids)));
        Map<String, Argument.Ref> outputs = outputs(steps, needed);
        needed.addAll(outputs.values());
        Map<String, PlanInput> inputs = new LinkedHashMap<>();
        ran.inputs().forEach((name, input) -> {
            if (needed.contains(Argument.Ref.input(name))) {
                inputs.put(name, input(name, input));
            }
        });
        return new Plan("run-" + id, inputs, steps, outputs, question());
    }

    /** Those of the run; where none is left, what no other step uses. */
    private Map<String, Argument.Ref> outputs(List<PlanStep> steps, Set<Argument.Ref> needed) {
        Map<String, Argument.Ref> outputs = new LinkedHashMap<>(ran.outputs());
        outputs.values().removeIf(ref -> !ref.isInput() && leftOut.contains(ref.name()));
        if (outputs.isEmpty()) {
            steps.stream()
                    .map(step -> new Argument.Ref(step.id()))
                    .filter(ref -> !needed.contains(ref))
                    .forEach(ref -> outputs.put(ref.name(), ref));
        }
        return outputs;
    }

    /** What was known when it ran stands in where nothing is given. */
    private PlanInput input(String name, PlanInput input) {
        JsonNode value = run.path("inputs").path(name).path("value");
        return holdsPixels(input.kind()) || value.isMissingNode() || value.isNull()
                ? input
                : new PlanInput(input.kind(), value, input.description());
    }

    private static boolean holdsPixels(Kind kind) {
        return kind instanceof Kind.ListKind list ? holdsPixels(list.element()) : GIVEN_ANEW.contains(kind);
    }

    private String head(String id, Plan plan, String options) {
        StringBuilder head = new StringBuilder();
        head.append("The run ")
                .append(id)
                .append(" as a workflow: over the same pictures its steps give the same values. ");
        head.append("No language model is asked.\n");
        if (!question().isEmpty()) {
            head.append("Asked: ").append(question()).append('\n');
        }
        head.append("Ran ")
                .append(run.path("started").asText())
                .append(", planned by: ")
                .append(run.path("planner").asText());
        head.append('\n');
        String served = plan.steps().stream()
                .map(step -> reports.get(step.id()))
                .filter(report ->
                        report != null && !report.path("model").asText().isEmpty())
                .map(report -> report.path("tool").asText() + " by "
                        + report.path("model").asText())
                .distinct()
                .collect(Collectors.joining(", "));
        if (!served.isEmpty()) {
            head.append("Models: ").append(served).append('\n');
        }
        plan.inputs().forEach((name, input) -> head.append(told(name, input)));
        for (String step : leftOut) {
            JsonNode report = reports.get(step);
            String why =
                    report == null ? "" : report.path("failure").path("message").asText();
            head.append("Left out, since it did not work: step '").append(step).append('\'');
            head.append(why.isEmpty() ? "" : " (" + why.replaceAll("\\s+", " ") + ")")
                    .append('\n');
        }
        String given = plan.inputs().entrySet().stream()
                .filter(input -> input.getValue().defaultValue() == null)
                .map(input -> " --input " + input.getKey() + "="
                        + (input.getValue().kind() == Kind.IMAGE ? "PICTURE" : "VALUE"))
                .collect(Collectors.joining());
        head.append("eyes4j run FILE")
                .append(given)
                .append(options.isEmpty() ? "" : " " + options)
                .append('\n');
        return YamlText.comment(head.toString()) + "\n";
    }

    private String told(String name, PlanInput input) {
        JsonNode value = run.path("inputs").path(name).path("value");
        if (input.kind() == Kind.IMAGE && value.has("width")) {
            return "Input " + name + " was a picture of " + value.path("width").asInt() + " x "
                    + value.path("height").asInt() + " pixels\n";
        }
        return input.defaultValue() == null
                ? "Input " + name + " (" + input.kind() + ") was more than a file can hold; it is to be given\n"
                : "Input " + name + " (" + input.kind() + ") has what was known then as its default\n";
    }
}
