package org.eyes4j.vision.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.setprediction.PictureSize;

/** What the cases of all detectors have in common. */
record Boxes(ParityCase recorded) {

    /** One detection, recorded or made; what a family does not have is empty or -1. */
    record Found(double score, BoundingBox box, int label, String name, int query) {
        static Found of(double score, BoundingBox box) {
            return new Found(score, box, -1, "", -1);
        }

        Found labelled(int newLabel, String newName) {
            return new Found(score, box, newLabel, newName, query);
        }

        Found ofQuery(int newQuery) {
            return new Found(score, box, label, name, newQuery);
        }
    }

    double threshold() {
        return recorded.input("threshold").asDouble();
    }

    /** The pictures of a case, in order. */
    List<Raster> pictures() {
        List<Raster> pictures = new ArrayList<>();
        if (recorded.input("image").isTextual()) {
            pictures.add(recorded.picture("image"));
        }
        for (int i = 0; recorded.input("image" + i).isTextual(); i++) {
            pictures.add(recorded.picture("image" + i));
        }
        return pictures;
    }

    /** Their sizes as recorded, which the pictures must have. */
    List<PictureSize> sizes() {
        List<PictureSize> sizes = new ArrayList<>();
        if (recorded.input("image_size").isObject()) {
            sizes.add(size(recorded.input("image_size")));
        }
        for (int i = 0; recorded.input("image" + i + "_size").isObject(); i++) {
            sizes.add(size(recorded.input("image" + i + "_size")));
        }
        new Stage(recorded, "reading")
                .equal(
                        "sizes of pictures",
                        sizes,
                        pictures().stream().map(PictureSize::of).toList());
        return sizes;
    }

    static PictureSize size(JsonNode node) {
        return new PictureSize(node.path("width").asInt(), node.path("height").asInt());
    }

    /** Compares detections, in their order, with every recorded member of each. */
    void same(String what, JsonNode expected, List<Found> actual) {
        Stage stage = new Stage(recorded, "results");
        double box =
                recorded.json().path("tolerance").path("box").path("abs_px").asDouble();
        double score =
                recorded.json().path("tolerance").path("score").path("abs").asDouble();
        stage.equal("number of " + what, expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            JsonNode wanted = expected.get(i);
            Found found = actual.get(i);
            String which = what + "[" + i + "]";
            stage.near(which + ".score", wanted.path("score").asDouble(), found.score(), score);
            double[] corners = {
                found.box().x1(),
                found.box().y1(),
                found.box().x2(),
                found.box().y2()
            };
            for (int c = 0; c < 4; c++) {
                stage.near(which + ".box[" + c + "]", wanted.path("box").get(c).asDouble(), corners[c], box);
            }
            wanted.fieldNames().forEachRemaining(member -> {
                switch (member) {
                    case "score", "box" -> {}
                    case "label" ->
                        stage.equal(which + ".label", wanted.path("label").asInt(), found.label());
                    case "query_index" ->
                        stage.equal(
                                which + ".query_index",
                                wanted.path("query_index").asInt(),
                                found.query());
                    case "name", "text" ->
                        stage.equal(which + "." + member, wanted.path(member).asText(), found.name());
                    default ->
                        throw new AssertionError(recorded.title() + ": nothing compares " + which + "." + member);
                }
            });
        }
    }

    /** Refuses members of {@code expected} that no one looked at. */
    void onlyExpects(String... members) {
        recorded.json().path("expected").fieldNames().forEachRemaining(member -> {
            if (!List.of(members).contains(member)) {
                throw new AssertionError(recorded.title() + ": nothing compares expected." + member);
            }
        });
    }
}
