package org.eyes4j.app.batch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * All items' boxes as labels for YOLO, in one zip: {@code labels/PICTURE.txt} with a line {@code class x_centre y_centre width
 * height} a region, as parts of the picture's size; {@code classes.txt}; {@code data.yaml}. A picture in which nothing was
 * found has an empty file. Used once.
 */
final class YoloZip {
    private final Set<String> classes = new LinkedHashSet<>();
    private final Set<String> taken = new HashSet<>();

    /** Finds out what there is. */
    void look(Journal journal) throws IOException {
        journal.each(line -> line.path("regions")
                .forEach(region -> classes.add(region.path("label").asText())));
    }

    boolean isWorthwhile() {
        return !classes.isEmpty();
    }

    void write(Journal journal, OutputStream out) throws IOException {
        List<String> order = List.copyOf(classes);
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        StringBuilder names = new StringBuilder();
        StringBuilder yaml = new StringBuilder("nc: " + order.size() + "\nnames:\n");
        for (String label : order) {
            String plain = label.replaceAll("\\p{Cntrl}", " ");
            names.append(plain).append('\n');
            yaml.append("  - '").append(plain.replace("'", "''")).append("'\n");
        }
        entry(zip, "classes.txt", names.toString());
        entry(zip, "data.yaml", yaml.toString());
        journal.each(line -> {
            if (line.has("width")) {
                entry(zip, name(line.path("item").asText()), lines(line, order));
            }
        });
        zip.finish();
    }

    /** A picture's name with another ending; where two pictures differ in nothing but their endings, behind them. */
    private String name(String item) {
        String name = "labels/" + item.replaceFirst("\\.[A-Za-z0-9]{1,5}$", "") + ".txt";
        return taken.add(name) ? name : "labels/" + item + ".txt";
    }

    private static String lines(JsonNode line, List<String> order) {
        double width = line.path("width").asDouble();
        double height = line.path("height").asDouble();
        StringBuilder lines = new StringBuilder();
        for (JsonNode region : line.path("regions")) {
            JsonNode box = region.path("box");
            double x1 = box.path(0).asDouble() / width;
            double y1 = box.path(1).asDouble() / height;
            double x2 = box.path(2).asDouble() / width;
            double y2 = box.path(3).asDouble() / height;
            lines.append(order.indexOf(region.path("label").asText()))
                    .append(String.format(
                            Locale.ROOT, " %.6f %.6f %.6f %.6f%n", (x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1));
        }
        return lines.toString().replace("\r\n", "\n");
    }

    private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setLastModifiedTime(FileTime.fromMillis(0)); // the same results, the same file
        zip.putNextEntry(entry);
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
