package org.eyes4j.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.stream.Collectors;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.quantity.Quantity;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.wiring.Eyes4j;

/** The models that can serve a tool, installed or not, and what fetching them would cost. */
final class ServingModels {
    private final Eyes4j eyes4j;
    private final List<ModelManifest> models;

    private ServingModels(Eyes4j eyes4j, List<ModelManifest> models) {
        this.eyes4j = eyes4j;
        this.models = models;
    }

    static ServingModels of(ToolSpecification tool, Eyes4j eyes4j) {
        return new ServingModels(eyes4j, eyes4j.models(tool));
    }

    /** As in {@code coco-ssd (installed), owlvit (a pull of 612 MB, some 1.3 GB of memory in use)}; empty for a tool without models. */
    String line() {
        return models.stream()
                .map(m -> m.name() + " ("
                        + (m.isLanguageModel() ? "language model" : isInstalled(m) ? "installed" : cost(m)) + ")")
                .collect(Collectors.joining(", "));
    }

    ArrayNode json() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        models.forEach(m -> array.addObject()
                .put("name", m.name())
                .put("family", m.family())
                .put("installed", isInstalled(m))
                .put("bytes", m.downloadBytes())
                .put("memory_bytes", m.hints().memoryBytes())
                .put("unverified", m.unverified())
                .put("licence", m.licence().spdx()));
        return array;
    }

    private boolean isInstalled(ModelManifest model) {
        return model.isLanguageModel() || eyes4j.store().installed(model).isPresent();
    }

    private static String cost(ModelManifest model) {
        long bytes = model.downloadBytes();
        long memory = model.hints().memoryBytes();
        return "a pull of "
                + (bytes > 0 ? Quantity.human(bytes) : "unknown size")
                + (memory > 0 ? ", some " + Quantity.human(memory) + " of memory in use" : "")
                + (model.unverified() ? ", unverified" : "");
    }
}
