package org.eyes4j.app.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.tools.geometry.Polygon;
import org.eyes4j.tools.value.Region;

/** One picture's regions as LabelMe 5 reads them: rectangles, and polygons where there is an outline. */
final class LabelMeJson {
    private LabelMeJson() {}

    static ObjectNode of(Picture picture, List<FoundRegion> regions) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("version", "5.5.0");
        root.putObject("flags");
        ArrayNode shapes = root.putArray("shapes");
        int group = 0;
        for (FoundRegion found : regions) {
            if (found.picture().image().equals(picture.image().frame().image())) {
                add(found.region(), shapes, group++);
            }
        }
        root.put("imagePath", picture.name());
        root.putNull("imageData");
        return root.put("imageHeight", picture.image().frame().height())
                .put("imageWidth", picture.image().frame().width());
    }

    /** The contours of one thing share a group. */
    private static void add(Region region, ArrayNode shapes, int group) {
        List<Polygon> contours = Outlines.of(region);
        for (Polygon contour : contours) {
            ObjectNode shape = shape(region, shapes, contours.size() > 1 ? group : -1, "polygon");
            ArrayNode points = shape.putArray("points");
            contour.points().forEach(p -> points.addArray().add(p.x()).add(p.y()));
        }
        if (contours.isEmpty()) {
            ObjectNode shape = shape(region, shapes, -1, "rectangle");
            ArrayNode points = shape.putArray("points");
            points.addArray().add(region.box().x1()).add(region.box().y1());
            points.addArray().add(region.box().x2()).add(region.box().y2());
        }
    }

    private static ObjectNode shape(Region region, ArrayNode shapes, int group, String type) {
        ObjectNode shape = shapes.addObject().put("label", region.label());
        if (group < 0) {
            shape.putNull("group_id");
        } else {
            shape.put("group_id", group);
        }
        shape.put("description", region.id()).put("shape_type", type);
        shape.putObject("flags");
        return shape;
    }
}
