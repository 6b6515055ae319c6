package org.eyes4j.vision.setprediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.expert.KeptModels;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.hub.HubGraph;
import org.eyes4j.vision.hub.image.Prepared;
import org.eyes4j.vision.onnx.ElementType;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxOutputs;
import org.eyes4j.vision.onnx.OnnxSettings;
import org.eyes4j.vision.onnx.TensorSpec;
import org.eyes4j.vision.token.HubTokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OWL's graph taken apart gives what the whole one gives. */
class OwlMemoryTest {
    private static final List<String> WORDS = List.of("a photo of a cat", "astronaut helmet", "coffee cup");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void should_give_the_same_by_parts() throws Exception {
        Raster picture = KeptModels.picture("owlvit", "tiny.png").raster();
        Raster other = KeptModels.picture("owlv2", "gray.png").raster();
        copy("owlvit");

        try (OnnxEngine engine = new OnnxEngine(OnnxSettings.defaults());
                OwlDetector detector = OwlDetector.of(HubFiles.in(folder), engine)) {
            List<FoundBox> whole = detect(detector, picture, WORDS);
            List<FoundBox> wholeOther;
            try (OwlDetector fresh = OwlDetector.of(HubFiles.in(folder), engine)) {
                wholeOther = detect(fresh, other, List.of("coffee cup", "dog"));
            }
            assertThat(parts()).isEmpty();

            same(detect(detector, picture, WORDS), whole);
            assertThat(parts()).containsExactlyInAnyOrder("text.onnx", "image.onnx", "join.onnx");
            same(detect(detector, picture, WORDS), whole);
            same(detect(detector, other, List.of("coffee cup", "dog")), wholeOther);
        }
    }

    @Test
    void should_give_the_same_without_padding() {
        Raster picture = KeptModels.picture("owlvit", "tiny.png").raster();

        try (OwlDetector detector = OwlDetector.of(KeptModels.files("owlvit"), KeptModels.engine());
                Prepared prepared = detector.prepare(List.of(picture))) {
            HubTokenizer.Batch tokens = detector.tokens(WORDS);
            HubGraph graph = HubGraph.open(KeptModels.files("owlvit"), KeptModels.engine(), "model");
            OnnxOutputs padded =
                    graph.run(detector.inputs(prepared, tokens), List.of("logits", "pred_boxes"), new Cancellation());
            HubTokenizer.Batch cut =
                    TextPadding.without(tokens, graph.input("input_ids").orElseThrow());

            assertThat(tokens.length()).isEqualTo(16);
            assertThat(cut.length()).isLessThan(12);
            same(
                    detect(detector, picture, WORDS),
                    detector.read(
                                    padded.get("logits"),
                                    padded.get("pred_boxes"),
                                    List.of(PictureSize.of(picture)),
                                    0.05)
                            .get(0));
        }
    }

    @Test
    void should_keep_padding_that_the_vector_is_taken_from() {
        HubTokenizer.Batch rows = new HubTokenizer.Batch(
                new long[][] {{7, 3, 9, 9}, {7, 3, 2, 9}}, new long[][] {{1, 1, 0, 0}, {1, 1, 0, 0}}, new long[2][4]);

        HubTokenizer.Batch fixed = TextPadding.without(rows, spec(4));
        HubTokenizer.Batch open = TextPadding.without(
                new HubTokenizer.Batch(new long[][] {{7, 9, 0, 0}, {7, 3, 9, 9}}, rows.attention(), rows.types()),
                spec(-1));

        assertThat(fixed).isSameAs(rows);
        assertThat(TextPadding.without(rows, spec(-1))).isSameAs(rows);
        assertThat(open.ids()).isDeepEqualTo(new long[][] {{7, 9, 0}, {7, 3, 9}});
    }

    private static TensorSpec spec(long length) {
        return new TensorSpec("input_ids", ElementType.INT64, List.of(-1L, length), List.of("texts", "length"));
    }

    @Test
    void should_use_parts_that_were_made_before_and_leave_those_of_a_changed_graph() throws Exception {
        Raster picture = KeptModels.picture("owlvit", "tiny.png").raster();
        copy("owlvit");
        try (OnnxEngine engine = new OnnxEngine(OnnxSettings.defaults())) {
            try (OwlDetector detector = OwlDetector.of(HubFiles.in(folder), engine)) {
                detect(detector, picture, WORDS);
                detect(detector, picture, WORDS);
            }
            try (OwlDetector detector = OwlDetector.of(HubFiles.in(folder), engine)) {
                detect(detector, picture, WORDS);
                assertThat(engine.model(folder.resolve("onnx/model.onnx")).isLoaded())
                        .isFalse();
            }
        }
        Files.write(
                folder.resolve("onnx/model.onnx"),
                // A documentation text of two characters: another file, the same model.
                new byte[] {6 << 3 | 2, 2, 'o', 'k'},
                java.nio.file.StandardOpenOption.APPEND);
        try (OnnxEngine engine = new OnnxEngine(OnnxSettings.defaults());
                OwlDetector detector = OwlDetector.of(HubFiles.in(folder), engine)) {
            detect(detector, picture, WORDS);

            assertThat(engine.model(folder.resolve("onnx/model.onnx")).isLoaded())
                    .isTrue();
        }
    }

    private static List<FoundBox> detect(OwlDetector detector, Raster picture, List<String> words) {
        return detector.detect(picture, words, 0.05, new Cancellation());
    }

    private static void same(List<FoundBox> actual, List<FoundBox> expected) {
        assertThat(expected).isNotEmpty();
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i).query()).isEqualTo(expected.get(i).query());
            assertThat(actual.get(i).label()).isEqualTo(expected.get(i).label());
            assertThat(actual.get(i).score()).isCloseTo(expected.get(i).score(), within(1e-5));
            assertThat(actual.get(i).box().x1()).isCloseTo(expected.get(i).box().x1(), within(1e-3));
        }
    }

    private List<String> parts() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> String.valueOf(f.getParent()).contains(".parts-"))
                    .map(f -> String.valueOf(f.getFileName()))
                    .toList();
        }
    }

    private void copy(String family) throws IOException {
        HubFiles files = KeptModels.files(family);
        for (String path : files.paths()) {
            Files.createDirectories(folder.resolve(path).getParent());
            Files.copy(files.need(path), folder.resolve(path));
        }
    }
}
