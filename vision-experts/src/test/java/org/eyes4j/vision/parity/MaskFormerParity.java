package org.eyes4j.vision.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.scene.Instance;
import org.eyes4j.vision.scene.MaskQueries;
import org.eyes4j.vision.scene.SceneGraph;
import org.eyes4j.vision.scene.SegmentMap;

/** MaskFormer and Mask2Former: semantic, panoptic and instance segmentation. */
final class MaskFormerParity implements FamilyParity {
    @Override
    public boolean covers(ParityCase recorded) {
        return recorded.family()
                .filter(f -> f == HubFamily.MASKFORMER || f == HubFamily.MASK2FORMER)
                .isPresent();
    }

    @Override
    public void check(ParityCase recorded, OnnxEngine engine) {
        HubFiles files = recorded.model().orElseThrow();
        Raster picture = recorded.picture("image");
        PixelValues.check(recorded);
        SceneGraph graph = SceneGraph.of(files, engine);
        Scenes.raw(recorded, graph);
        Map<String, Tensor> stored = Scenes.stored(recorded, "class_queries_logits", "masks_queries_logits");
        Stage stage = new Stage(recorded, "segmentation");
        SegmentMap semantic = graph.semantic(stored, 0, picture.width(), picture.height());
        long allowed = Scenes.allowed(semantic);
        long border =
                Math.max(recorded.expected("semantic").path("borderline_px").asLong() + 2, 2);
        Scenes.maps(stage, "semantic", semantic, border);
        Scenes.classes(stage, recorded.expected("semantic").path("classes_present"), semantic, border);
        MaskQueries queries = graph.queries(stored, 0);
        for (String member : List.of("panoptic", "panoptic_fused", "panoptic_overlap0.3")) {
            JsonNode args = recorded.expected(member).path("args");
            Scenes.panoptic(
                    stage, member, queries.panoptic(Scenes.rule(args), picture.width(), picture.height()), allowed);
        }
        instances(stage, queries, picture, allowed);
    }

    private static void instances(Stage stage, MaskQueries queries, Raster picture, long allowed) {
        JsonNode expected = stage.of().expected("instance");
        List<Instance> actual = new ArrayList<>(queries.instances(
                expected.path("args").path("threshold").asDouble(), picture.width(), picture.height()));
        JsonNode wanted = expected.path("instances_by_score");
        stage.equal("instances", wanted.size(), actual.size());
        stage.equal(
                "instances in the reference's order",
                wanted.size(),
                expected.path("hf_order_segments_info").size());
        double tolerance = stage.of().json().at("/tolerance/score/abs").asDouble(1e-3);
        Instance[] inReferencesOrder = new Instance[wanted.size()];
        for (JsonNode one : wanted) {
            Mask mask = Masks.mask(one.path("rle"));
            Instance like = actual.stream()
                    .filter(i -> i.label() == one.path("label_id").asInt())
                    .filter(i -> Math.abs(i.score() - one.path("score").asDouble()) <= tolerance)
                    .max(java.util.Comparator.comparingDouble(i -> i.mask().iou(mask)))
                    .orElseThrow(() -> stage.failure("instances", "one", one, "not among " + actual));
            Masks.masks(stage, "instance of " + one.path("score"), mask, like.mask(), allowed);
            stage.near(
                    "instance's area",
                    one.path("rle").path("area").asLong(),
                    like.mask().area(),
                    allowed);
            inReferencesOrder[one.path("hf_id").asInt()] = like;
            actual.remove(like);
        }
        map(stage, expected, inReferencesOrder, picture.width(), picture.height(), allowed);
    }

    /** The reference's single map, painted in the order that it happened to have. */
    private static void map(Stage stage, JsonNode expected, Instance[] order, int width, int height, long allowed) {
        int[] ids = new int[width * height];
        Arrays.fill(ids, -1);
        for (int i = 0; i < order.length; i++) {
            JsonNode info = expected.path("hf_order_segments_info").path(i);
            stage.equal("label of " + i, info.path("label_id").asInt(), order[i].label());
            stage.equal("id of " + i, info.path("id").asInt(), i);
            stage.equal("fused " + i, info.path("was_fused").asBoolean(), false);
            stage.near("score of " + i, info.path("score").asDouble(), order[i].score(), 1e-3);
            boolean[] mask = order[i].mask().toBitmap();
            for (int p = 0; p < ids.length; p++) {
                ids[p] = mask[p] ? i : ids[p];
            }
        }
        Tensor recorded = stage.of().tensor("instance_map_hf_order");
        double[] wanted = Stage.values(recorded);
        long off = 0;
        for (int p = 0; p < ids.length; p++) {
            off += wanted[p] == ids[p] ? 0 : 1;
        }
        stage.near("instance_map_hf_order, pixels that differ", 0, off, allowed);
        List<List<Integer>> runs = new ArrayList<>();
        Arrays.stream(wanted).distinct().sorted().forEach(id -> runs.add(runs(ids, (int) id)));
        JsonNode coco = expected.path("hf_coco_annotation");
        stage.equal("hf_coco_annotation, maps", coco.size(), runs.size());
        for (int i = 0; i < runs.size(); i++) {
            List<Integer> own = new ArrayList<>();
            coco.path(i).forEach(n -> own.add(n.asInt()));
            if (off == 0) {
                stage.equal("hf_coco_annotation of map " + i, own, runs.get(i));
            }
        }
    }

    /** Starts from 1 and lengths of the runs of an id, row by row. */
    private static List<Integer> runs(int[] ids, int id) {
        List<Integer> runs = new ArrayList<>();
        for (int p = 0, start = -1; p <= ids.length; p++) {
            boolean in = p < ids.length && ids[p] == id;
            if (in && start < 0) {
                start = p;
            } else if (!in && start >= 0) {
                runs.add(start + 1);
                runs.add(p - start);
                start = -1;
            }
        }
        return runs;
    }
}
