package org.eyes4j.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.agent.conduct.PlanReply;
import org.eyes4j.agent.conduct.PlannerChoice;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.agent.planner.TaskRequest;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.app.output.Json;
import org.eyes4j.app.output.Picture;
import org.eyes4j.app.preview.PlanNeeds;
import org.eyes4j.app.preview.PlanPreview;
import org.eyes4j.app.preview.PreviewText;
import org.eyes4j.tools.value.Value;
import org.eyes4j.wiring.Eyes4j;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code eyes4j plan}: the checked plan of a question and what it will need; nothing of it runs. */
@Command(
        name = "plan",
        description =
                "Shows the checked plan of a question, the models it would load, what of them is to be fetched, and"
                        + " about how long it would take; nothing is run.")
final class PlanCommand extends EyesCommand {
    @Mixin
    private QuestionOptions question = new QuestionOptions();

    PlanCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Eyes4j eyes4j, Terminal terminal) {
        if (question.planner() == PlannerChoice.REACT) {
            throw CommandFailure.usage(
                    "--planner react decides about each step when it has seen the one before; there is"
                            + " no plan to show beforehand. Use --planner plan or offline");
        }
        question.check(eyes4j);
        List<Picture> pictures = question.read(eyes4j);
        Map<String, Value> inputs = new LinkedHashMap<>();
        pictures.forEach(p -> inputs.put(p.input(), p.image()));
        PlanReply reply;
        RunOptions options;
        try (ProgressLine progress = new ProgressLine(terminal)) {
            options = question.runOptions(eyes4j, progress);
            reply = eyes4j.agent().plan(TaskRequest.of(question.question(), inputs, ""), question.planner(), options);
        }
        if (reply instanceof PlanReply.Impossible impossible) {
            throw new CommandFailure(AskCommand.code(impossible.trouble()), impossible.message());
        } else if (reply instanceof PlanReply.Faulty faulty) {
            throw CommandFailure.failed("the plan made for this has faults:\n" + Fault.list(faulty.faults()));
        }
        PlanReply.Planned ready = (PlanReply.Planned) reply;
        PlanNeeds needs = new PlanPreview(eyes4j, inputs, options.wishedModel()).of(ready.plan());
        if (question.json()) {
            ObjectNode root = JsonNodeFactory.instance.objectNode();
            root.set("plan", PlanCodec.toJson(ready.plan()));
            root.set("preview", PreviewText.json(needs));
            root.put("planner", ready.planner());
            ArrayNode warnings = root.putArray("warnings");
            ready.warnings().forEach(warnings::add);
            terminal.out().println(Json.text(root));
        } else {
            print(ready.plan(), terminal.out());
            print(needs, terminal.out());
            ready.warnings().forEach(w -> terminal.tell("note: " + w));
        }
        return ExitCode.DONE;
    }

    static void print(Plan plan, PrintStream out) {
        for (PlanStep step : plan.steps()) {
            Map<String, String> with = new LinkedHashMap<>();
            step.with().forEach((port, argument) -> with.put(port, text(argument)));
            out.println(step.id() + " = " + step.tool()
                    + with.entrySet().stream()
                            .map(e -> e.getKey() + ": " + e.getValue())
                            .collect(java.util.stream.Collectors.joining(", ", "(", ")"))
                    + (step.forEach() == null ? "" : " for each item of " + text(step.forEach()))
                    + (step.when() == null ? "" : " when " + step.when()));
        }
        plan.outputs().forEach((name, ref) -> out.println("-> " + name + ": " + ref.target()));
    }

    static void print(PlanNeeds needs, PrintStream out) {
        Table table = new Table();
        PreviewText.rows(needs).forEach(row -> table.row(row.toArray(String[]::new)));
        out.println();
        table.print(out);
        out.println(PreviewText.summary(needs));
    }

    private static String text(Argument argument) {
        if (argument instanceof Argument.Ref ref) {
            return ref.target();
        } else if (argument instanceof Argument.Literal literal) {
            return literal.json().toString();
        } else if (argument instanceof Argument.Expression expression) {
            return "`" + expression.cel() + "`";
        }
        return ((Argument.Items) argument)
                .items().stream().map(PlanCommand::text).toList().toString();
    }
}
