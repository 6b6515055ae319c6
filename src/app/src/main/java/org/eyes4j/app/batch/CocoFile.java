package org.eyes4j.app.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** All items' regions as one COCO data set, each picture under its name below the folder that was given. Used once. */
final class CocoFile {
    private static final JsonFactory FACTORY = new ObjectMapper().getFactory();

    private final Map<String, Integer> categories = new LinkedHashMap<>();
    private int image;
    private int annotation;

    /** Finds out what there is. */
    void look(Journal journal) throws IOException {
        journal.each(line -> line.path("regions")
                .forEach(region -> categories.putIfAbsent(region.path("label").asText(), categories.size() + 1)));
    }

    boolean isWorthwhile() {
        return !categories.isEmpty();
    }

    void write(Journal journal, OutputStream out) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.writeStartObject();
            json.writeArrayFieldStart("images");
            journal.each(line -> image(line, json));
            json.writeEndArray();
            json.writeArrayFieldStart("categories");
            for (Map.Entry<String, Integer> category : categories.entrySet()) {
                json.writeStartObject();
                json.writeNumberField("id", category.getValue());
                json.writeStringField("name", category.getKey());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("annotations");
            image = 0;
            journal.each(line -> annotations(line, json));
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private void image(JsonNode line, JsonGenerator json) throws IOException {
        image++;
        if (!line.has("width")) {
            return;
        }
        json.writeStartObject();
        json.writeNumberField("id", image);
        json.writeStringField("file_name", line.path("item").asText());
        json.writeNumberField("width", line.path("width").asInt());
        json.writeNumberField("height", line.path("height").asInt());
        json.writeEndObject();
    }

    private void annotations(JsonNode line, JsonGenerator json) throws IOException {
        image++;
        for (JsonNode region : line.path("regions")) {
            JsonNode box = region.path("box");
            double x = box.path(0).asDouble();
            double y = box.path(1).asDouble();
            json.writeStartObject();
            json.writeNumberField("id", ++annotation);
            json.writeNumberField("image_id", image);
            json.writeNumberField(
                    "category_id", categories.getOrDefault(region.path("label").asText(), 0));
            json.writeArrayFieldStart("bbox");
            json.writeNumber(x);
            json.writeNumber(y);
            json.writeNumber(box.path(2).asDouble() - x);
            json.writeNumber(box.path(3).asDouble() - y);
            json.writeEndArray();
            json.writeNumberField("area", region.path("area").asDouble());
            json.writeNumberField("score", region.path("score").asDouble());
            json.writeNumberField("iscrowd", 0);
            if (region.has("mask")) {
                json.writeFieldName("segmentation");
                json.writeTree(region.get("mask"));
            }
            json.writeEndObject();
        }
    }
}
