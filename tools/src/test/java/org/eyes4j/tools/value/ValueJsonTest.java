package org.eyes4j.tools.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.geometry.Polygon;
import org.eyes4j.tools.image.Raster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ValueJsonTest {
    private static final Frame FRAME = new Frame("photo", 6, 4, Affine.translation(10, 20));

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Stream<Value> values() {
        Mask mask = Mask.fromPredicate(6, 4, (x, y) -> x > y);
        Detection rich = new Detection(
                "cat",
                0.75,
                new BoundingBox(1, 2.25, 3, 4),
                mask,
                List.of(new Keypoint("nose", 1.5, 2, 0.5)),
                Polygon.of(0, 0, 3, 0, 3, 4),
                "TEXT",
                Map.of("emotion", "happy"));
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("z", new Value.Number(1.5));
        fields.put("a", new Value.Record(Map.of("b", new Value.Flag(false))));
        return Stream.of(
                new Value.Text("x"),
                new Value.Number(-2.5),
                new Value.Number(7),
                new Value.Flag(true),
                new Value.Detections(
                        FRAME,
                        List.of(new Region("r1", rich), new Region("", Detection.of("dog", 1, rich.box()))),
                        new Search(
                                List.of("cats", "gnu"),
                                Map.of("cats", List.of("cat")),
                                List.of("gnu"),
                                true,
                                0.5,
                                "m")),
                new Value.Masks(FRAME, List.of(mask)),
                new Value.Keypoints(FRAME, List.of(new Keypoint("nose", 1.5, 2, 0.5))),
                new Value.Classification(List.of(new Value.Classification.Entry("red", 0.6))),
                new Value.Embedding(new float[] {0.5f, -0.25f}, "minilm"),
                new Value.VisualPrompts(
                        FRAME,
                        List.of(
                                new VisualPrompt.PointPrompt(new Point(1, 2), false),
                                new VisualPrompt.BoxPrompt(new BoundingBox(0, 1, 2, 3)),
                                new VisualPrompt.Scribble(List.of(new Point(0, 0), new Point(1, 1)), true),
                                new VisualPrompt.MaskPrompt(mask),
                                new VisualPrompt.TextPrompt("cat"))),
                new Value.Record(fields),
                Value.ListOf.texts(List.of("a", "b")));
    }

    @ParameterizedTest
    @MethodSource("values")
    void should_read_what_it_writes(Value value) {
        assertThat(ValueJson.fromJson(ValueJson.toJson(value), value.kind())).isEqualTo(value);
    }

    @Test
    void should_write_pictures_as_what_they_are_and_how_large() {
        Value image = new Value.Image(FRAME, new Raster(6, 4, 3, new byte[72]));

        assertThat(ValueJson.toJson(image))
                .hasToString("{\"image\":\"photo\",\"width\":6,\"height\":4,\"to_root\":[1,0,10,0,1,20]}");
        assertThatThrownBy(() -> ValueJson.fromJson(ValueJson.toJson(image), Kind.IMAGE))
                .isInstanceOf(ValueFormatException.class)
                .hasMessage("A value of kind image cannot be written as a literal: refer to an input or an earlier"
                        + " step, or give an artifact");
    }

    @Test
    void should_show_hundredths_of_a_pixel() {
        Value value = Value.Detections.of(
                Frame.of("p", 9, 9), List.of(Detection.of("cat", 1 / 3.0, new BoundingBox(0, 1 / 3.0, 2, 3))));

        assertThat(ValueJson.toJson(value).path("regions"))
                .hasToString("[{\"label\":\"cat\",\"score\":0.3333,\"box\":[0,0.33,2,3]}]");
    }

    @Test
    void should_take_one_for_a_list_of_one() {
        assertThat(ValueJson.fromJson(json("\"cat\""), Kind.listOf(Kind.TEXT)))
                .isEqualTo(Value.ListOf.texts(List.of("cat")));
    }

    @Test
    void should_take_coordinates_of_the_picture_they_stand_beside() {
        Value value = ValueJson.fromJson(json("[{\"label\": \"x\", \"box\": [1, 2, 3, 4]}]"), Kind.DETECTIONS, FRAME);

        assertThat(((Value.Detections) value).frame()).isEqualTo(FRAME);
        assertThatThrownBy(() -> ValueJson.fromJson(json("{\"regions\": []}"), Kind.DETECTIONS))
                .hasMessage("Coordinates need a picture: give 'frame' {image, width, height}, or an image argument"
                        + " beside them");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            text           | 5                             | Expected text, found 5
            number         | "5"                           | Expected a number, found "5"
            flag           | 0                             | Expected true or false, found 0
            record         | []                            | Expected an object, found []
            detections     | {"boxes": []}                 | Expected {regions: [{label, score, box}, …]}, found {"boxes":[]}
            detections     | [{"label": "x"}]              | regions[0]: Expected a region {label, box: [x1, y1, x2, y2], …}, found {"label":"x"}, which has no 'box'
            detections     | [{"a": 1}]                    | regions[0]: Expected a region {label, box: [x1, y1, x2, y2], …}, found {"a":1}, which has no 'label' and no 'box'
            detections     | [{"label": "x", "box": [1, 2, 3, "4"]}] | regions[0]: Expected 'box' as [x1, y1, x2, y2], 4 numbers, found [1,2,3,"4"]
            detections     | [{"label": "x", "box": [1, 2, 3, 4]}, {"label": "y", "box": [3, 2, 1, 4]}] | regions[1]: A box needs x1 <= x2 and y1 <= y2, got [3.0, 2.0, 1.0, 4.0]
            detections     | [{"label": "x", "box": [1, 2, 3, 4], "score": 7}] | regions[0]: The score of 'x' must be 0–1, got 7.0
            detections     | [{"label": "x", "box": [1, 2, 3, 4], "score": "7"}] | regions[0]: Expected an object with number 'score', found {"label":"x","box":[1,2,3,4],"score":"7"}
            detections     | [{"label": "x", "box": [1, 2, 3, 4], "mask": {"counts": "0"}}] | regions[0]: Expected an object with 'size': [height, width], found {"counts":"0"}
            detections     | [{"label": "x", "box": [1, 2, 3, 4], "keypoints": [{"x": 1}]}] | regions[0]: keypoints[0]: Expected an object with text 'name', found {"x":1}
            masks          | {}                            | Expected {masks: [{size: [height, width], counts}, …]}, found {}
            classification | {"label": "x"}                | Expected a list of {label, score}, found {"label":"x"}
            classification | [{"label": "x"}]              | entries[0]: Expected an object with number 'score', found {"label":"x"}
            visual_prompts | [{"scribble": 5}]             | prompts[0]: Expected 'scribble' as [[x, y], …], found 5
            visual_prompts | [{"boxx": [1, 2, 3, 4]}]      | prompts[0]: A visual prompt is one of {point}, {box}, {scribble}, {mask}, {text}; found {"boxx":[1,2,3,4]}; did you mean 'box'?
            list<number>   | [1, "x"]                      | Expected a number, found "x"
            any            | null                          | Expected a value, found null
            """)
    void should_say_what_was_expected_and_what_came(String kind, String text, String message) {
        assertThatThrownBy(() -> ValueJson.fromJson(json(text), Kind.parse(kind), FRAME))
                .isInstanceOf(ValueFormatException.class)
                .hasMessage(message);
    }

    @Test
    void should_infer_kinds_of_free_json() {
        assertThat(ValueJson.fromJson(json("{\"a\": [1, 2], \"b\": [1, \"x\"], \"c\": {\"d\": true}}"), Kind.ANY))
                .isEqualTo(new Value.Record(Map.of(
                        "a",
                        new Value.ListOf(Kind.NUMBER, List.of(new Value.Number(1), new Value.Number(2))),
                        "b",
                        new Value.ListOf(Kind.ANY, List.of(new Value.Number(1), new Value.Text("x"))),
                        "c",
                        new Value.Record(Map.of("d", new Value.Flag(true))))));
    }
}
