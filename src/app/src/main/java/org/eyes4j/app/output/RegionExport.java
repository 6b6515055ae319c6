package org.eyes4j.app.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eyes4j.agent.run.FoundRegion;

/** Regions in the forms that other programs read. Several files come as a zip, which is the same for the same regions. */
public enum RegionExport {
    /** One COCO data set. */
    COCO {
        @Override
        Map<String, byte[]> files(List<Picture> pictures, List<FoundRegion> regions) {
            return Map.of("coco.json", text(CocoJson.of(pictures, regions)));
        }
    },
    /** A label file a picture, and the names of the classes. */
    YOLO {
        @Override
        Map<String, byte[]> files(List<Picture> pictures, List<FoundRegion> regions) {
            return YoloFiles.of(pictures, regions);
        }

        @Override
        boolean alwaysZip() {
            return true;
        }
    },
    /** A LabelMe file a picture. */
    LABELME {
        @Override
        Map<String, byte[]> files(List<Picture> pictures, List<FoundRegion> regions) {
            Map<String, byte[]> files = new LinkedHashMap<>();
            for (Picture picture : pictures) {
                files.put(picture.input() + ".json", text(LabelMeJson.of(picture, regions)));
            }
            return files;
        }
    },
    /** A black and white picture a mask. */
    MASKS_PNG {
        @Override
        Map<String, byte[]> files(List<Picture> pictures, List<FoundRegion> regions) {
            return MaskFiles.png(regions);
        }

        @Override
        boolean alwaysZip() {
            return true;
        }
    },
    /** Outlines of masks as paths, an SVG a picture. */
    MASKS_SVG {
        @Override
        Map<String, byte[]> files(List<Picture> pictures, List<FoundRegion> regions) {
            return MaskFiles.svg(pictures, regions);
        }
    },
    /** Masks as COCO's compressed run lengths. */
    MASKS_RLE {
        @Override
        Map<String, byte[]> files(List<Picture> pictures, List<FoundRegion> regions) {
            return Map.of("masks-rle.json", text(MaskFiles.rle(regions)));
        }
    },
    /** Outlines of masks as lists of coordinates. */
    MASKS_POLYGON {
        @Override
        Map<String, byte[]> files(List<Picture> pictures, List<FoundRegion> regions) {
            return Map.of("masks-polygon.json", text(MaskFiles.polygons(regions)));
        }
    };

    /**
     * What is given.
     *
     * @param bytes not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record File(String name, String mediaType, byte[] bytes) {}

    /** As it is asked for: {@code coco, yolo, masks-png, …}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    abstract Map<String, byte[]> files(List<Picture> pictures, List<FoundRegion> regions);

    boolean alwaysZip() {
        return false;
    }

    /** Why there would be nothing in it, if so. */
    public Optional<String> lack(List<FoundRegion> regions) {
        boolean nothing = word().startsWith("masks")
                && regions.stream().allMatch(found -> found.region().mask() == null);
        return nothing
                ? Optional.of("None of its " + regions.size()
                        + " regions has a mask, so there is nothing to export as '" + word()
                        + "'; 'coco' has the boxes, and 'segment' gives masks")
                : Optional.empty();
    }

    /** The file, or the files in one. */
    public File of(List<Picture> pictures, List<FoundRegion> regions) {
        Map<String, byte[]> files = files(pictures, regions);
        if (files.size() != 1 || alwaysZip()) {
            return new File(word() + ".zip", "application/zip", zip(files));
        }
        Map.Entry<String, byte[]> one = files.entrySet().iterator().next();
        String type = one.getKey().endsWith(".svg") ? "image/svg+xml" : "application/json";
        return new File(one.getKey(), type, one.getValue());
    }

    private static byte[] text(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return bytes.toByteArray();
    }
}
