package org.eyes4j.tools.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.eyes4j.tools.Parity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CocoEvaluationTest {
    private static final String TRUTH = """
            {"info": {"year": 2026}, "images": [{"id": 1, "width": 20, "height": 10}],
             "categories": [{"id": 3, "name": "cup"}, {"id": 4, "name": "dog"}],
             "annotations": [{"id": 1, "image_id": 1, "category_id": 3, "bbox": [0, 0, 10, 10], "area": 100, "iscrowd": 0,
                              "segmentation": [[0, 0, 10, 0, 10, 10, 0, 10]]}]}
            """;

    @TempDir
    Path folder;

    static Stream<Arguments> cases() {
        return Parity.folders("coco")
                .flatMap(f -> Stream.of(CocoEvaluation.Kind.values()).map(kind -> Arguments.of(f, kind)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void should_measure_as_pycocotools_does(Path parity, CocoEvaluation.Kind kind) throws IOException {
        // GIVEN a recorded truth, detections and what COCOeval made of them
        CocoTruth truth = CocoJson.readTruth(parity.resolve("eval_gt.json"));
        List<CocoObject> detections = CocoJson.readDetections(parity.resolve("eval_dt.json"));
        JsonNode expected = new ObjectMapper()
                .readTree(Files.readAllBytes(parity.resolve("eval_expected.json")))
                .get(kind.name().toLowerCase(Locale.ROOT));

        // WHEN they are measured
        CocoEvaluation evaluation = new CocoEvaluation(truth, kind);
        CocoScores scores = evaluation.evaluate(detections);
        CocoScores agnostic = evaluation.evaluateClassAgnostic(detections);

        // THEN every number is the same
        for (int i = 0; i < CocoScores.NAMES.size(); i++) {
            assertThat(scores.stats().get(i))
                    .as(CocoScores.NAMES.get(i))
                    .isCloseTo(expected.get("stats").get(i).doubleValue(), within(1e-9));
            assertThat(agnostic.stats().get(i))
                    .as(CocoScores.NAMES.get(i))
                    .isCloseTo(expected.get("stats_class_agnostic").get(i).doubleValue(), within(1e-9));
        }
        assertThat(scores.perClass()).hasSize(expected.get("per_class").size());
        scores.perClass().forEach((category, score) -> {
            JsonNode wanted = expected.get("per_class").get(Long.toString(category));
            assertThat(score.ap()).isCloseTo(wanted.get("AP").doubleValue(), within(1e-9));
            assertThat(score.ap50()).isCloseTo(wanted.get("AP50").doubleValue(), within(1e-9));
        });
    }

    @Test
    void should_give_full_marks_to_the_truth_and_minus_one_where_nothing_is() throws IOException {
        CocoTruth truth = CocoJson.readTruth(file(TRUTH));

        for (CocoEvaluation.Kind kind : CocoEvaluation.Kind.values()) {
            CocoScores scores = new CocoEvaluation(truth, kind).evaluate(truth.objects());

            assertThat(scores.named())
                    .containsEntry("AP50", scores.stats().get(1))
                    .containsEntry("AP_large", -1.0);
            assertThat(scores.stats().get(0)).isCloseTo(1, within(1e-12));
            assertThat(scores.perClass().get(4L)).isEqualTo(new CocoScores.ClassScore(-1, -1));
        }
    }

    @Test
    void should_measure_masks_alone_and_boxes_alone() throws IOException {
        CocoTruth truth = CocoJson.readTruth(file(TRUTH));
        List<CocoObject> detections = CocoJson.readDetections(file("""
                [{"image_id": 1, "category_id": 3, "score": 0.9, "segmentation": {"size": [10, 20], "counts": [0, 100, 100]}},
                 {"image_id": 1, "category_id": 3, "score": 0.8, "bbox": [10, 0, 10, 10]}]
                """));

        assertThat(detections.get(0).box()).isEqualTo(new CocoBox(0, 0, 10, 10));
        assertThat(detections.get(0).area()).isEqualTo(100);
        assertThat(new CocoEvaluation(truth, CocoEvaluation.Kind.SEGM)
                        .evaluate(detections)
                        .stats()
                        .get(0))
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void should_find_nothing_without_detections() throws IOException {
        CocoTruth truth = CocoJson.readTruth(file(TRUTH));

        CocoScores scores = new CocoEvaluation(truth, CocoEvaluation.Kind.BBOX).evaluate(List.of());

        assertThat(scores.stats().subList(0, 4)).containsExactly(0.0, 0.0, 0.0, 0.0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [{"image_id": 1}]                                    | detection 0: bbox must be a list of numbers, got nothing
            [{"image_id": 1, "bbox": [1, 2, 3]}]                 | detection 0: bbox must be [x, y, width, height], got 3 numbers
            [{"image_id": 1, "bbox": [1, 2, 3, "x"]}]            | detection 0: bbox[3] must be a number, got "x"
            [{"image_id": 1, "bbox": [1, 2, -3, 4]}]             | detection 0: A box [x, y, width, height] needs finite numbers and sides of at least 0, got [1.0, 2.0, -3.0, 4.0]
            [{"image_id": "a", "bbox": [1, 2, 3, 4]}]            | detection 0: image_id must be a whole number, got "a"
            [{"image_id": 1, "category_id": 1, "bbox": [1, 2, 3, 4]}] | detection 0: score must be a number, got nothing
            [{"segmentation": {"size": [2, 3], "counts": "12"}}] | detection 0: Compressed mask counts, offset 2: expected counts that sum to width * height = 6, found a sum of 3
            [{"segmentation": [[1, 2, 3, 4]]}]                   | detection 0: A polygon needs at least 3 points, got 2
            {}                                                   | expected a list of detection entries, found START_OBJECT
            """)
    void should_name_the_entry_that_is_wrong(String json, String message) throws IOException {
        Path file = file(json);

        assertThatThrownBy(() -> CocoJson.readDetections(file))
                .isInstanceOf(CocoFormatException.class)
                .hasMessage(file + ": " + message);
    }

    @Test
    void should_say_where_a_file_is_no_json() throws IOException {
        Path file = file("[{\"image_id\": 1,\n oops");

        assertThatThrownBy(() -> CocoJson.readDetections(file))
                .isInstanceOf(CocoFormatException.class)
                .hasMessageStartingWith(file + " is not JSON: line 2, column ");
    }

    @Test
    void should_refuse_objects_of_unknown_images_and_masks_of_another_size() throws IOException {
        CocoTruth truth = CocoJson.readTruth(file(TRUTH));
        CocoBox box = new CocoBox(0, 0, 1, 1);
        Path lost =
                file("{\"annotations\": [{\"image_id\": 7, \"category_id\": 1, \"bbox\": [0, 0, 1, 1], \"area\": 1}]}");
        CocoEvaluation evaluation = new CocoEvaluation(truth, CocoEvaluation.Kind.SEGM);
        List<CocoObject> small = CocoJson.readDetections(
                file(
                        "[{\"image_id\": 1, \"category_id\": 3, \"score\": 1, \"segmentation\": {\"size\": [1, 2], \"counts\": [0, 2]}}]"));

        assertThatThrownBy(() -> CocoJson.readTruth(lost))
                .hasMessage(lost + ": There is an annotation of image 7, which is not among the images");
        assertThatThrownBy(() -> evaluation.evaluate(List.of(new CocoObject(9, 3, box, 1, false, 1, null))))
                .hasMessage("There is a detection of image 9, which is not among the images");
        assertThatThrownBy(() -> evaluation.evaluate(small))
                .hasMessage("A segmentation must have its image's size [height, width] = [10, 20], got [1, 2]");
    }

    private Path file(String json) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "coco", ".json"), json);
    }
}
