package org.eyes4j.agent.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;

/** A value of a trace as a person reads it: a sentence, a number, a table, a picture. */
final class ValueView {
    private static final int MOST_ROWS = 60;
    private static final int MOST_CHARACTERS = 6000;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final PictureSvg pictures;

    ValueView(PictureSvg pictures) {
        this.pictures = pictures;
    }

    void draw(JsonNode kept, Markup out) {
        out.open("div", "class", "value");
        JsonNode shown = kept.path("pictures");
        if (!shown.isEmpty()) {
            out.open("div", "class", shown.size() > 1 ? "strip" : "single");
            shown.forEach(index -> pictures.draw(index.asInt(-1), out));
            out.close("div");
        } else if (kept.has("left_out")) {
            out.element("p", "The value was " + kept.path("left_out").asText() + ".", "class", "quiet");
        } else {
            Optional<Value> value = read(kept);
            if (value.isPresent()) {
                value(value.get(), kept.path("unit").asText(), out);
            } else {
                json(kept.path("value"), out);
            }
        }
        out.close("div");
    }

    /** A trace is no more trusted than what it was made of: what does not read as its kind is shown as it stands. */
    static Optional<Value> read(JsonNode kept) {
        try {
            Kind kind = Kind.parse(kept.path("kind").asText());
            boolean plain = kind == Kind.RECORD || kind == Kind.ANY || kind == Kind.EMBEDDING;
            return plain ? Optional.empty() : Optional.of(ValueJson.fromJson(kept.path("value"), kind));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** All detections of a value, those of its lists too. */
    static List<Value.Detections> detections(Value value) {
        List<Value.Detections> found = new ArrayList<>();
        if (value instanceof Value.Detections detections) {
            found.add(detections);
        } else if (value instanceof Value.ListOf list) {
            list.items().forEach(item -> found.addAll(detections(item)));
        }
        return found;
    }

    private void value(Value value, String unit, Markup out) {
        List<Value.Detections> detections = detections(value);
        if (!detections.isEmpty()) {
            detections.stream().limit(12).forEach(one -> detections(one, out));
        } else if (value instanceof Value.Text text) {
            out.open("blockquote").element("bdi", text.text()).close("blockquote");
        } else if (value instanceof Value.Number number) {
            out.open("p", "class", "number").text(plain(number.value()));
            out.element("small", unit).close("p");
        } else if (value instanceof Value.Flag flag) {
            out.element("p", flag.value() ? "yes" : "no", "class", "number");
        } else if (value instanceof Value.Classification classification) {
            table(classification, out);
        } else if (value instanceof Value.ListOf list && list.items().stream().allMatch(ValueView::isWord)) {
            words(list, out);
        } else if (value instanceof Value.Masks masks) {
            List<Region> regions = new ArrayList<>();
            masks.masks().stream()
                    .filter(mask -> !mask.isEmpty())
                    .forEach(mask -> regions.add(
                            new Region("", Detection.of("mask", 1, mask.box()).withMask(mask))));
            pictures.draw(masks.frame(), regions, out);
        } else {
            json(ValueJson.toJson(value), out);
        }
    }

    private static boolean isWord(Value value) {
        return value instanceof Value.Text || value instanceof Value.Number || value instanceof Value.Flag;
    }

    private static void words(Value.ListOf list, Markup out) {
        if (list.items().isEmpty()) {
            out.element("p", "an empty list", "class", "quiet");
            return;
        }
        out.open("ul");
        list.items().stream().limit(MOST_ROWS).forEach(item -> {
            out.open("li")
                    .element(
                            "bdi",
                            item instanceof Value.Text text
                                    ? text.text()
                                    : ValueJson.toJson(item).toString())
                    .close("li");
        });
        out.close("ul");
        more(list.items().size(), out);
    }

    private void detections(Value.Detections detections, Markup out) {
        if (detections.regions().isEmpty()) {
            out.element("p", "nothing found", "class", "quiet");
            return;
        }
        pictures.draw(detections.frame(), detections.regions(), out);
        out.open("div", "class", "scroll").open("table", "class", "regions");
        boolean read = detections.regions().stream().anyMatch(region -> region.text() != null);
        out.open("tr");
        for (String column :
                read ? List.of("id", "label", "score", "box", "text") : List.of("id", "label", "score", "box")) {
            out.element("th", column, "scope", "col");
        }
        out.close("tr");
        for (Region region : detections
                .regions()
                .subList(0, Math.min(MOST_ROWS, detections.regions().size()))) {
            int key = pictures.key(region.id());
            out.open("tr", "class", "hl h" + key, "tabindex", "0");
            out.open("td")
                    .element("i", "", "class", "swatch k" + key % 10)
                    .text(region.id())
                    .close("td");
            out.element("td", region.label());
            out.element("td", String.format(Locale.ROOT, "%.2f", region.score()));
            out.element("td", box(region.box()), "class", "box");
            String text = region.text();
            if (read) {
                out.open("td").element("bdi", text == null ? "" : text).close("td");
            }
            out.close("tr");
        }
        out.close("table").close("div");
        more(detections.regions().size(), out);
    }

    private static void table(Value.Classification classification, Markup out) {
        out.open("table", "class", "regions");
        classification.entries().stream().limit(MOST_ROWS).forEach(entry -> {
            out.open("tr").element("td", entry.label());
            out.element("td", String.format(Locale.ROOT, "%.3f", entry.score())).close("tr");
        });
        out.close("table");
        more(classification.entries().size(), out);
    }

    private static void more(int size, Markup out) {
        if (size > MOST_ROWS) {
            out.element("p", "and " + (size - MOST_ROWS) + " more", "class", "quiet");
        }
    }

    private static void json(JsonNode json, Markup out) {
        String text;
        try {
            text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (JsonProcessingException e) {
            text = json.toString();
        }
        out.open("details").element("summary", "value");
        out.element("pre", Markup.brief(text, MOST_CHARACTERS)).close("details");
    }

    private static String box(BoundingBox box) {
        return Math.round(box.x1()) + ", " + Math.round(box.y1()) + " – " + Math.round(box.x2()) + ", "
                + Math.round(box.y2());
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : String.format(Locale.ROOT, "%.4g", number);
    }
}
