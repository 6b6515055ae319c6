package org.eyes4j.tools.basic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.RegionJson;
import org.eyes4j.tools.value.Value;

/** Detections of one picture as a COCO data set: images, categories, annotations with scores, masks as compressed RLE. */
final class CocoExport {
    private CocoExport() {}

    static ObjectNode of(Value.Detections detections) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putArray("images")
                .addObject()
                .put("id", 1)
                .put("file_name", detections.frame().image())
                .put("width", detections.frame().width())
                .put("height", detections.frame().height());
        List<String> labels = detections.regions().stream()
                .map(Region::label)
                .distinct()
                .sorted()
                .toList();
        ArrayNode categories = root.putArray("categories");
        labels.forEach(label ->
                categories.addObject().put("id", labels.indexOf(label) + 1).put("name", label));
        ArrayNode annotations = root.putArray("annotations");
        for (Region region : detections.regions()) {
            annotation(annotations.addObject().put("id", annotations.size()), region, labels);
        }
        return root;
    }

    private static void annotation(ObjectNode node, Region region, List<String> labels) {
        var box = region.box();
        node.put("image_id", 1)
                .put("category_id", labels.indexOf(region.label()) + 1)
                .put("score", region.score())
                .put("area", region.area())
                .put("iscrowd", 0);
        node.putArray("bbox").add(box.x1()).add(box.y1()).add(box.width()).add(box.height());
        Mask mask = region.mask();
        if (mask != null) {
            node.set("segmentation", RegionJson.mask(mask));
        }
        List<Keypoint> keypoints = region.detection().keypoints();
        if (!keypoints.isEmpty()) {
            ArrayNode points = node.putArray("keypoints");
            keypoints.forEach(k -> points.add(k.x()).add(k.y()).add(2));
            node.put("num_keypoints", keypoints.size());
        }
        String text = region.text();
        if (text != null) {
            node.put("text", text);
        }
    }
}
