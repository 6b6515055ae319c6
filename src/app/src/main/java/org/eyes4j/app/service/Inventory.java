package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.eyes4j.agent.conduct.PlannerChoice;
import org.eyes4j.config.Settings;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolSchemas;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.wiring.Eyes4j;

/** What there is: tools, models, language models, limits; as clients read it. Thread-safe. */
public final class Inventory {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Eyes4j eyes4j;

    public Inventory(Eyes4j eyes4j) {
        this.eyes4j = eyes4j;
    }

    /** {@code {tools: [...]}}. */
    public ObjectNode tools() {
        ObjectNode root = JSON.objectNode();
        ArrayNode array = root.putArray("tools");
        eyes4j.tools().specifications().forEach(tool -> array.add(tool(tool)));
        return root;
    }

    /**
     * One tool.
     *
     * @throws Problem if there is none of this name
     */
    public ObjectNode tool(String name) {
        return tool(eyes4j.tools()
                .specification(name)
                .orElseThrow(
                        () -> Problem.of(Problem.Type.NOT_FOUND, eyes4j.tools().unknown(name))));
    }

    ObjectNode tool(ToolSpecification tool) {
        ObjectNode node = JSON.objectNode()
                .put("name", tool.name())
                .put("version", tool.version())
                .put("description", tool.description());
        ArrayNode traits = node.putArray("traits");
        tool.traits().stream()
                .map(t -> t.name().toLowerCase(Locale.ROOT))
                .sorted()
                .forEach(traits::add);
        ArrayNode inputs = node.putArray("inputs");
        for (Port port : tool.inputs()) {
            inputs.addObject()
                    .put("name", port.name())
                    .put("kind", port.kind().toString())
                    .put("required", port.required())
                    .put("description", port.description());
        }
        node.set("input_schema", ToolSchemas.input(tool));
        node.set("output_schema", ToolSchemas.output(tool));
        node.put("output_kind", tool.output().toString());
        ArrayNode examples = node.putArray("examples");
        tool.phrases().forEach(examples::add);
        ArrayNode models = node.putArray("models");
        eyes4j.models(tool).forEach(model -> models.add(brief(model)));
        eyes4j.plugins().origin(tool.name()).ifPresent(o -> node.set("origin", PluginDesk.json(o)));
        return node;
    }

    private ObjectNode brief(ModelManifest model) {
        return JSON.objectNode()
                .put("name", model.name())
                .put("title", model.title())
                .put("family", model.family())
                .put("installed", isInstalled(model))
                .put("bytes", model.downloadBytes())
                .put("memory_bytes", model.hints().memoryBytes())
                .put("unverified", model.unverified())
                .put("licence", model.licence().spdx());
    }

    /** {@code {models: [...]}}. */
    public ObjectNode models() {
        ObjectNode root = JSON.objectNode();
        ArrayNode array = root.putArray("models");
        eyes4j.catalogue().all().forEach(model -> array.add(model(model)));
        return root;
    }

    /**
     * One model.
     *
     * @throws org.eyes4j.config.model.UnknownModelException if none is called so
     */
    public ObjectNode model(String name) {
        return model(eyes4j.catalogue().find(name));
    }

    private ObjectNode model(ModelManifest model) {
        ObjectNode node = brief(model).put("version", model.version()).put("default", model.preferred());
        node.put("language_model", model.isLanguageModel());
        ArrayNode capabilities = node.putArray("capabilities");
        model.capabilities().forEach(capabilities::add);
        return node;
    }

    private boolean isInstalled(ModelManifest model) {
        return model.isLanguageModel() || eyes4j.store().installed(model).isPresent();
    }

    /**
     * Takes a model's files away.
     *
     * @return the bytes that are free now
     * @throws org.eyes4j.config.model.UnknownModelException if none is called so, neither known nor installed
     */
    public long removeModel(String name, Caller caller) {
        caller.demand(Caller.Scope.ADMIN);
        boolean stored = eyes4j.store().list().stream().anyMatch(s -> s.name().equals(name));
        if (!stored && eyes4j.catalogue().find(name).isLanguageModel()) {
            throw Problem.of(
                    Problem.Type.CONFLICT,
                    "'" + name + "' is a language model of the settings: it has no files here to remove");
        }
        return eyes4j.store().remove(name, event -> {});
    }

    /** What this server is and may do. */
    public ObjectNode status() {
        Settings settings = eyes4j.settings();
        ObjectNode root = JSON.objectNode()
                .put("version", version())
                .put("offline", settings.offline())
                .put("policy", settings.policy().name().toLowerCase(Locale.ROOT));
        ArrayNode planners = root.putArray("planners");
        List.of(PlannerChoice.values()).forEach(p -> planners.add(p.word()));
        ArrayNode languageModels = root.putArray("language_models");
        eyes4j.languageModels()
                .names()
                .forEach(name -> languageModels.addObject().put("name", name));
        eyes4j.languageModel().ifPresent(model -> root.put("language_model", model.name()));
        root.putObject("limits")
                .put("picture_bytes", settings.pictures().maxBytes())
                .put("picture_pixels", settings.pictures().maxPixels())
                .put("steps", settings.runs().maxSteps())
                .put("run_seconds", settings.runs().totalTimeout().toSeconds());
        root.putObject("tools").put("count", eyes4j.tools().names().size());
        ArrayNode capabilities = root.putArray("capabilities");
        eyes4j.tools().names().forEach(capabilities::add);
        return root;
    }

    private static String version() {
        String version = Inventory.class.getPackage().getImplementationVersion();
        return version == null ? "(built from source, not packaged)" : version;
    }
}
