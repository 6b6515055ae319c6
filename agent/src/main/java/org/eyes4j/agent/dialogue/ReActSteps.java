package org.eyes4j.agent.dialogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eyes4j.agent.llm.Message;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.plan.PlanFormatException;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.agent.planner.TaskRequest;
import org.eyes4j.agent.repair.Edit;
import org.eyes4j.agent.repair.PlanRepairer;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.run.StepReport;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.name.Names;
import org.eyes4j.tools.value.Value;

/** Tool calls of a language model as steps of one growing plan. Used by one thread. */
final class ReActSteps {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final TaskRequest request;
    private final Talk talk;
    private final Interpreter interpreter;
    private final Set<String> offered;
    private final Set<String> callIds = new HashSet<>();
    /** Steps by the ids of the calls that made them: models refer by either. */
    private final Map<String, String> stepsOfCalls = new HashMap<>();

    private final Set<String> toolsUsed = new LinkedHashSet<>();
    private int numbered;

    /**
     * What a round of calls came to.
     *
     * @param answers one a call, in their order
     * @param pictures that the calls gave
     * @param isNew whether anything was run that had not been before
     */
    record Acted(List<Message> answers, List<Value.Image> pictures, boolean isNew) {}

    /**
     * A call that was looked at.
     *
     * @param step whose value answers it; empty where none does
     * @param fault why there is none
     * @param more steps to be run for it, helpers included
     * @param edits what was put right in it
     */
    private record Read(Message.ToolUse call, String step, String fault, List<PlanStep> more, List<Edit> edits) {
        Read(Message.ToolUse call, String step, List<PlanStep> more) {
            this(call, step, "", more, List.of());
        }

        static Read refused(Message.ToolUse call, String fault) {
            return new Read(call, "", fault, List.of(), List.of());
        }
    }

    ReActSteps(TaskRequest request, Talk talk, Interpreter interpreter, List<ToolSpecification> offered) {
        this.request = request;
        this.talk = talk;
        this.interpreter = interpreter;
        this.offered = offered.stream().map(ToolSpecification::name).collect(Collectors.toSet());
    }

    int most() {
        return talk.bench.shop().limits().steps();
    }

    boolean hasRoom() {
        return before().plan().steps().size() < most();
    }

    private RunResult before() {
        return talk.bench.soFar();
    }

    /** The calls under ids that are there and unlike any other's, so that each can be answered. */
    List<Message.ToolUse> named(List<Message.ToolUse> calls) {
        List<Message.ToolUse> named = new ArrayList<>();
        for (Message.ToolUse call : calls) {
            String id = call.id().isBlank() ? "call" : call.id();
            String unique = id;
            for (int i = 2; !callIds.add(unique); i++) {
                unique = id + "_" + i;
            }
            named.add(new Message.ToolUse(unique, call.tool(), call.arguments()));
        }
        return named;
    }

    Acted act(List<Message.ToolUse> calls) {
        List<Read> reads = new ArrayList<>();
        List<PlanStep> more = new ArrayList<>();
        for (Message.ToolUse call : calls) {
            Read read = read(call, more);
            more.addAll(read.more());
            read.edits().forEach(talk.bench::mended);
            reads.add(read);
            if (!read.step().isEmpty()) {
                stepsOfCalls.put(call.id(), read.step());
            }
        }
        if (!more.isEmpty()) {
            run(more);
        }
        List<Message> answers = new ArrayList<>();
        List<Value.Image> pictures = new ArrayList<>();
        for (Read read : reads) {
            answers.add(new Message.Tool(read.call().id(), read.call().tool(), answer(read)));
            if (!read.more().isEmpty() && before().values().get(read.step()) instanceof Value.Image picture) {
                pictures.add(picture);
            }
        }
        talk.observe(before());
        return new Acted(answers, pictures, !more.isEmpty());
    }

    private String answer(Read read) {
        if (read.step().isEmpty()) {
            return talk.wording.fault(read.fault());
        }
        Value value = before().values().get(read.step());
        if (value != null) {
            return talk.wording.observation(read.step(), read.call().tool(), value)
                    + talk.wording.putRight(
                            read.edits().stream().map(Edit::reason).toList());
        }
        StepReport report = before().step(read.step()).orElse(null);
        return talk.wording.fault(Wording.explain(report == null ? null : report.failure()));
    }

    private void run(List<PlanStep> more) {
        Rounds rounds = new Rounds(before());
        Plan joined = rounds.withFailed(rounds.join(plan(more)));
        talk.bench.run(leaves(joined), request.values());
        RunResult after = before();
        // What failed is no output: the plan that is kept gives what there is.
        Map<String, Argument.Ref> outputs = new LinkedHashMap<>(after.plan().outputs());
        outputs.values().removeIf(ref -> after.value(ref).isEmpty());
        Plan plan = after.plan();
        talk.bench.keep(new Plan(plan.name(), plan.inputs(), plan.steps(), outputs));
        more.forEach(step -> toolsUsed.add(step.tool()));
    }

    /** Steps that no other one uses are what the plan gives. */
    private static Plan leaves(Plan plan) {
        Set<String> ids = plan.steps().stream().map(PlanStep::id).collect(Collectors.toSet());
        Set<String> used = plan.steps().stream()
                .flatMap(step -> step.needs(ids).stream())
                .filter(ref -> !ref.isInput())
                .map(Argument.Ref::name)
                .collect(Collectors.toSet());
        Map<String, Argument.Ref> outputs = new LinkedHashMap<>();
        ids.stream().filter(id -> !used.contains(id)).sorted().forEach(id -> outputs.put(id, new Argument.Ref(id)));
        return PlanDrafter.withUsedInputs(new Plan(plan.name(), plan.inputs(), plan.steps(), outputs));
    }

    private Plan plan(List<PlanStep> steps) {
        ObjectNode form = JSON.objectNode();
        ObjectNode inputs = form.putObject("inputs");
        request.inputs().forEach((name, kind) -> inputs.put(name, kind.toString()));
        return new Plan(
                "",
                PlanCodec.fromJson(form.deepCopy().set("steps", JSON.arrayNode()))
                        .inputs(),
                steps,
                Map.of());
    }

    private Read read(Message.ToolUse call, List<PlanStep> together) {
        if (!offered.contains(call.tool())) {
            Optional<ToolSpecification> known = talk.bench.tools().specification(call.tool());
            if (known.isEmpty()) {
                return Read.refused(call, "Unknown tool '" + call.tool() + "'; " + Names.hint(call.tool(), offered));
            }
            String why = "'" + call.tool() + "' was not offered for this request";
            if (known.get().is(Trait.EFFECT)) {
                talk.bench.warn(notMade(call, why));
            }
            return Read.refused(call, why);
        }
        if (before().plan().steps().size() + together.size() >= most()) {
            return Read.refused(call, "The limit of " + most() + " steps is met; answer with what was found");
        }
        PlanStep step;
        try {
            step = step(call);
        } catch (JsonProcessingException e) {
            return Read.refused(
                    call,
                    "The arguments of '" + call.tool() + "' are not JSON: " + shortened(e.getOriginalMessage())
                            + ". Write one JSON object");
        } catch (PlanFormatException e) {
            return Read.refused(call, Fault.list(e.faults()));
        }
        Optional<PlanStep> same = Stream.concat(before().plan().steps().stream(), together.stream())
                .filter(s -> s.tool().equals(step.tool()) && s.with().equals(step.with()))
                .findFirst();
        if (same.isPresent()) {
            return new Read(call, same.get().id(), List.of());
        }
        Optional<String> refusal = talk.leave.refusal(step, talk.bench.tools(), toolsUsed);
        if (refusal.isPresent()) {
            talk.bench.warn(notMade(call, refusal.get()));
            return Read.refused(call, refusal.get());
        }
        return checked(call, step, together);
    }

    private static String notMade(Message.ToolUse call, String why) {
        return "A call of '" + call.tool() + "' by the language model was not made: " + why;
    }

    /** The call as a step; mended where types alone can mend it. */
    private Read checked(Message.ToolUse call, PlanStep step, List<PlanStep> together) {
        List<PlanStep> candidates = new ArrayList<>(together);
        candidates.add(step);
        Rounds rounds = new Rounds(before());
        Plan whole = leaves(rounds.join(plan(candidates)));
        List<Fault> faults =
                talk.bench.check(whole).stream().filter(Fault::isError).toList();
        if (faults.isEmpty()) {
            numbered++;
            return new Read(call, step.id(), List.of(step));
        }
        PlanRepairer.Repaired repaired = interpreter
                .repairer()
                .repair(
                        whole,
                        request.question(),
                        request.inputs(),
                        talk.bench.tools(),
                        talk.bench.shop().limits());
        Set<PlanStep> known = new LinkedHashSet<>(whole.steps());
        known.remove(step);
        List<PlanStep> more =
                repaired.plan().steps().stream().filter(s -> !known.contains(s)).toList();
        boolean kept = repaired.plan().steps().containsAll(known)
                && repaired.plan()
                        .step(step.id())
                        .filter(s -> s.tool().equals(step.tool()))
                        .isPresent();
        boolean allowed = more.stream()
                .allMatch(s ->
                        talk.leave.refusal(s, talk.bench.tools(), toolsUsed).isEmpty());
        if (repaired.mayRun() && repaired.confidence() >= PlanRepairer.ASK_BELOW && kept && allowed) {
            numbered++;
            Set<String> added = more.stream().map(PlanStep::id).collect(Collectors.toSet());
            List<Edit> edits = repaired.edits().stream()
                    .filter(edit -> added.contains(edit.step()) && edit.sort() != Edit.Sort.OUTPUT)
                    .toList();
            return new Read(call, step.id(), "", more, edits);
        }
        return Read.refused(call, faults.stream().map(Fault::explain).collect(Collectors.joining("\n")));
    }

    private PlanStep step(Message.ToolUse call) throws JsonProcessingException {
        JsonNode with = call.arguments().isBlank() ? JSON.objectNode() : PlanText.strictly(call.arguments());
        ObjectNode form = JSON.objectNode();
        ObjectNode one = form.putArray("steps").addObject();
        one.put("id", "step" + (numbered + 1)).put("tool", call.tool());
        one.set("with", with instanceof ObjectNode object ? bySteps(PlanText.withoutNulls(object)) : with);
        return PlanCodec.fromJson(form).steps().get(0);
    }

    /** References by the ids of calls as references to their steps. */
    private JsonNode bySteps(JsonNode node) {
        if (node instanceof ObjectNode object) {
            String step =
                    object.size() == 1 ? stepsOfCalls.get(object.path("ref").asText()) : null;
            if (step != null) {
                return JSON.objectNode().put("ref", step);
            }
            object.properties().forEach(member -> member.setValue(bySteps(member.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, bySteps(array.get(i)));
            }
        }
        return node;
    }

    private static String shortened(String text) {
        return text.length() > 160 ? text.substring(0, 159) + "…" : text;
    }
}
