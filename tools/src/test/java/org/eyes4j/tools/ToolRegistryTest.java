package org.eyes4j.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;

class ToolRegistryTest {
    private static final ToolSpecification SEGMENT = ToolSpecification.named("segment")
            .describedAs("Finds outlines")
            .takes(
                    Port.required("image", Kind.IMAGE, "the picture"),
                    Port.optional("how", Kind.TEXT, "the way").or("fast").oneOf("fast", "exact"),
                    Port.optional("limit", Kind.NUMBER, "at most so many")
                            .or(10)
                            .between(1, 100),
                    Port.optional("scale", Kind.NUMBER, "size").between(0.5, 8),
                    Port.optional("labels", Kind.listOf(Kind.TEXT), "what to look for")
                            .atMost(2))
            .gives(Kind.TEXT, "what it did");
    private static final Value.Image IMAGE =
            Value.Image.of("p", new org.eyes4j.tools.image.Raster(1, 1, 3, new byte[3]));

    private static ToolRegistry registry(BiFunction<Arguments, ToolContext, ToolResult> work) {
        return ToolRegistry.of(List.of(new Scripted(SEGMENT, work)));
    }

    private static ToolResult call(ToolRegistry registry, Map<String, Value> arguments) {
        return registry.call(new ToolCall("segment", arguments), ToolContext.detached());
    }

    private static Failure refused(Map<String, Value> arguments) {
        return (Failure) call(
                registry((a, c) -> {
                    throw new AssertionError("must not be called");
                }),
                arguments);
    }

    @Test
    void should_hint_at_the_nearest_tool() {
        ToolRegistry registry = registry((a, c) -> ToolResult.of(new Value.Text("")));

        assertThat(registry.call(new ToolCall("segmnt", Map.of()), ToolContext.detached()))
                .isEqualTo(ToolResult.failed(
                        FailureKind.INVALID_ARGUMENT, "Unknown tool 'segmnt'; did you mean 'segment'?"));
        assertThat(registry.unknown("translate_text")).isEqualTo("Unknown tool 'translate_text'; there are: segment");
        assertThat(new ToolRegistry().unknown("x")).isEqualTo("Unknown tool 'x'; there are none");
    }

    @Test
    void should_tell_every_fault_at_once() {
        Failure failure = refused(Map.of("imge", IMAGE, "how", new Value.Text("fats"), "limit", new Value.Number(0)));

        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_ARGUMENT);
        assertThat(failure.message().split("; (?=[AT])"))
                .containsExactly(
                        "Tool 'segment' has no argument 'imge'; did you mean 'image'?",
                        "Tool 'segment' needs argument 'image' (image): the picture",
                        "Argument 'how' of 'segment' must be one of fast, exact, got 'fats'; did you mean 'fast'?",
                        "Argument 'limit' of 'segment' must be between 1 and 100, got 0");
    }

    @Test
    void should_say_what_kind_or_amount_it_takes() {
        assertThat(refused(Map.of("image", new Value.Text("photo.jpg"))).message())
                .isEqualTo("Argument 'image' of 'segment' takes image, got text");
        assertThat(refused(Map.of("image", IMAGE, "scale", new Value.Number(8.5)))
                        .message())
                .isEqualTo("Argument 'scale' of 'segment' must be between 0.5 and 8, got 8.5");
        assertThat(refused(Map.of("image", IMAGE, "labels", Value.ListOf.texts(List.of("a", "b", "c"))))
                        .message())
                .isEqualTo("Argument 'labels' of 'segment' takes at most 2 items, got 3");
    }

    @Test
    void should_fill_in_defaults() {
        ToolRegistry registry = registry((arguments, context) -> ToolResult.of(new Value.Text(arguments.text("how")
                + " " + arguments.integer("limit") + " " + arguments.has("scale") + " " + arguments.texts("labels"))));

        assertThat(call(registry, Map.of("image", IMAGE))).isEqualTo(ToolResult.of(new Value.Text("fast 10 false []")));
    }

    @Test
    void should_turn_a_bug_into_a_failure() {
        assertThat(call(
                        registry((a, c) -> {
                            throw new IllegalStateException("oops");
                        }),
                        Map.of("image", IMAGE)))
                .isEqualTo(ToolResult.failed(
                        FailureKind.INTERNAL,
                        "Tool 'segment' has a bug: java.lang.IllegalStateException: oops",
                        "The log has the details"));
        assertThat(call(
                        registry((a, c) -> {
                            throw new OutOfMemoryError("heap");
                        }),
                        Map.of("image", IMAGE)))
                .isEqualTo(ToolResult.failed(
                        FailureKind.LIMIT,
                        "Tool 'segment' ran out of memory",
                        "Give a smaller picture or more memory (-Xmx)"));
    }

    @Test
    void should_refuse_to_mix_pictures_and_kinds() {
        assertThat(call(
                        registry((a, c) -> {
                            Frame.of("a", 2, 3).to(Frame.of("b", 4, 5));
                            return ToolResult.of(new Value.Text(""));
                        }),
                        Map.of("image", IMAGE)))
                .isEqualTo(ToolResult.failed(
                        FailureKind.BAD_INPUT,
                        "Coordinates of picture 'a' (2 x 3) cannot be told in picture 'b' (4 x 5): they are"
                                + " different pictures",
                        "Give 'segment' values that belong to the same picture."));
        assertThat(call(registry((a, c) -> ToolResult.of(new Value.Number(1))), Map.of("image", IMAGE)))
                .isEqualTo(ToolResult.failed(FailureKind.INTERNAL, "Tool 'segment' declares text and gave number"));
    }

    @Test
    void should_carry_warnings_to_the_result() {
        List<String> elsewhere = new ArrayList<>();
        ToolRegistry registry = registry((arguments, context) -> {
            context.warn("the vocabulary is closed");
            return new ToolResult.Success(new Value.Text("x"), "model", List.of("first"));
        });

        ToolResult result = registry.call(
                new ToolCall("segment", Map.of("image", IMAGE)),
                ToolContext.detached().warningTo(elsewhere::add));

        assertThat(result)
                .isEqualTo(new ToolResult.Success(
                        new Value.Text("x"), "model", List.of("first", "the vocabulary is closed")));
    }

    @Test
    void should_not_begin_when_cancelled() {
        ToolContext context = ToolContext.detached();
        context.cancellation().request();

        ToolResult result = registry((a, c) -> {
                    throw new AssertionError("must not be called");
                })
                .call(new ToolCall("segment", Map.of("image", IMAGE)), context);

        assertThat(result).isEqualTo(ToolResult.failed(FailureKind.CANCELLED, "Cancelled before 'segment' began"));
    }

    @Test
    void should_refuse_a_second_tool_of_a_name() {
        ToolRegistry registry = registry((a, c) -> ToolResult.of(new Value.Text("")));

        assertThatThrownBy(() -> registry.register(new Scripted(SEGMENT, (a, c) -> ToolResult.of(new Value.Text("")))))
                .hasMessage("There is a tool 'segment' already (org.eyes4j.tools.ToolRegistryTest$Scripted);"
                        + " org.eyes4j.tools.ToolRegistryTest$Scripted needs another name");
    }

    @Test
    void should_close_every_tool_even_when_one_does_not_close() {
        List<String> closed = new ArrayList<>();
        ToolRegistry registry = new ToolRegistry();
        for (String name : List.of("a", "b", "c")) {
            ToolSpecification specification =
                    ToolSpecification.named(name).describedAs("x").gives(Kind.TEXT, "x");
            registry.register(new Tool() {
                @Override
                public ToolSpecification specification() {
                    return specification;
                }

                @Override
                public ToolResult call(Arguments arguments, ToolContext context) {
                    return ToolResult.of(new Value.Text(""));
                }

                @Override
                public void close() {
                    if (name.equals("b")) {
                        throw new IllegalStateException("stuck");
                    }
                    closed.add(name);
                }
            });
        }

        registry.close();

        assertThat(closed).containsExactly("a", "c");
        assertThat(registry.names()).isEmpty();
    }

    @Test
    void should_refuse_specifications_that_cannot_be_called() {
        assertThatThrownBy(() ->
                        ToolSpecification.named("Read Text").describedAs("x").gives(Kind.TEXT, "x"))
                .hasMessage("A tool's name is snake_case, got 'Read Text'");
        assertThatThrownBy(() -> ToolSpecification.named("x").gives(Kind.TEXT, "x"))
                .hasMessage("Tool 'x' needs a description");
        Port port = Port.optional("a", Kind.TEXT, "x");
        assertThatThrownBy(() -> ToolSpecification.named("x")
                        .describedAs("x")
                        .takes(port, port)
                        .gives(Kind.TEXT, "x"))
                .hasMessage("Tool 'x' has two inputs named 'a'");
        assertThatThrownBy(() -> Port.optional("aB", Kind.TEXT, "x"))
                .hasMessage("A port's name is snake_case, got 'aB'");
        assertThatThrownBy(() -> Port.required("a", Kind.TEXT, "x").or("y"))
                .hasMessage("Port 'a' is required and cannot have a default");
    }

    private record Scripted(ToolSpecification specification, BiFunction<Arguments, ToolContext, ToolResult> work)
            implements Tool {
        @Override
        public ToolResult call(Arguments arguments, ToolContext context) {
            return work.apply(arguments, context);
        }
    }
}
