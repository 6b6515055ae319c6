package org.eyes4j.agent.dialogue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.eyes4j.agent.Agent;
import org.eyes4j.agent.AskReply;
import org.eyes4j.agent.AskRequest;
import org.eyes4j.agent.ScriptedTool;
import org.eyes4j.agent.check.PlanChecker;
import org.eyes4j.agent.check.PlanLimits;
import org.eyes4j.agent.claim.ClaimChecker;
import org.eyes4j.agent.conduct.Conductor;
import org.eyes4j.agent.conduct.PlannerChoice;
import org.eyes4j.agent.conduct.Workshop;
import org.eyes4j.agent.llm.LanguageModel;
import org.eyes4j.agent.repair.Meaning;
import org.eyes4j.agent.repair.PlanRepairer;
import org.eyes4j.agent.run.LocalPlanExecutor;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.StepCache;
import org.eyes4j.agent.trace.RunRecord;
import org.eyes4j.prompts.Prompts;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;

/** An agent with scripted tools and language models that conduct requests: what tests of dialogues sit at. */
public final class Desk implements AutoCloseable {
    public static final Value.Image PICTURE = Value.Image.of("image1", new Raster(64, 48, 3, new byte[64 * 48 * 3]));

    private final Expressions expressions = new Expressions();
    public final ToolRegistry tools = new ToolRegistry();
    public final Map<String, ScriptedTool> scripted = new LinkedHashMap<>();
    private final PlanExecutor executor =
            new LocalPlanExecutor(tools, expressions, new StepCache(0), Clock.systemUTC());
    public final List<RunRecord> kept = new ArrayList<>();
    private PlanLimits limits = PlanLimits.DEFAULT;
    private EffectPolicy effects = EffectPolicy.ASKED;
    private RunOptions options = RunOptions.defaults();

    /** Two cups and what a sign says; a count; a file. */
    public Desk() {
        tool(
                ToolSpecification.named("detect")
                        .describedAs("Finds things in a picture.")
                        .takes(
                                Port.required("image", Kind.IMAGE, "the picture"),
                                Port.optional("labels", Kind.listOf(Kind.TEXT), "what to look for"))
                        .alsoKnownAs("find")
                        .gives(Kind.DETECTIONS, "what was found"),
                (arguments, context) -> ToolResult.of(Value.Detections.of(
                        arguments.image("image").frame(),
                        List.of(
                                Detection.of("cup", 0.9, new BoundingBox(1, 1, 10, 12)),
                                Detection.of("cup", 0.8, new BoundingBox(20, 1, 30, 12))))));
        tool(
                ToolSpecification.named("count")
                        .describedAs("Counts regions.")
                        .takes(Port.required("items", Kind.DETECTIONS, "what to count"))
                        .alsoKnownAs("how many")
                        .gives(Kind.NUMBER, "how many"),
                (arguments, context) -> ToolResult.of(
                        new Value.Number(arguments.detections("items").regions().size())));
        signSays("OPEN");
        tool(
                ToolSpecification.named("save")
                        .describedAs("Writes a value into a file of the output folder.")
                        .takes(
                                Port.required("value", Kind.ANY, "what to write"),
                                Port.optional("name", Kind.TEXT, "name of the file"))
                        .traits(Trait.EFFECT)
                        .gives(Kind.TEXT, "the file's name"),
                (arguments, context) -> ToolResult.of(new Value.Text("result.json")));
        tool(
                ToolSpecification.named("redact")
                        .describedAs("Makes regions of a picture unrecognisable.")
                        .takes(
                                Port.required("image", Kind.IMAGE, "the picture"),
                                Port.required("regions", Kind.DETECTIONS, "where"))
                        .alsoKnownAs("blur")
                        .gives(Kind.IMAGE, "the picture"),
                (arguments, context) -> ToolResult.of(arguments.image("image")));
    }

    public Desk tool(ToolSpecification specification, BiFunction<Arguments, ToolContext, ToolResult> script) {
        ScriptedTool tool = new ScriptedTool(specification, script);
        tools.register(tool);
        scripted.put(specification.name(), tool);
        return this;
    }

    private String sign = "";

    /** What the picture's sign says when it is read. */
    public Desk signSays(String text) {
        boolean first = sign.isEmpty();
        sign = text;
        if (first) {
            tool(
                    ToolSpecification.named("read_text")
                            .describedAs("Reads the text in a picture.")
                            .takes(Port.required("image", Kind.IMAGE, "the picture"))
                            .alsoKnownAs("ocr", "what does it say")
                            .gives(Kind.DETECTIONS, "lines of text"),
                    (arguments, context) -> ToolResult.of(Value.Detections.of(
                            arguments.image("image").frame(),
                            List.of(Detection.of("text", 0.95, new BoundingBox(2, 30, 60, 40))
                                    .withText(sign)))));
        }
        return this;
    }

    public Desk steps(int most) {
        limits = new PlanLimits(most, limits.fanOut());
        return this;
    }

    public Desk effects(EffectPolicy policy) {
        effects = policy;
        return this;
    }

    public Desk options(RunOptions other) {
        options = other;
        return this;
    }

    public Agent agent(LanguageModel model) {
        return new Agent(shop(), conductors(), () -> Optional.of(model), kept::add);
    }

    public Workshop shop() {
        return new Workshop(tools, new PlanChecker(expressions), limits, executor);
    }

    public List<Conductor> conductors() {
        Interpreter interpreter = new Interpreter(
                new Prompts(),
                new PlanRepairer(expressions, Meaning.NONE),
                new ClaimChecker(),
                (request, known, most) ->
                        known.specifications().stream().limit(most).toList(),
                effects,
                DialogueLimits.DEFAULT);
        return List.of(new PlanConductor(interpreter), new ReActConductor(interpreter));
    }

    public AskReply ask(LanguageModel model, PlannerChoice planner, String question) {
        return agent(model).ask(new AskRequest(question, Map.of("image1", PICTURE), options).plannedBy(planner));
    }

    /** How often a tool was called. */
    public int calls(String tool) {
        return java.util.Objects.requireNonNull(scripted.get(tool)).calls().size();
    }

    @Override
    public void close() {
        executor.close();
    }
}
