package org.eyes4j.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.session.Mark;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.artifact.MemoryArtifactStore;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.RegionJson;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt;
import org.eyes4j.vision.picture.PictureLimits;
import org.eyes4j.vision.picture.PictureReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients drew: marks that go with a question, and prompts and examples in arguments. */
class DrawnTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final BoundingBox FOUND = new BoundingBox(2, 3, 7, 9);
    private static final ToolSpecification FIND_SIMILAR = ToolSpecification.named("find_similar")
            .describedAs("Finds the like of an example")
            .takes(
                    Port.required("image", Kind.IMAGE, "the picture"),
                    Port.optional("exemplar_image", Kind.IMAGE, "the example's picture"),
                    Port.optional("exemplar_box", Kind.VISUAL_PROMPTS, "where it is"),
                    Port.optional("exemplar", Kind.VISUAL_PROMPTS, "one that brings its picture"))
            .gives(Kind.DETECTIONS, "the like of it");

    private final Artifacts artifacts = new Artifacts(
            new MemoryArtifactStore(),
            new MemoryArtifactShelf(),
            new PictureReader(PictureLimits.defaults()),
            Quotas.none(),
            Clock.systemUTC());
    private final WireValues values = new WireValues(artifacts, PictureFetcher.OFF);
    private final ToolRegistry tools = new ToolRegistry();
    private final MarkReader reader = new MarkReader(new ToolCalls(tools, values, new Admission(1, 1)));
    private String street = "";
    private String park = "";

    @BeforeEach
    void begin() {
        street = picture("street", 20, 10);
        park = picture("park", 30, 40);
        tools.register(new Tool() {
            @Override
            public ToolSpecification specification() {
                return ToolSpecification.named("segment")
                        .describedAs("Gives masks")
                        .takes(
                                Port.required("image", Kind.IMAGE, "the picture"),
                                Port.optional("prompts", Kind.VISUAL_PROMPTS, "where"),
                                Port.optional("limit", Kind.NUMBER, "at most"))
                        .gives(Kind.DETECTIONS, "masks");
            }

            @Override
            public ToolResult call(Arguments arguments, ToolContext context) {
                Frame frame = arguments.image("image").frame();
                return ToolResult.of(Value.Detections.of(
                        frame,
                        List.of(Detection.of("segment", 0.9, FOUND)
                                .withMask(Mask.fromBox(frame.width(), frame.height(), FOUND)))));
            }
        });
    }

    private String picture(String name, int width, int height) {
        byte[] pixels = new byte[width * height * 3];
        pixels[0] = (byte) name.length();
        return artifacts
                .putImage(Value.Image.of(name, new Raster(width, height, 3, pixels)), name, Caller.LOCAL)
                .id();
    }

    @Test
    void should_read_masks_boxes_and_what_prompts_point_at() throws Exception {
        String mask = RegionJson.mask(Mask.fromBox(20, 10, new BoundingBox(1, 2, 5, 6)))
                .toString();
        List<Mark> marks = read("""
                [{"picture": "%s", "id": "m1", "label": "sign", "mask": %s},
                 {"picture": "image1", "id": "m2", "box": [4, 4, 9, 8], "exemplar": true},
                 {"picture": "image1", "id": "m3", "prompts": [{"point": [4, 5]}]}]
                """.formatted(street, mask));

        assertThat(marks).extracting(Mark::id).containsExactly("m1", "m2", "m3");
        assertThat(marks).extracting(Mark::picture).containsOnly("image1");
        assertThat(marks)
                .extracting(Mark::box)
                .containsExactly(new BoundingBox(1, 2, 5, 6), new BoundingBox(4, 4, 9, 8), FOUND);
        assertThat(marks).extracting(Mark::use).containsExactly(Mark.Use.SUBJECT, Mark.Use.EXEMPLAR, Mark.Use.SUBJECT);
        assertThat(marks.get(2).mask()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {}                                                                  | /marks           | Expected a list
        [1]                                                                 | /marks/0         | Expected a mark {picture, id, mask | box | prompts, …}
        [{"picture": "a", "id": "m1", "bx": [1, 2, 3, 4]}]                  | /marks/0/bx      | A mark has no field 'bx'; did you mean 'box'?
        [{"id": "m1", "box": [1, 2, 3, 4]}]                                 | /marks/0/picture | Expected the id of the picture that it is drawn on
        [{"picture": "a", "id": "1; DROP", "box": [1, 2, 3, 4]}]            | /marks/0/id      | Expected letters and a number, as in 'm1'
        [{"picture": "a", "id": "m1"}]                                      | /marks/0         | A mark needs a 'mask', a 'box' or 'prompts'
        [{"picture": "a", "id": "m1", "box": [1, 2, 3, 4]}, {"picture": "a", "id": "m1", "box": [1, 2, 3, 4]}] | /marks/1/id | Two marks have the id 'm1'
        """)
    void should_name_the_field_at_fault(String marks, String field, String message) throws Exception {
        Order order = order(marks);

        assertThatThrownBy(() -> reader.check(order)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.getMessage()).startsWith(message.length() > 60 ? message.substring(0, 60) : message);
            assertThat(problem.field()).contains(field);
        });
    }

    @Test
    void should_refuse_a_picture_that_is_not_asked_about_and_a_mask_of_another_size() {
        assertThatThrownBy(() -> read("[{\"picture\": \"other\", \"id\": \"m1\", \"box\": [1, 2, 3, 4]}]"))
                .isInstanceOf(Problem.class)
                .hasMessage("'other' is none of the question's pictures; give it too");
        assertThatThrownBy(() -> read("[{\"picture\": \"image1\", \"id\": \"m1\", \"mask\": {\"size\": [5, 5],"
                        + " \"counts\": [25]}}]"))
                .isInstanceOf(Problem.class)
                .hasMessage("What is drawn cannot be read: The mask is of 5 x 5 pixels, and its picture of 20 x 10");
    }

    @Test
    void should_read_examples_of_other_pictures() throws Exception {
        Map<String, Value> arguments = values.arguments(FIND_SIMILAR, json("""
                        {"image": {"artifact": "%s"},
                         "exemplar": [{"exemplar": {"image": {"artifact": "%s"}, "region": {"box": [5, 6, 20, 30]}}}]}
                        """.formatted(street, park)), Caller.LOCAL);

        assertThat(arguments.get("exemplar"))
                .isInstanceOfSatisfying(
                        Value.VisualPrompts.class,
                        prompts -> assertThat(prompts.prompts())
                                .singleElement()
                                .isInstanceOfSatisfying(VisualPrompt.Exemplar.class, exemplar -> {
                                    assertThat(exemplar.image().frame()).isEqualTo(Frame.of(park, 30, 40));
                                    assertThat(exemplar.region().box()).isEqualTo(new BoundingBox(5, 6, 20, 30));
                                }));
    }

    @Test
    void should_take_a_box_on_the_example_for_one_in_the_examples_picture() throws Exception {
        Map<String, Value> arguments = values.arguments(FIND_SIMILAR, json("""
                        {"image": {"artifact": "%s"}, "exemplar_image": {"artifact": "%s"},
                         "exemplar_box": [{"box": [5, 6, 20, 30]}]}
                        """.formatted(street, park)), Caller.LOCAL);

        assertThat(((Value.VisualPrompts) arguments.get("exemplar_box")).frame())
                .isEqualTo(Frame.of(park, 30, 40));
    }

    @Test
    void should_name_the_example_at_fault() {
        assertThatThrownBy(() -> values.arguments(
                        FIND_SIMILAR,
                        json(
                                "{\"image\": {\"artifact\": \"%s\"}, \"exemplar\": [{\"exemplar\": {\"image\": {\"artifact\":"
                                                .formatted(street)
                                        + " \"%s\"}}}]}".formatted(park)),
                        Caller.LOCAL))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem).hasMessage("Expected a region of that picture: {box} or {mask}");
                    assertThat(problem.field()).contains("/arguments/exemplar/0/exemplar/region");
                });
    }

    private List<Mark> read(String marks) throws JsonProcessingException {
        Order order = order(marks);
        reader.check(order);
        return reader.read(
                order,
                named -> named.equals(street) || named.equals("image1")
                        ? Optional.of(new MarkReader.Ground(street, Frame.of("image1", 20, 10)))
                        : Optional.empty(),
                new Task("run", Caller.LOCAL, new Cancellation(), (type, data) -> {}));
    }

    private static Order order(String marks) throws JsonProcessingException {
        return Order.of(json("{\"marks\": " + marks + "}"), "marks");
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }
}
