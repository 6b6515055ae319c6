package org.eyes4j.app.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.value.RegionJson;

/** Regions as a COCO data set: images, categories, annotations with {@code [x, y, width, height]} and RLE masks. */
public final class CocoJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private CocoJson() {}

    public static ObjectNode of(List<Picture> pictures, List<FoundRegion> regions) {
        ObjectNode root = JSON.objectNode();
        ArrayNode images = root.putArray("images");
        Map<String, Integer> imageIds = new LinkedHashMap<>();
        for (Picture picture : pictures) {
            int id = imageIds.size() + 1;
            imageIds.put(picture.image().frame().image(), id);
            images.addObject()
                    .put("id", id)
                    .put("file_name", picture.name())
                    .put("width", picture.image().frame().width())
                    .put("height", picture.image().frame().height());
        }
        Map<String, Integer> categoryIds = new LinkedHashMap<>();
        ArrayNode annotations = JSON.arrayNode();
        for (FoundRegion found : regions) {
            Integer image = imageIds.get(found.picture().image());
            if (image != null) {
                categoryIds.putIfAbsent(found.region().label(), categoryIds.size() + 1);
                int category = categoryIds.getOrDefault(found.region().label(), 0);
                annotations.add(annotation(annotations.size() + 1, image, category, found));
            }
        }
        ArrayNode categories = root.putArray("categories");
        categoryIds.forEach((label, id) -> categories.addObject().put("id", id).put("name", label));
        root.set("annotations", annotations);
        return root;
    }

    private static ObjectNode annotation(int id, int image, int category, FoundRegion found) {
        ObjectNode node = JSON.objectNode()
                .put("id", id)
                .put("image_id", image)
                .put("category_id", category)
                .put("region", found.region().id());
        BoundingBox box = found.region().box();
        node.putArray("bbox").add(box.x1()).add(box.y1()).add(box.width()).add(box.height());
        node.put("area", found.region().area())
                .put("score", found.region().score())
                .put("iscrowd", 0);
        Mask mask = found.region().mask();
        if (mask != null) {
            node.set("segmentation", RegionJson.mask(mask));
        }
        return node;
    }
}
