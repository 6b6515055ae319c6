package org.eyes4j.tools.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.geometry.Polygon;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValueStoreTest {
    private static final Frame FRAME = new Frame("photo", 7, 5, new Affine(0.1, 0.2, 1 / 3.0, -0.2, 0.1, Math.PI));

    private final ArtifactStore artifacts = new MemoryArtifactStore();
    private final ValueStore store = new ValueStore(artifacts);

    static Stream<Value> values() {
        Value.Image rgb = new Value.Image(FRAME, raster(3));
        Value.Image rgba = new Value.Image(FRAME, raster(4));
        Mask mask = Mask.fromPredicate(7, 5, (x, y) -> (x + y) % 3 == 0);
        Detection rich = new Detection(
                "猫 \"cat\"",
                1 / 3.0,
                new BoundingBox(0.123456789, 1, 3.3333333333, 4),
                mask,
                List.of(new Keypoint("nose", 1 / 7.0, 2, 0.12345678)),
                Polygon.of(0.111111, 0, 3, 0.222222, 3, 4),
                "read\nme",
                Map.of("emotion", "happy"));
        Value.Detections detections = new Value.Detections(
                FRAME,
                List.of(new Region("r1", rich), new Region("", Detection.of("dog", 0, new BoundingBox(0, 0, 0, 0)))),
                new Search(List.of("cat"), Map.of("cat", List.of("cat")), List.of("unicorn"), true, 0.35, "ssd"));
        Value.VisualPrompts prompts = new Value.VisualPrompts(
                FRAME,
                List.of(
                        new VisualPrompt.PointPrompt(new Point(1 / 3.0, 2), false),
                        new VisualPrompt.BoxPrompt(new BoundingBox(0.123456, 1, 2, 3)),
                        new VisualPrompt.Scribble(List.of(new Point(0.33333, 1), new Point(2, 3)), true),
                        new VisualPrompt.MaskPrompt(mask),
                        new VisualPrompt.TextPrompt("the cat"),
                        new VisualPrompt.Exemplar(rgba, new Region("r9", rich))));
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("b", rgb);
        fields.put("a", new Value.ListOf(Kind.IMAGE, List.of(rgb, rgba)));
        return Stream.of(
                new Value.Text("two\nlines, 中文"),
                new Value.Number(1 / 3.0, "px"),
                new Value.Number(42),
                new Value.Flag(true),
                rgb,
                rgba,
                new Value.Video("a".repeat(64), 640, 480, 29.97, 300),
                new Value.Audio("b".repeat(64), 16000, 48000),
                detections,
                new Value.Detections(FRAME, List.of()),
                new Value.Masks(FRAME, List.of(mask, Mask.empty(7, 5))),
                new Value.Keypoints(FRAME, List.of(new Keypoint("left_wrist", 1 / 3.0, 2, 0.987654321))),
                new Value.Classification(List.of(new Value.Classification.Entry("red", 2 / 3.0))),
                new Value.Embedding(new float[] {0.1f, -1e-20f, 0.3f}, "minilm"),
                new Value.DepthMap(FRAME, depth(), true),
                prompts,
                new Value.Record(fields),
                new Value.ListOf(Kind.ANY, List.of(new Value.Text("x"), new Value.Number(1))),
                new Value.ListOf(Kind.listOf(Kind.NUMBER), List.of(new Value.ListOf(Kind.NUMBER, List.of()))));
    }

    @ParameterizedTest
    @MethodSource("values")
    void should_give_back_exactly_what_was_put(Value value) {
        ArtifactRef ref = store.put(value);

        assertThat(store.get(ref.id())).isEqualTo(value);
        assertThat(store.put(value)).isEqualTo(ref);
    }

    @Test
    void should_have_a_value_of_every_kind_in_this_test() {
        assertThat(values().map(v -> v.kind().getClass() == Kind.ListKind.class
                        ? "list"
                        : v.kind().toString()))
                .contains(Stream.of(Kind.Plain.values())
                        .filter(k -> k != Kind.ANY)
                        .map(Kind.Plain::toString)
                        .toArray(String[]::new));
    }

    @Test
    void should_keep_a_picture_alone_as_png() {
        ArtifactRef ref = store.putPicture(raster(4));

        assertThat(ref.mediaType()).isEqualTo("image/png");
        assertThat(store.get(ref.id())).isEqualTo(Value.Image.of(ref.id(), raster(4)));
    }

    @Test
    void should_say_that_an_artifact_is_no_value() {
        ArtifactRef text = artifacts.put(new byte[] {1}, "text/plain");
        ArtifactRef broken = artifacts.put(new byte[] {'{'}, ValueStore.VALUE);
        ArtifactRef odd = artifacts.put("{\"kind\":\"soup\"}".getBytes(), ValueStore.VALUE);

        assertThatThrownBy(() -> store.get(text.id()))
                .hasMessage("Artifact " + text.id() + " is text/plain, not a value");
        assertThatThrownBy(() -> store.get(broken.id()))
                .isInstanceOf(ArtifactStoreException.class)
                .hasMessageStartingWith(
                        "Artifact " + broken.id() + " (" + ValueStore.VALUE + ") cannot be read as a value: ");
        assertThatThrownBy(() -> store.get(odd.id())).hasMessageContaining("There is no kind 'soup'");
        assertThatThrownBy(() -> store.get("f".repeat(64))).isInstanceOf(NoSuchArtifactException.class);
    }

    private static Raster raster(int channels) {
        byte[] data = new byte[7 * 5 * channels];
        new Random(channels).nextBytes(data);
        if (channels == 4) {
            data[3] = 0; // the colour of a transparent pixel must survive
        }
        return new Raster(7, 5, channels, data);
    }

    private static float[] depth() {
        float[] depth = new float[35];
        for (int i = 0; i < depth.length; i++) {
            depth[i] = i / 7f;
        }
        depth[3] = Float.NaN;
        depth[4] = Float.POSITIVE_INFINITY;
        return depth;
    }
}
