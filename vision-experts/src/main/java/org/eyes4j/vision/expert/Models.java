package org.eyes4j.vision.expert;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eyes4j.config.model.ModelCatalogue;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.model.UnknownModelException;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.vision.onnx.OnnxEngine;

/**
 * Chooses a model for a capability, has its files fetched when they are missing, and opens it. One for all experts of a
 * process, so that they share sessions and memory. Thread-safe.
 */
public final class Models {
    private final ModelCatalogue catalogue;
    private final ModelProvider provider;
    private final OnnxEngine engine;
    /** Files are looked at once a process: asking the disk with every call would cost more than some models take to run. */
    private final Map<ModelManifest, Model> opened = new ConcurrentHashMap<>();

    public Models(ModelCatalogue catalogue, ModelProvider provider, OnnxEngine engine) {
        this.catalogue = catalogue;
        this.provider = provider;
        this.engine = engine;
    }

    /**
     * The model to serve a tool with: the one the caller wished for where it can, else the catalogue's first of a family the
     * tool runs.
     *
     * @param capability the tool's name
     * @param families those the tool has code for
     * @param suits which of them will do for this call; a wish goes before it
     */
    public Model open(String capability, List<String> families, Predicate<ModelManifest> suits, ToolContext context)
            throws ModelUnavailableException {
        ModelManifest manifest = choose(capability, families, suits, context.wishedModel());
        Model known = opened.get(manifest);
        if (known != null) {
            return known;
        }
        Model model = new Model(manifest, provider.ensure(manifest, context), engine);
        opened.put(manifest, model);
        return model;
    }

    /** The models that could serve a tool, best first. */
    public List<ModelManifest> candidates(String capability, List<String> families) {
        return catalogue.byCapability(capability).stream()
                .filter(m -> families.contains(m.family()))
                .toList();
    }

    private ModelManifest choose(
            String capability, List<String> families, Predicate<ModelManifest> suits, Optional<String> wish)
            throws ModelUnavailableException {
        List<ModelManifest> candidates = candidates(capability, families);
        if (wish.isPresent()) {
            ModelManifest wished = find(wish.get());
            // A wish for a model of another tool leaves this tool its own choice: one run uses several tools.
            if (candidates.contains(wished)) {
                return wished;
            }
        }
        Optional<ModelManifest> first = candidates.stream().filter(suits).findFirst();
        if (first.isEmpty()) {
            throw new ModelUnavailableException(
                    FailureKind.NOT_INSTALLED,
                    "No model in the catalogue serves '" + capability + "' (families "
                            + families.stream().collect(Collectors.joining(", ")) + ")",
                    "`eyes4j models list` shows what there is");
        }
        return first.get();
    }

    private ModelManifest find(String name) throws ModelUnavailableException {
        try {
            return catalogue.find(name);
        } catch (UnknownModelException e) {
            throw new ModelUnavailableException(
                    FailureKind.INVALID_ARGUMENT, String.valueOf(e.getMessage()), "`eyes4j models list` shows all");
        }
    }
}
