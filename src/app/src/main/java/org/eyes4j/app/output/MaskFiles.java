package org.eyes4j.app.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.geometry.Polygon;
import org.eyes4j.tools.image.Png;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.RegionJson;

/** Masks alone, in the forms that programs take masks in. Regions without one are left out. */
final class MaskFiles {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private MaskFiles() {}

    /** {@code image1/r1.png}: white where the thing is. */
    static Map<String, byte[]> png(List<FoundRegion> regions) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (FoundRegion found : regions) {
            Mask mask = found.region().mask();
            if (mask != null) {
                String id = found.region().id().isEmpty()
                        ? "region-" + (files.size() + 1)
                        : found.region().id();
                files.put(safe(found.picture().image()) + "/" + safe(id) + ".png", Png.encode(raster(mask)));
            }
        }
        return files;
    }

    private static String safe(String name) {
        return name.replaceAll("[^A-Za-z0-9_-]", "_");
    }

    private static Raster raster(Mask mask) {
        byte[] bits = mask.toBytes();
        byte[] pixels = new byte[bits.length * 3];
        for (int i = 0; i < bits.length; i++) {
            if (bits[i] != 0) {
                pixels[3 * i] = (byte) 255;
                pixels[3 * i + 1] = (byte) 255;
                pixels[3 * i + 2] = (byte) 255;
            }
        }
        return new Raster(mask.width(), mask.height(), 3, pixels);
    }

    static Map<String, byte[]> svg(List<Picture> pictures, List<FoundRegion> regions) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (Picture picture : pictures) {
            StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                    .append(picture.image().frame().width())
                    .append(' ')
                    .append(picture.image().frame().height())
                    .append("\">\n");
            for (FoundRegion found : regions) {
                if (found.picture().image().equals(picture.image().frame().image())
                        && !Outlines.of(found.region()).isEmpty()) {
                    path(found.region(), svg);
                }
            }
            files.put(
                    safe(picture.input()) + ".svg",
                    svg.append("</svg>\n").toString().getBytes(StandardCharsets.UTF_8));
        }
        return files;
    }

    private static void path(Region region, StringBuilder svg) {
        svg.append("  <path id=\"")
                .append(escaped(region.id()))
                .append("\" fill-rule=\"evenodd\" fill-opacity=\"0.5\" d=\"");
        for (Polygon contour : Outlines.of(region)) {
            char command = 'M';
            for (Point p : contour.points()) {
                svg.append(String.format(Locale.ROOT, "%c%.2f %.2f", command, p.x(), p.y()));
                command = 'L';
            }
            svg.append('Z');
        }
        svg.append("\"><title>").append(escaped(region.label())).append("</title></path>\n");
    }

    private static String escaped(String text) {
        return text.replaceAll("\\p{Cntrl}", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** {@code {masks: [{id, label, score, image, mask: {size, counts}}]}}. */
    static ObjectNode rle(List<FoundRegion> regions) {
        ObjectNode root = JSON.objectNode();
        ArrayNode masks = root.putArray("masks");
        for (FoundRegion found : regions) {
            Mask mask = found.region().mask();
            if (mask != null) {
                entry(found, masks).set("mask", RegionJson.mask(mask));
            }
        }
        return root;
    }

    /** {@code {masks: [{id, label, score, image, polygons: [[[x, y], …], …]}]}}; holes are contours too. */
    static ObjectNode polygons(List<FoundRegion> regions) {
        ObjectNode root = JSON.objectNode();
        ArrayNode masks = root.putArray("masks");
        for (FoundRegion found : regions) {
            List<Polygon> contours = Outlines.of(found.region());
            if (!contours.isEmpty()) {
                ArrayNode polygons = entry(found, masks).putArray("polygons");
                contours.forEach(contour -> {
                    ArrayNode points = polygons.addArray();
                    contour.points().forEach(p -> points.addArray().add(p.x()).add(p.y()));
                });
            }
        }
        return root;
    }

    private static ObjectNode entry(FoundRegion found, ArrayNode masks) {
        return masks.addObject()
                .put("id", found.region().id())
                .put("label", found.region().label())
                .put("score", found.region().score())
                .put("image", found.picture().image());
    }
}
