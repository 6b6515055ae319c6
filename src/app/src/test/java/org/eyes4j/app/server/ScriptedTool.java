package org.eyes4j.app.server;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** Tools that do what a test says. */
public record ScriptedTool(ToolSpecification specification, BiFunction<Arguments, ToolContext, ToolResult> work)
        implements Tool {

    @Override
    public ToolResult call(Arguments arguments, ToolContext context) {
        return work.apply(arguments, context);
    }

    /** The same under another name. */
    public ScriptedTool called(String name) {
        return new ScriptedTool(
                new ToolSpecification(
                        name,
                        specification.version(),
                        specification.description(),
                        specification.inputs(),
                        specification.output(),
                        specification.outputDescription(),
                        specification.traits(),
                        specification.phrases()),
                work);
    }

    /** {@code echo(text)} gives the text. */
    public static ScriptedTool echo() {
        return new ScriptedTool(
                ToolSpecification.named("echo")
                        .describedAs("Gives back what it was given.")
                        .takes(Port.required("text", Kind.TEXT, "any words"))
                        .gives(Kind.TEXT, "the same words"),
                (arguments, context) -> ToolResult.of(new Value.Text(arguments.text("text"))));
    }

    /** {@code find(image)} finds a box at 10, 10 to 30, 20 with a mask of its left half. */
    public static ScriptedTool find() {
        return new ScriptedTool(
                ToolSpecification.named("find")
                        .describedAs("Finds the same thing in every picture.")
                        .takes(Port.required("image", Kind.IMAGE, "where to look"))
                        .gives(Kind.DETECTIONS, "one thing"),
                (arguments, context) -> {
                    Value.Image image = arguments.image("image");
                    Mask mask = Mask.fromBox(
                            image.frame().width(), image.frame().height(), new BoundingBox(10, 10, 20, 20));
                    Detection thing = Detection.of("thing", 0.5, new BoundingBox(10, 10, 30, 20))
                            .withMask(mask);
                    return ToolResult.of(new Value.Detections(image.frame(), List.of(new Region("", thing))));
                });
    }

    /** {@code tell(times)} tells so often that it goes on, then gives the number. */
    public static ScriptedTool tell() {
        return new ScriptedTool(
                ToolSpecification.named("tell")
                        .describedAs("Tells what it is at, so often.")
                        .takes(Port.required("times", Kind.NUMBER, "how often"))
                        .gives(Kind.NUMBER, "how often it told"),
                (arguments, context) -> {
                    for (int i = 1; i <= arguments.number("times"); i++) {
                        context.progress().accept("at " + i + " of " + "x".repeat(200));
                    }
                    return ToolResult.of(new Value.Number(arguments.number("times")));
                });
    }

    /** {@code hold()} works until it is cancelled or let go. */
    public static ScriptedTool hold(CountDownLatch begun, CountDownLatch go) {
        return new ScriptedTool(
                ToolSpecification.named("hold")
                        .describedAs("Works until it is let go.")
                        .gives(Kind.TEXT, "how it ended"),
                (arguments, context) -> {
                    begun.countDown();
                    CountDownLatch end = new CountDownLatch(1);
                    try (var unused = context.cancellation().onRequest(end::countDown)) {
                        while (!go.await(5, TimeUnit.MILLISECONDS) && end.getCount() > 0) {
                            Thread.onSpinWait();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return context.cancellation().isRequested()
                            ? ToolResult.failed(ToolResult.FailureKind.CANCELLED, "'hold' was cancelled")
                            : ToolResult.of(new Value.Text("let go"));
                });
    }
}
