package org.eyes4j.vision.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.scene.Panoptic;
import org.eyes4j.vision.scene.PanopticRule;
import org.eyes4j.vision.scene.SceneGraph;
import org.eyes4j.vision.scene.SegmentMap;

/** Comparisons of divided pictures. */
final class Scenes {
    private Scenes() {}

    /** The second stage: every output of the graph is recorded and equal. */
    static void raw(ParityCase recorded, SceneGraph graph) {
        Optional<Tensor> mask =
                recorded.has("pixel_mask") ? Optional.of(recorded.tensor("pixel_mask")) : Optional.empty();
        Stage stage = new Stage(recorded, "raw outputs");
        graph.run(recorded.tensor("pixel_values"), mask, new Cancellation()).forEach(stage::same);
    }

    /** At most so many numbers differ from a recorded map. */
    static void maps(Stage stage, String tensor, SegmentMap actual, long most) {
        Tensor expected = stage.of().tensor(tensor);
        stage.equal(tensor + ", size", expected.shape(), List.of((long) actual.height(), (long) actual.width()));
        double[] wanted = Stage.values(expected);
        long off = 0;
        int first = -1;
        for (int i = 0; i < wanted.length; i++) {
            // Where nothing passed, the reference's map is -1 and some recordings' is 0.
            if (Math.max(0, wanted[i]) != Math.max(0, actual.ids()[i])) {
                off++;
                first = first < 0 ? i : first;
            }
        }
        if (off > most) {
            throw stage.failure(
                    tensor,
                    "index [" + first / actual.width() + ", " + first % actual.width() + "]",
                    wanted[first],
                    actual.ids()[first] + ", " + off + " pixels differ, allowed " + most);
        }
    }

    /** The classes of a map and how many pixels each has. */
    static void classes(Stage stage, JsonNode expected, SegmentMap actual, long most) {
        Set<String> names = new TreeSet<>();
        expected.fieldNames().forEachRemaining(names::add);
        actual.areas().keySet().forEach(id -> names.add(String.valueOf(id)));
        for (String id : names) {
            stage.near(
                    "pixels of class " + id,
                    expected.path(id).asLong(0),
                    actual.areas().getOrDefault(Integer.valueOf(id), 0),
                    most);
        }
    }

    static PanopticRule rule(JsonNode args) {
        Set<Integer> fused = new TreeSet<>();
        args.path("label_ids_to_fuse").forEach(id -> fused.add(id.asInt()));
        return new PanopticRule(
                args.path("threshold").asDouble(PanopticRule.DEFAULT.threshold()),
                args.path("mask_threshold").asDouble(PanopticRule.DEFAULT.maskThreshold()),
                args.path("overlap_mask_area_threshold").asDouble(PanopticRule.DEFAULT.overlapThreshold()),
                fused);
    }

    /** Segments and their map; the map's name is the member's with its dot written as a line. */
    static void panoptic(Stage stage, String member, Panoptic actual, long most) {
        JsonNode expected = stage.of().expected(member);
        maps(stage, member.replace('.', '_'), actual.map(), most);
        List<String> wanted = new ArrayList<>();
        expected.path("segments")
                .forEach(s -> wanted.add(s.path("id").asInt() + " of class "
                        + s.path("label_id").asInt()
                        + (s.path("was_fused").asBoolean() ? ", fused" : "")));
        stage.equal(
                member + ", segments",
                wanted,
                actual.segments().stream()
                        .map(s -> s.id() + " of class " + s.label() + (s.fused() ? ", fused" : ""))
                        .toList());
        double tolerance = stage.of().json().at("/tolerance/score/abs").asDouble(1e-3);
        for (int i = 0; i < wanted.size(); i++) {
            JsonNode segment = expected.path("segments").path(i);
            String what = member + ", segment " + wanted.get(i);
            Panoptic.Segment got = actual.segments().get(i);
            stage.near(what + ", score", segment.path("score").asDouble(), got.score(), tolerance);
            Masks.masks(
                    stage, what, Masks.mask(segment.path("rle")), actual.map().mask(got.id()), most);
            stage.near(
                    what + ", area",
                    segment.path("rle").path("area").asLong(),
                    actual.map().mask(got.id()).area(),
                    most);
        }
        // Counted by the recording only where there are segments.
        if (expected.has("background_px") && !wanted.isEmpty()) {
            stage.near(
                    member + ", pixels of no segment",
                    expected.path("background_px").asLong(),
                    actual.map().areas().getOrDefault(0, 0),
                    most);
        }
    }

    /** 1 % of the picture and 2 pixels. */
    static long allowed(SegmentMap map) {
        return (long) map.width() * map.height() / 100 + 2;
    }

    static Map<String, Tensor> stored(ParityCase recorded, String... names) {
        Map<String, Tensor> stored = new java.util.LinkedHashMap<>();
        for (String name : names) {
            stored.put(name, recorded.tensor(name));
        }
        return stored;
    }
}
