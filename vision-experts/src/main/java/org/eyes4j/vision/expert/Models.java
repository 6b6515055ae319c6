package org.eyes4j.vision.expert;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eyes4j.config.model.ModelCatalogue;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.model.Policy;
import org.eyes4j.config.model.UnknownModelException;
import org.eyes4j.config.quantity.Quantity;
import org.eyes4j.tools.Lack;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.remote.RemoteGraphs;
import org.eyes4j.vision.seer.Seer;

/**
 * Chooses a model for a capability, has its files fetched when they are missing, and opens it. One for all experts of a
 * process, so that they share sessions and memory. Thread-safe.
 */
public final class Models {
    /** How the message begins that tells of a capability, which follows, without a model. */
    public static final String NONE_SERVES = "No model in the catalogue serves '";

    private final ModelCatalogue catalogue;
    private final ModelProvider provider;
    private final OnnxEngine engine;
    private final Policy policy;
    private final Map<String, Seer> seers;
    private final RemoteGraphs remotes;
    /** Files are looked at once a process: asking the disk with every call would cost more than some models take to run. */
    private final Map<String, Model> opened = new ConcurrentHashMap<>();
    /** The catalogue's own order, which is not sought anew with every call either. */
    private final Map<String, List<ModelManifest>> byCapability = new ConcurrentHashMap<>();

    public Models(ModelCatalogue catalogue, ModelProvider provider, OnnxEngine engine) {
        this(catalogue, provider, engine, Policy.BALANCED);
    }

    /** @param policy which of several models goes first */
    public Models(ModelCatalogue catalogue, ModelProvider provider, OnnxEngine engine, Policy policy) {
        this(catalogue, provider, engine, policy, Map.of());
    }

    /**
     * Models of which some are language models.
     *
     * @param seers by the names that their manifests have in the catalogue
     */
    public Models(
            ModelCatalogue catalogue,
            ModelProvider provider,
            OnnxEngine engine,
            Policy policy,
            Map<String, Seer> seers) {
        this(catalogue, provider, engine, policy, seers, new RemoteGraphs(System.getenv(), false));
    }

    /**
     * Models some of whose graphs servers run.
     *
     * @param remotes opens those; whoever made it closes it
     */
    public Models(
            ModelCatalogue catalogue,
            ModelProvider provider,
            OnnxEngine engine,
            Policy policy,
            Map<String, Seer> seers,
            RemoteGraphs remotes) {
        this.remotes = remotes;
        this.seers = Map.copyOf(seers);
        this.policy = policy;
        this.catalogue = catalogue;
        this.provider = provider;
        this.engine = engine;
    }

    /**
     * The model to serve a tool with: the one the caller wished for where it can, else the first by policy of a family the
     * tool runs. Where that cannot be had, an installed one stands in, with a warning that says so; a wish has no stand-in.
     *
     * @param capability the tool's name
     * @param families those the tool has code for
     * @param suits which of them will do for this call; a wish goes before it
     */
    public Model open(String capability, List<String> families, Predicate<ModelManifest> suits, ToolContext context)
            throws ModelUnavailableException {
        List<ModelManifest> candidates = candidates(capability, families);
        Optional<ModelManifest> wished = wished(candidates, context.wishedModel());
        if (wished.isPresent()) {
            return open(wished.get(), context);
        }
        List<ModelManifest> fit = candidates.stream().filter(suits).toList();
        if (fit.isEmpty()) {
            throw new ModelUnavailableException(
                    FailureKind.NOT_INSTALLED,
                    NONE_SERVES + capability + "' (families "
                            + families.stream().collect(Collectors.joining(", ")) + ")",
                    "`eyes4j models list` shows what there is");
        }
        try {
            return open(fit.get(0), context);
        } catch (ModelUnavailableException e) {
            Optional<ModelManifest> standIn = e.kind() == FailureKind.CANCELLED
                    ? Optional.empty()
                    : fit.stream()
                            .skip(1)
                            .filter(m -> m.isLanguageModel() || isHere(m))
                            .findFirst();
            if (standIn.isEmpty()) {
                throw e;
            }
            context.warn(standIn.get().name() + " stood in for " + fit.get(0).name() + ", which could not be had: "
                    + e.getMessage());
            return open(standIn.get(), context);
        }
    }

    /** The model that {@link #open} would take first; nothing is opened or fetched. */
    public Optional<ModelManifest> foresee(
            String capability, List<String> families, Predicate<ModelManifest> suits, Optional<String> wish) {
        List<ModelManifest> candidates = candidates(capability, families);
        return candidates.stream()
                .filter(m -> m.name().equals(wish.orElse("")))
                .findFirst()
                .or(() -> candidates.stream().filter(suits).findFirst());
    }

    private Model open(ModelManifest manifest, ToolContext context) throws ModelUnavailableException {
        Model known = opened.get(manifest.name());
        if (known != null) {
            return known;
        }
        Model model = new Model(
                manifest,
                manifest.files().isEmpty() ? Models::noFile : provider.ensure(manifest, context),
                engine,
                remotes::open);
        Model first = opened.putIfAbsent(manifest.name(), model);
        return first == null ? model : first;
    }

    /**
     * An installed model, the first by policy.
     *
     * @param suits which will do
     */
    public Optional<Model> installed(
            String capability, List<String> families, Predicate<ModelManifest> suits, ToolContext context)
            throws ModelUnavailableException {
        Optional<ModelManifest> there = candidates(capability, families).stream()
                .filter(suits)
                .filter(this::isHere)
                .findFirst();
        return there.isPresent() ? Optional.of(open(there.get(), context)) : Optional.empty();
    }

    /** The installed model that {@link #installed} would open; nothing is opened. */
    public Optional<ModelManifest> foreseeInstalled(
            String capability, List<String> families, Predicate<ModelManifest> suits) {
        return candidates(capability, families).stream()
                .filter(suits)
                .filter(this::isHere)
                .findFirst();
    }

    /** Whether nothing is to be fetched for it: its files are here, or it has none because servers run its graphs. */
    private boolean isHere(ModelManifest model) {
        return model.files().isEmpty() && !model.remotes().isEmpty() || provider.isInstalled(model);
    }

    /** What a tool lacks: nothing where a model of it is installed, or is vouched for and so fetched when it is needed. */
    public Optional<Lack> lack(String capability, List<String> families) {
        List<ModelManifest> candidates = candidates(capability, families);
        boolean ready = candidates.stream().anyMatch(m -> !m.unverified() || isHere(m));
        return ready ? Optional.empty() : candidates.stream().findFirst().map(Models::lack);
    }

    /** What it is not to have a model. */
    public static Lack lack(ModelManifest model) {
        long bytes = model.downloadBytes();
        return new Lack(model.name(), bytes == 0 ? "" : Quantity.human(bytes));
    }

    private static Path noFile(String role) {
        throw new IllegalArgumentException("A model that runs elsewhere has no file '" + role + "'");
    }

    /** The language model behind a model of this name, if it is one. */
    Optional<Seer> seer(Model model) {
        return model.manifest().isLanguageModel() ? Optional.ofNullable(seers.get(model.name())) : Optional.empty();
    }

    /** The models that could serve a tool, best first. */
    public List<ModelManifest> candidates(String capability, List<String> families) {
        List<ModelManifest> known = byCapability.get(capability);
        if (known == null) {
            known = byCapability.computeIfAbsent(capability, name -> catalogue.byCapability(name, policy));
        }
        List<ModelManifest> candidates = new ArrayList<>();
        for (ModelManifest manifest : known) {
            if (families.contains(manifest.family())) {
                candidates.add(manifest);
            }
        }
        return candidates;
    }

    /** A wish for a model of another tool leaves this tool its own choice: one run uses several tools. */
    private Optional<ModelManifest> wished(List<ModelManifest> candidates, Optional<String> wish)
            throws ModelUnavailableException {
        return wish.isPresent() ? Optional.of(find(wish.get())).filter(candidates::contains) : Optional.empty();
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
