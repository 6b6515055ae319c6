package org.eyes4j.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.quantity.Quantity;
import org.eyes4j.vision.store.StoredModel;
import org.eyes4j.wiring.Eyes4j;

/** The models that are known, and what is installed that nobody knows any more. */
final class ModelListing implements Listing {
    @Override
    public String description() {
        return "Lists the models that are known and says which are installed.";
    }

    @Override
    public ObjectNode json(Eyes4j eyes4j) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode array = root.putArray("models");
        eyes4j.catalogue().all().forEach(m -> array.add(toJson(m, eyes4j)));
        ArrayNode others = root.putArray("no_longer_known");
        orphans(eyes4j)
                .forEach(s -> others.addObject()
                        .put("name", s.name())
                        .put("version", s.version())
                        .put("bytes", s.bytes()));
        return root;
    }

    @Override
    public void print(Eyes4j eyes4j, PrintStream out) {
        Table table = new Table().row("MODEL", "STATE", "SIZE", "LICENCE", "FOR");
        for (ModelManifest model : eyes4j.catalogue().all()) {
            table.row(
                    model.name(),
                    state(model, eyes4j),
                    model.isLanguageModel() ? "-" : size(model, eyes4j),
                    model.licence().spdx(),
                    String.join(", ", model.capabilities()) + (model.preferred() ? " (default)" : ""));
        }
        orphans(eyes4j)
                .forEach(s -> table.row(
                        s.name(), "no longer known", Quantity.human(s.bytes()), s.licence(), "version " + s.version()));
        table.print(out);
        if (eyes4j.catalogue().all().stream().anyMatch(ModelManifest::unverified)) {
            out.println();
            out.println("unverified: file names and hashes could not be checked when this was written; the first pull's"
                    + " hashes are trusted and kept");
        }
    }

    /** Of the download where the manifest states it; else of the files that came. */
    private static String size(ModelManifest model, Eyes4j eyes4j) {
        long bytes = model.downloadBytes() > 0 || state(model, eyes4j).equals("unverified")
                ? model.downloadBytes()
                : eyes4j.store().list().stream()
                        .filter(s ->
                                s.name().equals(model.name()) && s.version().equals(model.version()))
                        .mapToLong(StoredModel::bytes)
                        .sum();
        return bytes == 0 ? "unknown" : Quantity.human(bytes);
    }

    private static String state(ModelManifest model, Eyes4j eyes4j) {
        if (model.isLanguageModel()) {
            return "configured";
        }
        if (eyes4j.store().installed(model).isPresent()) {
            return "installed";
        }
        return model.unverified() ? "unverified" : "-";
    }

    private static List<StoredModel> orphans(Eyes4j eyes4j) {
        List<ModelManifest> known = eyes4j.catalogue().all();
        return eyes4j.store().list().stream()
                .filter(s -> known.stream()
                        .noneMatch(m -> m.name().equals(s.name()) && m.version().equals(s.version())))
                .toList();
    }

    private static ObjectNode toJson(ModelManifest model, Eyes4j eyes4j) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("name", model.name())
                .put("title", model.title())
                .put("version", model.version())
                .put("family", model.family())
                .put("licence", model.licence().spdx())
                .put("bytes", model.downloadBytes())
                .put("unverified", model.unverified())
                .put("default", model.preferred())
                .put(
                        "installed",
                        model.isLanguageModel()
                                || eyes4j.store().installed(model).isPresent());
        ArrayNode capabilities = node.putArray("capabilities");
        model.capabilities().forEach(capabilities::add);
        return node;
    }
}
