package org.eyes4j.agent.workflow;

import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.eyes4j.agent.ScriptedTool;
import org.eyes4j.agent.check.PlanChecker;
import org.eyes4j.agent.check.PlanLimits;
import org.eyes4j.agent.run.LocalPlanExecutor;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.StepCache;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.eyes4j.config.yaml.YamlDocument;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;

/** A few small tools that workflows of tests call, and what reads, checks and runs those. */
final class Tools implements AutoCloseable {
    final Expressions expressions = new Expressions();

    final ScriptedTool add = new ScriptedTool(
            ToolSpecification.named("add")
                    .describedAs("Adds two numbers")
                    .takes(
                            Port.required("left", Kind.NUMBER, "one number"),
                            Port.required("right", Kind.NUMBER, "the other"))
                    .gives(Kind.NUMBER, "the sum"),
            (a, c) -> ToolResult.of(new Value.Number(a.number("left") + a.number("right"))));

    final ScriptedTool shout = new ScriptedTool(
            ToolSpecification.named("shout")
                    .describedAs("Says a text louder")
                    .takes(
                            Port.required("text", Kind.TEXT, "what to say"),
                            Port.optional("sign", Kind.TEXT, "its end")
                                    .oneOf("!", "?")
                                    .or("!"))
                    .gives(Kind.TEXT, "the text, louder"),
            (a, c) -> ToolResult.of(new Value.Text(a.text("text") + a.text("sign"))));

    final ScriptedTool broken = new ScriptedTool(
            ToolSpecification.named("broken")
                    .describedAs("Never works")
                    .takes(Port.optional("number", Kind.NUMBER, "a number"))
                    .gives(Kind.NUMBER, "nothing"),
            (a, c) -> ToolResult.failed(FailureKind.UNAVAILABLE, "The line is dead", "Wait"));

    final ScriptedTool send = new ScriptedTool(
            ToolSpecification.named("send")
                    .describedAs("Sends a text away")
                    .takes(Port.required("text", Kind.TEXT, "what to send"))
                    .traits(Trait.EFFECT)
                    .gives(Kind.TEXT, "a receipt"),
            (a, c) -> ToolResult.of(new Value.Text("sent " + a.text("text"))));

    final ToolRegistry registry = ToolRegistry.of(List.of(add, shout, broken, send));
    final LocalPlanExecutor executor =
            new LocalPlanExecutor(registry, expressions, new StepCache(1 << 20), Clock.systemUTC());
    final WorkflowChecker checker = new WorkflowChecker(new PlanChecker(expressions));

    /** The faults of a workflow, one a line, whether of its form or its meaning. */
    String faults(String yaml) {
        YamlDocument document;
        try {
            document = YamlDocument.parse(yaml, "w.yaml");
            return checker.check(WorkflowReader.read(document), document, registry, PlanLimits.DEFAULT).stream()
                    .map(Object::toString)
                    .collect(Collectors.joining("\n"));
        } catch (FaultyDocumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** A workflow, checked. */
    Workflow read(String yaml) {
        String faults = faults(yaml);
        if (!faults.isEmpty()) {
            throw new AssertionError(faults);
        }
        return WorkflowReader.read(YamlDocument.parse(yaml, "w.yaml"));
    }

    WorkflowTool tool(String yaml) {
        return WorkflowTool.of(read(yaml), registry, () -> executor, RunOptions::defaults);
    }

    @Override
    public void close() {
        executor.close();
    }
}
