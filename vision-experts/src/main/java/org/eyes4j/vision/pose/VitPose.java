package org.eyes4j.vision.pose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.hub.HubGraph;
import org.eyes4j.vision.hub.image.CropFrame;
import org.eyes4j.vision.hub.image.PersonCrops;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.Tensor;

/** ViTPose, from a repository's own files: key points of people whose boxes are known. Immutable and thread-safe. */
public final class VitPose {
    private static final String INPUT = "pixel_values";
    private static final String TRAINING_SET = "dataset_index";
    private static final String OUTPUT = "heatmaps";

    private final PersonCrops crops;
    private final HubGraph graph;
    private final Map<Integer, String> names;

    private VitPose(PersonCrops crops, HubGraph graph, Map<Integer, String> names) {
        this.crops = crops;
        this.graph = graph;
        this.names = names;
    }

    /**
     * The model of a repository.
     *
     * @throws HubException if files are missing or other than expected
     */
    public static VitPose of(HubFiles files, OnnxEngine engine) {
        HubGraph graph = HubGraph.open(files, engine, "model")
                .taking(List.of(INPUT), List.of(TRAINING_SET))
                .giving(OUTPUT);
        return new VitPose(PersonCrops.read(files), graph, names(files.config()));
    }

    private static Map<Integer, String> names(Parameters config) {
        Map<Integer, String> names = new LinkedHashMap<>();
        if (config.has("id2label")) {
            config.nested("id2label").values().forEach((id, name) -> {
                if (id.matches("\\d{1,4}")) {
                    names.put(Integer.parseInt(id), String.valueOf(name));
                }
            });
        }
        return names;
    }

    /** Its name of a point: the repository's, or COCO's where it has as many points as that. */
    String name(int point, int of) {
        String own = names.getOrDefault(point, "");
        boolean tells = names.size() >= of && !own.isEmpty() && !own.startsWith("LABEL_");
        if (tells) {
            return own.strip()
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[\\s-]+", "_")
                    .replaceFirst("^l_", "left_")
                    .replaceFirst("^r_", "right_");
        }
        return of == Keypoint.COCO_BODY.size() ? Keypoint.COCO_BODY.get(point) : "point_" + point;
    }

    /** The points of each box's person, in pixels of the picture; scores are the heat, hardly more than 1. */
    public List<List<Keypoint>> estimate(Raster picture, List<BoundingBox> boxes, Cancellation cancellation) {
        if (boxes.isEmpty()) {
            return List.of();
        }
        try (Tensor values = crops.prepare(picture, boxes)) {
            Map<String, Tensor> inputs = new LinkedHashMap<>();
            inputs.put(INPUT, values);
            // ViTPose+ has an expert for each of its training sets; the first is COCO.
            graph.input(TRAINING_SET)
                    .ifPresent(spec -> inputs.put(spec.name(), Tensor.of(new long[boxes.size()], boxes.size())));
            return read(
                    graph.run(inputs, List.of(OUTPUT), cancellation)
                            .requireFinite()
                            .get(OUTPUT),
                    boxes);
        }
    }

    /** What the heat maps of these boxes say, {@code [boxes, points, rows, columns]}. */
    public List<List<Keypoint>> read(Tensor heatmaps, List<BoundingBox> boxes) {
        Heatmaps maps = new Heatmaps(heatmaps, boxes.size());
        List<List<Keypoint>> people = new ArrayList<>();
        for (int i = 0; i < boxes.size(); i++) {
            int cut = i;
            CropFrame frame = frame(boxes.get(i));
            people.add(IntStream.range(0, maps.points())
                    .mapToObj(point -> {
                        Heatmaps.Peak peak = maps.peak(cut, point);
                        Point at = frame.toPicture(peak.x(), peak.y(), maps.columns(), maps.rows());
                        return new Keypoint(name(point, maps.points()), at.x(), at.y(), peak.score());
                    })
                    .toList());
        }
        return people;
    }

    /** Where the cut of a box lies, as its points are brought back. */
    public CropFrame frame(BoundingBox box) {
        return CropFrame.around(box, crops.width(), crops.height());
    }
}
