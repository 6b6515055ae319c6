package org.eyes4j.tools.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolResult.Success;
import org.eyes4j.tools.ToolSchemas;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;

class AnnotatedToolsTest {
    private static final Value.Image PICTURE = Value.Image.of("p", new Raster(8, 4, 3, new byte[8 * 4 * 3]));
    private static final Value.Detections THINGS =
            Value.Detections.of(PICTURE.frame(), List.of(Detection.of("cat", 0.9, new BoundingBox(1, 1, 3, 3))));

    enum Way {
        BRIGHTER,
        DARKER
    }

    record Size(int width, int height, Optional<String> note) {}

    record Report(Size size, List<String> labels, double maxScore) {}

    /** Tools of a few sorts. */
    static class Handy {
        @VisionTool(
                description = "Makes a picture brighter or darker",
                version = "2",
                output = "the picture, changed",
                phrases = "lighten")
        Raster brighten(
                @Input(name = "image", value = "the picture") Raster image,
                @Input(name = "way", value = "which way", example = "darker") Way way,
                @Input(name = "amount", description = "how much", min = 0, max = 255, defaultValue = "40") int amount) {
            byte[] data = image.data().clone();
            for (int i = 0; i < data.length; i++) {
                int now = (data[i] & 0xff) + (way == Way.BRIGHTER ? amount : -amount);
                data[i] = (byte) Math.max(0, Math.min(255, now));
            }
            return new Raster(image.width(), image.height(), image.channels(), data);
        }

        @VisionTool(name = "corner", description = "The upper left quarter", traits = Trait.COMPOSED)
        Detection quarter(@Input(name = "image") Value.Image image) {
            return Detection.of(
                    "quarter",
                    1,
                    new BoundingBox(
                            0, 0, image.frame().width() / 2.0, image.frame().height() / 2.0));
        }

        @VisionTool(description = "Tells about things")
        Report report(
                @Input(name = "size") Size size,
                @Input(name = "things", required = false) List<Region> things,
                @Input(name = "word") Optional<String> word,
                ToolContext context) {
            context.warn("only so much");
            List<String> labels =
                    new ArrayList<>(things.stream().map(Region::label).toList());
            word.ifPresent(labels::add);
            return new Report(
                    size,
                    labels,
                    things.stream().mapToDouble(Region::score).max().orElse(0));
        }

        @VisionTool(description = "The label of one thing")
        String theLabel(@Input(name = "thing") Region thing) {
            if (thing.label().isEmpty()) {
                throw new ToolFailure(FailureKind.BAD_INPUT, "It has no label", "Label it");
            }
            return thing.label();
        }

        @VisionTool(description = "Anything at all", gives = "list<number>")
        ToolResult open(@Input(name = "value") Value value) {
            return ToolResult.of(new Value.ListOf(Kind.NUMBER, List.of(new Value.Number(1))), "a model");
        }
    }

    private final ToolRegistry tools = ToolRegistry.of(AnnotatedTools.of(new Handy()));

    @Test
    void should_read_the_specification_from_signature_and_annotations() {
        ToolSpecification brighten = tools.specification("brighten").orElseThrow();

        assertThat(tools.names()).containsExactly("brighten", "corner", "open", "report", "the_label");
        assertThat(brighten)
                .isEqualTo(ToolSpecification.named("brighten")
                        .version("2")
                        .describedAs("Makes a picture brighter or darker")
                        .takes(
                                Port.required("image", Kind.IMAGE, "the picture"),
                                Port.required("way", Kind.TEXT, "which way")
                                        .oneOf("brighter", "darker")
                                        .example("darker"),
                                Port.optional("amount", Kind.NUMBER, "how much")
                                        .or(40)
                                        .between(0, 255))
                        .alsoKnownAs("lighten")
                        .gives(Kind.IMAGE, "the picture, changed"));
        assertThat(ToolSchemas.input(brighten).at("/properties/way/examples/0").textValue())
                .isEqualTo("darker");
        assertThat(tools.specification("corner").orElseThrow().traits()).containsExactly(Trait.COMPOSED);
        assertThat(tools.specification("report").orElseThrow().inputs())
                .extracting(Port::toString)
                .containsExactly(
                        Port.required("size", Kind.RECORD, "the size").toString(),
                        Port.optional("things", Kind.DETECTIONS, "the things").toString(),
                        Port.optional("word", Kind.TEXT, "the word").toString());
        assertThat(tools.specification("open").orElseThrow().output()).isEqualTo(Kind.listOf(Kind.NUMBER));
    }

    @Test
    void should_give_a_picture_of_the_same_size_the_frame_of_the_one_it_was_made_of() {
        Success success = (Success) call("brighten", Map.of("image", PICTURE, "way", new Value.Text("brighter")));

        Value.Image image = (Value.Image) success.value();
        assertThat(image.frame()).isEqualTo(PICTURE.frame());
        assertThat(image.raster().at(0, 0, 0)).isEqualTo(40);
    }

    @Test
    void should_put_coordinates_into_the_frame_of_the_picture() {
        assertThat(call("corner", Map.of("image", PICTURE)))
                .isEqualTo(ToolResult.of(Value.Detections.of(
                        PICTURE.frame(), List.of(Detection.of("quarter", 1, new BoundingBox(0, 0, 4, 2))))));
    }

    @Test
    void should_take_and_give_records() {
        Value size = new Value.Record(Map.of("width", new Value.Number(3), "height", new Value.Number(4)));

        Success success = (Success) call("report", Map.of("size", size, "things", THINGS));

        assertThat(((Value.Record) success.value()).fields())
                .isEqualTo(Map.of(
                        "size",
                        size,
                        "labels",
                        Value.ListOf.texts(List.of("cat")),
                        "max_score",
                        new Value.Number(0.9)));
        assertThat(success.warnings()).containsExactly("only so much");
        assertThat(call("report", Map.of("size", size, "word", new Value.Text("dog"))))
                .isInstanceOf(Success.class);
    }

    @Test
    void should_say_what_is_wrong_with_an_argument() {
        Value half = new Value.Record(Map.of("width", new Value.Number(3.5), "height", new Value.Number(4)));
        Value less = new Value.Record(Map.of("width", new Value.Number(3)));

        assertThat(failure("report", Map.of("size", half)).message())
                .isEqualTo("Argument 'size': Expected a whole number, got 3.5");
        assertThat(failure("report", Map.of("size", less)).message())
                .isEqualTo("Argument 'size': The record lacks the field 'height' (number); it has [width]");
        assertThat(failure("the_label", Map.of("thing", THINGS.with(List.of()))))
                .isEqualTo(new Failure(
                        FailureKind.BAD_INPUT,
                        "Argument 'thing': Expected one region, got 0",
                        "Pick one first, for example with 'select' and its 'index'"));
    }

    @Test
    void should_make_a_failure_of_a_tool_failure_and_a_bug_of_anything_else() {
        Value nameless =
                Value.Detections.of(PICTURE.frame(), List.of(Detection.of("", 0.9, new BoundingBox(1, 1, 3, 3))));

        assertThat(failure("the_label", Map.of("thing", nameless)))
                .isEqualTo(new Failure(FailureKind.BAD_INPUT, "It has no label", "Label it"));
    }

    /** Everything that can be wrong. */
    static class Wrong {
        @VisionTool(name = "Bad Name", description = " ")
        String one(@Input(name = "when") Date when, @Input(name = "when") List<?> raw) {
            return "";
        }

        @VisionTool(description = "Limits", gives = "pictures")
        String two(
                @Input(name = "text", min = 1) String text,
                @Input(name = "number", min = 3, max = 2) double number,
                @Input(name = "way", choices = "up") Way way,
                @Input(name = "least", min = 1, defaultValue = "0") double least,
                @Input(name = "count", defaultValue = "1.5") int count,
                @Input(name = "maybe", required = false) int maybe,
                @Input(name = "list", example = "{") List<String> list) {
            return "";
        }

        @VisionTool(description = "Gives nothing")
        void three() {}

        @VisionTool(description = "Gives boxes of no picture")
        List<Detection> four(@Input(name = "word") String word) {
            return List.of();
        }

        @VisionTool(description = "Says nothing of its kind")
        Value five() {
            return new Value.Flag(true);
        }
    }

    @Test
    void should_tell_every_fault_of_every_signature_at_once() {
        String c = "org.eyes4j.tools.annotation.AnnotatedToolsTest.Wrong.";
        String two = c + "two(String, double, AnnotatedToolsTest.Way, double, int, int, List<String>): ";
        String types =
                "String, an enum, a number, boolean, a Value, Raster, Region, Detection, Mask, Keypoint, a record,"
                        + " or a List of these";

        assertThatThrownBy(() -> AnnotatedTools.of(List.of(new Wrong(), "text")))
                .isInstanceOfSatisfying(
                        SignatureException.class,
                        e -> assertThat(e.faults())
                                .containsExactlyInAnyOrder(
                                        c
                                                + "one(Date, List<?>): expected a name in snake_case of at most 64 characters, found"
                                                + " 'Bad Name'",
                                        c
                                                + "one(Date, List<?>): expected a description of one sentence, found an empty one",
                                        c + "one(Date, List<?>): parameter 'when': expected " + types + ", found Date",
                                        c
                                                + "one(Date, List<?>): parameter 'when': expected a name of its own, found that of"
                                                + " another parameter",
                                        c + "one(Date, List<?>): parameter 'when': expected " + types + ", found ?",
                                        two
                                                + "parameter 'text': expected min and max on numbers only, found them on text",
                                        two + "parameter 'number': expected min <= max, found 3.0 and 2.0",
                                        two
                                                + "parameter 'way': expected choices on String only, found them on an enum, which"
                                                + " has its own",
                                        two
                                                + "parameter 'least': its default is not allowed: Argument 'least' must be at"
                                                + " least 1, got 0",
                                        two
                                                + "parameter 'count': its default does not fit: Expected a whole number, got 1.5",
                                        two
                                                + "parameter 'maybe': expected a default, or a type that can be left out, found"
                                                + " int with required = false",
                                        two
                                                + "parameter 'list': expected as example JSON of kind list<text>, found '{'",
                                        two + "its result: expected a kind in gives, found 'pictures': There is no kind"
                                                + " 'pictures'; kinds are any, text, number, flag, image, video, audio,"
                                                + " detections, masks, keypoints, classification, embedding, depth_map,"
                                                + " visual_prompts, record and list<KIND>",
                                        c + "three(): its result: expected " + types + ", found void",
                                        c
                                                + "four(String): its result: expected a parameter with a picture, to which the"
                                                + " coordinates of List<Detection> belong, found none; take one, or give a"
                                                + " Value with a frame",
                                        c
                                                + "five(): its result: expected @VisionTool(gives = KIND) beside Value, found none",
                                        "java.lang.String: expected a method with @VisionTool, found none"));
    }

    /** Two of one name. */
    static class Twice {
        @VisionTool(name = "same", description = "One")
        String one() {
            return "";
        }

        @VisionTool(name = "same", description = "Another")
        String two() {
            return "";
        }
    }

    @Test
    void should_refuse_two_tools_of_one_name() {
        assertThatThrownBy(() -> AnnotatedTools.of(new Twice()))
                .hasMessage("These methods cannot be made tools:\n"
                        + "org.eyes4j.tools.annotation.AnnotatedToolsTest.Twice.two(): expected a name of its own,"
                        + " found 'same', which org.eyes4j.tools.annotation.AnnotatedToolsTest.Twice.one() has");
    }

    /** Found as a service. */
    public static final class Found implements VisionTools, AutoCloseable {
        static int closed;

        @VisionTool(description = "Is found")
        public boolean isFound() {
            return true;
        }

        @Override
        public void close() {
            closed++;
        }
    }

    @Test
    void should_find_classes_that_services_name_and_close_them_with_their_tools() {
        List<Tool> found = AnnotatedTools.find(AnnotatedToolsTest.class.getClassLoader());

        assertThat(found).extracting(t -> t.specification().name()).containsExactly("is_found");
        int before = Found.closed;
        found.forEach(Tool::close);
        found.forEach(Tool::close);
        assertThat(Found.closed).isEqualTo(before + 1);
    }

    private ToolResult call(String tool, Map<String, Value> arguments) {
        return tools.call(new ToolCall(tool, arguments), ToolContext.detached());
    }

    private Failure failure(String tool, Map<String, Value> arguments) {
        return (Failure) call(tool, arguments);
    }
}
