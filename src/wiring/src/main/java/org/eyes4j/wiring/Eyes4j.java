package org.eyes4j.wiring;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.eyes4j.agent.Agent;
import org.eyes4j.agent.check.PlanChecker;
import org.eyes4j.agent.check.PlanLimits;
import org.eyes4j.agent.claim.ClaimChecker;
import org.eyes4j.agent.conduct.Conductor;
import org.eyes4j.agent.conduct.OfflineConductor;
import org.eyes4j.agent.conduct.Workshop;
import org.eyes4j.agent.dialogue.DialogueLimits;
import org.eyes4j.agent.dialogue.EffectPolicy;
import org.eyes4j.agent.dialogue.Interpreter;
import org.eyes4j.agent.dialogue.PlanConductor;
import org.eyes4j.agent.dialogue.ReActConductor;
import org.eyes4j.agent.llm.LanguageModel;
import org.eyes4j.agent.llm.LanguageModels;
import org.eyes4j.agent.offline.OfflinePlanner;
import org.eyes4j.agent.repair.Meaning;
import org.eyes4j.agent.repair.PlanRepairer;
import org.eyes4j.agent.replay.Replayer;
import org.eyes4j.agent.retrieve.ToolRetriever;
import org.eyes4j.agent.run.LocalPlanExecutor;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.run.PlanExecutorProvider;
import org.eyes4j.agent.run.RunEvent;
import org.eyes4j.agent.run.RunLimits;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.StepCache;
import org.eyes4j.agent.session.Conversation;
import org.eyes4j.agent.session.FolderSessionStore;
import org.eyes4j.agent.session.NewPicture;
import org.eyes4j.agent.session.OpenSession;
import org.eyes4j.agent.session.PictureDecoder;
import org.eyes4j.agent.session.SessionStore;
import org.eyes4j.agent.trace.TraceStore;
import org.eyes4j.agent.workflow.AskTool;
import org.eyes4j.agent.workflow.WorkflowChecker;
import org.eyes4j.agent.workflow.WorkflowFolder;
import org.eyes4j.config.Home;
import org.eyes4j.config.Settings;
import org.eyes4j.config.SettingsLoader;
import org.eyes4j.config.model.ModelCatalogue;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.model.Policy;
import org.eyes4j.config.model.UserManifests;
import org.eyes4j.plugins.Plugins;
import org.eyes4j.prompts.Prompts;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.artifact.ArtifactStore;
import org.eyes4j.tools.basic.BasicTools;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.Experts;
import org.eyes4j.vision.describe.Describe;
import org.eyes4j.vision.expert.Expert;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.intake.ModelIntake;
import org.eyes4j.vision.intake.SmokeTest;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxSettings;
import org.eyes4j.vision.picture.Picture;
import org.eyes4j.vision.picture.PictureLimits;
import org.eyes4j.vision.picture.PictureReader;
import org.eyes4j.vision.remote.RemoteGraphs;
import org.eyes4j.vision.seer.Seer;
import org.eyes4j.vision.speech.SoundLimits;
import org.eyes4j.vision.speech.WavFile;
import org.eyes4j.vision.store.ModelStore;
import org.eyes4j.vision.store.RepositoryReader;
import org.eyes4j.vision.store.StoreModelProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of the program put together, each made when it is first asked for, so that a command loads nothing it does not
 * need. Thread-safe.
 */
public final class Eyes4j implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Eyes4j.class);

    private final Settings settings;
    private final Home home;
    private final Lazy<ModelCatalogue> catalogue;
    private final Expressions expressions = new Expressions();
    private final Lazy<ToolRegistry> tools;
    private final AtomicReference<@Nullable WorkflowFolder> workflows = new AtomicReference<>();
    private final AtomicReference<@Nullable Plugins> plugins = new AtomicReference<>();
    private final List<Consumer<String>> pluginListeners = new CopyOnWriteArrayList<>();
    private final List<Tool> ownTools = new CopyOnWriteArrayList<>();
    private final Lazy<PlanExecutor> executor;
    private final Lazy<ArtifactStore> artifacts;
    private final Machines machines;
    private final Lazy<Agent> agent;
    private final Lazy<ModelStore> store;
    private final Lazy<OnnxEngine> engine;
    private final Lazy<RemoteGraphs> remotes;
    private final Lazy<Models> models;
    private final Lazy<SessionStore> sessions;
    private final Lazy<LanguageModels> languageModels;
    private final AtomicReference<@Nullable String> chosenLanguageModel = new AtomicReference<>();
    private final Map<String, String> environment;
    private final PictureReader pictures;
    private final List<String> pictureNotes = new CopyOnWriteArrayList<>();
    private final List<ToolRegistry.CallObserver> observers = new CopyOnWriteArrayList<>();
    private final List<Consumer<RunEvent>> listeners = new CopyOnWriteArrayList<>();

    /**
     * @param environment usually {@code System.getenv()}
     * @param offline whether no network is used, whatever the settings say
     * @param policy which of several models serves a tool; empty for what the settings say
     * @throws org.eyes4j.config.yaml.FaultyDocumentException if the settings have faults
     */
    public Eyes4j(Map<String, String> environment, boolean offline, Optional<Policy> policy) {
        this(
                environment,
                offline,
                policy,
                eyes -> new FolderSessionStore(eyes.home().sessions(), Clock.systemUTC()));
    }

    /**
     * One that keeps conversations elsewhere than in folders.
     *
     * @param sessions opened when the first conversation is asked for, and closed with this
     */
    public Eyes4j(
            Map<String, String> environment,
            boolean offline,
            Optional<Policy> policy,
            Function<Eyes4j, SessionStore> sessions) {
        this(environment, asked(SettingsLoader.load(environment), offline, policy), sessions);
    }

    private static Settings asked(Settings loaded, boolean offline, Optional<Policy> policy) {
        Settings asked = policy.map(loaded::with).orElse(loaded);
        return offline ? asked.withoutNetwork() : asked;
    }

    /**
     * The parts by settings that are read already.
     *
     * @param environment usually {@code System.getenv()}: where the user's folders are, and keys of language models
     */
    public Eyes4j(Map<String, String> environment, Settings settings) {
        this(environment, settings, eyes -> new FolderSessionStore(eyes.home().sessions(), Clock.systemUTC()));
    }

    private Eyes4j(Map<String, String> environment, Settings settings, Function<Eyes4j, SessionStore> sessions) {
        this.settings = settings;
        this.home = Home.of(environment, System.getProperties());
        this.environment = Map.copyOf(environment);
        this.catalogue =
                new Lazy<>(() -> ModelCatalogue.shippedAnd(home.manifests()).and(languageExperts()));
        this.pictures = new PictureReader(PictureLimits.of(settings.pictures()));
        this.store = new Lazy<>(() -> newStore(settings));
        this.engine = new Lazy<>(() -> new OnnxEngine(onnxSettings()));
        this.remotes = new Lazy<>(() -> new RemoteGraphs(this.environment, settings.offline()));
        this.models = new Lazy<>(() -> new Models(
                catalogue.get(),
                new StoreModelProvider(store.get()),
                engine.get(),
                settings.policy(),
                seers(),
                remotes.get()));
        this.tools = new Lazy<>(this::allTools);
        this.machines = new Machines(settings, home, this.environment);
        this.artifacts = new Lazy<>(machines::artifacts);
        this.executor = new Lazy<>(() -> machines.isLocal()
                ? new LocalPlanExecutor(tools.get(), expressions, stepCache(), Clock.systemUTC())
                : machines.executor(parts()));
        this.languageModels = new Lazy<>(
                () -> LanguageModels.of(settings.languageModels(), settings.offline(), this.environment, home.cache()));
        this.agent = new Lazy<>(this::newAgent);
        this.sessions = new Lazy<>(() -> sessions.apply(this));
        LogFile.install(home.data().resolve("eyes4j.log"));
    }

    public Settings settings() {
        return settings;
    }

    public Home home() {
        return home;
    }

    /**
     * The models that are known.
     *
     * @throws org.eyes4j.config.yaml.FaultyDocumentException if one of the user's manifests has faults
     */
    public ModelCatalogue catalogue() {
        return catalogue.get();
    }

    /** The models that are here. */
    public ModelStore store() {
        return store.get();
    }

    /** What runs models. */
    public OnnxEngine engine() {
        return engine.get();
    }

    /** What keeps packages from being fetched from npm's registry, asked once and briefly; empty when it answers. */
    public Optional<String> npmFault() {
        Settings.Network n = settings.network();
        Duration brief = Duration.ofSeconds(5);
        return newStore(settings.with(new Settings.Network(
                        brief, brief, brief, brief, n.redirects(), 0, brief, n.maxFile(), n.hub(), n.npmFiles())))
                .npmFault();
    }

    private ModelStore newStore(Settings with) {
        return ModelStore.of(home, with, environment);
    }

    /** What looks into a repository and writes a manifest for it. */
    public ModelIntake intake() {
        return new ModelIntake(new RepositoryReader(home, settings, environment));
    }

    /** What runs a model once. */
    public SmokeTest smokeTest() {
        return new SmokeTest(new StoreModelProvider(store()), engine(), settings);
    }

    /** The user's own manifests. */
    public UserManifests manifests() {
        return new UserManifests(home.manifests());
    }

    /** Every tool, none of them loaded. */
    public ToolRegistry tools() {
        return tools.get();
    }

    /** What runs checked plans. */
    public PlanExecutor executor() {
        return executor.get();
    }

    /**
     * Where pictures and results are kept, as the settings say.
     *
     * @throws IllegalArgumentException with a message for a person if they are wrong
     */
    public ArtifactStore artifacts() {
        return artifacts.get();
    }

    /**
     * Has values that pass between machines kept in a way that knows when they may leave. To be called before
     * {@link #executor} and {@link #worker}.
     */
    public void keepPassing(UnaryOperator<ArtifactStore> keeper) {
        machines.keepPassing(keeper);
    }

    /**
     * Has this process make calls of steps that others conduct, until it is closed; empty where all steps are run by who
     * conducts them.
     *
     * @throws IllegalArgumentException with a message for a person if the settings are wrong
     * @throws IllegalStateException with a message for a person if what it needs does not answer
     */
    public Optional<PlanExecutorProvider.Worker> worker() {
        return machines.isLocal() ? Optional.empty() : Optional.of(machines.worker(parts()));
    }

    private PlanExecutorProvider.Parts parts() {
        return new PlanExecutorProvider.Parts(
                tools.get(), expressions, stepCache(), Clock.systemUTC(), artifacts.get(), environment);
    }

    private StepCache stepCache() {
        return new StepCache(settings.cache().valueBytes());
    }

    /** What looks for faults of plans, and how large they may be. */
    public Workshop workshop() {
        return new Workshop(tools.get(), new PlanChecker(expressions), planLimits(), executor.get());
    }

    /** The way from a question to an answer. */
    public Agent agent() {
        return agent.get();
    }

    /**
     * The way from a question to an answer with a language model of this name.
     *
     * @throws IllegalArgumentException with a message for a person if none is called so
     */
    public Agent agent(String languageModel) {
        return agent(Optional.of(languageModel), model -> model);
    }

    /**
     * The way from a question to an answer, with something between it and its language model.
     *
     * @param languageModel a configured one's name; empty for the one that is asked by default
     * @param between given the language model, gives what is asked in its place
     * @throws IllegalArgumentException with a message for a person if none is called so
     */
    public Agent agent(Optional<String> languageModel, UnaryOperator<LanguageModel> between) {
        Optional<LanguageModel> named = languageModel.map(languageModels()::get);
        return new Agent(
                workshop(), conductors(), () -> named.or(this::languageModel).map(between), traces());
    }

    /** The language model that is asked by default, if one is configured. */
    public Optional<LanguageModel> languageModel() {
        return Optional.ofNullable(chosenLanguageModel.get())
                .map(name -> languageModels().get(name))
                .or(() -> languageModels().standard());
    }

    /** The language models that are configured; none is contacted by this. */
    public LanguageModels languageModels() {
        return languageModels.get();
    }

    /**
     * Makes a configured language model the one that is asked.
     *
     * @throws IllegalArgumentException with a message for a person if none is called so
     */
    public void chooseLanguageModel(String name) {
        languageModels().get(name);
        chosenLanguageModel.set(name);
    }

    /** How near a text is to a tool by the text model, where there is one; asked only where words leave a doubt. */
    public Meaning meaning() {
        return Meaning.of(texts -> {
            ToolResult result = tools().call(
                            new ToolCall("embed_text", Map.of("texts", Value.ListOf.texts(texts))),
                            ToolContext.detached());
            return result instanceof ToolResult.Success success && success.value() instanceof Value.ListOf list
                    ? Optional.of(list.items().stream()
                            .map(Value.Embedding.class::cast)
                            .toList())
                    : Optional.empty();
        });
    }

    /** The kept runs, for {@code trace}. */
    public TraceStore traces() {
        return new TraceStore(home.runs(), settings.runs().keep());
    }

    /** Has someone told of everything that happens in runs from now on; must not wait. */
    public void listen(Consumer<RunEvent> listener) {
        listeners.add(listener);
    }

    /** Has someone told of every call of a tool from now on. */
    public void observe(ToolRegistry.CallObserver observer) {
        observers.add(observer);
    }

    /** Bytes that loaded models take now; 0 where none is loaded. */
    public long modelMemory() {
        AtomicLong bytes = new AtomicLong();
        engine.ifMade(e -> bytes.set(e.memory().residentBytes() + e.memory().pooledBytes()));
        return bytes.get();
    }

    /** Bytes that a model takes now; 0 where it is not loaded. */
    public long modelMemory(String model) {
        AtomicLong bytes = new AtomicLong();
        engine.ifMade(e -> bytes.set(e.memory(home.models().resolve(model)).residentBytes()));
        return bytes.get();
    }

    /** How plans are run by these settings. */
    public RunOptions runOptions() {
        Settings.Runs runs = settings.runs();
        return RunOptions.defaults()
                .toldTo(listeners)
                .within(new RunLimits(
                        runs.parallel(),
                        runs.stepTimeout(),
                        runs.totalTimeout(),
                        runs.maxFanOut(),
                        runs.maxSteps(),
                        runs.maxMemory(),
                        runs.maxDepth(),
                        new RunLimits.Thought(runs.maxModelCalls(), runs.maxTokens(), runs.maxCost())));
    }

    /** Language models that serve tools, as the settings say. */
    private List<ModelManifest> languageExperts() {
        return settings.languageModels().experts().entrySet().stream()
                .filter(e -> !e.getValue().isEmpty())
                .map(e -> ModelManifest.ofLanguageModel(e.getKey(), e.getValue()))
                .toList();
    }

    private Map<String, Seer> seers() {
        Map<String, Seer> seers = new LinkedHashMap<>();
        settings.languageModels()
                .experts()
                .keySet()
                .forEach(name -> seers.put(
                        name, new LanguageModelSeer(name, () -> languageModels().get(name))));
        return seers;
    }

    private Agent newAgent() {
        return new Agent(workshop(), conductors(), this::languageModel, traces());
    }

    /** What plays kept runs again. */
    public Replayer replayer() {
        return new Replayer(
                workshop(),
                conductors(),
                this::languageModel,
                (bytes, input) ->
                        Value.Image.of(input, pictures.read(bytes, input).raster()));
    }

    private List<Conductor> conductors() {
        ToolRetriever retriever = new ToolRetriever(tools.get(), Meaning.NONE);
        Interpreter interpreter = new Interpreter(
                new Prompts(),
                new PlanRepairer(expressions, meaning()),
                new ClaimChecker(),
                (request, known, most) ->
                        retriever.retrieve(request.question(), request.inputs().values()).tools().stream()
                                .limit(most)
                                .toList(),
                EffectPolicy.valueOf(settings.agent().effects().toUpperCase(Locale.ROOT)),
                new DialogueLimits(
                        settings.agent().tools(),
                        settings.agent().replans(),
                        settings.agent().rounds()));
        return List.of(
                new OfflineConductor(new OfflinePlanner()),
                new PlanConductor(interpreter),
                new ReActConductor(interpreter));
    }

    /**
     * Decodes a picture; what a person should know of it is kept for {@link #pictureNotes}.
     *
     * @param id what its coordinates will be said to belong to
     * @throws org.eyes4j.vision.picture.PictureException with a message for a person
     */
    public Value.Image readPicture(Path file, String id) {
        Picture picture = pictures.read(file);
        picture.notes().forEach(n -> pictureNotes.add(file + ": " + n));
        return Value.Image.of(id, picture.raster());
    }

    /** Decodes the bytes of a picture; see {@link #readPicture}. */
    private Value.Image decodePicture(byte[] bytes, String title, String id) {
        Picture picture = pictures.read(bytes, title);
        picture.notes().forEach(n -> pictureNotes.add(title + ": " + n));
        return Value.Image.of(id, picture.raster());
    }

    /**
     * A picture's file for a conversation.
     *
     * @throws org.eyes4j.vision.picture.PictureException with a message for a person
     */
    public NewPicture newPicture(Path file) {
        return new NewPicture(file.toString(), pictures.bytes(file));
    }

    /**
     * Goes on with a conversation that is open.
     *
     * @param agent answers
     * @param decoder reads its pictures
     */
    public Conversation conversation(OpenSession open, Agent agent, PictureDecoder decoder) {
        return new Conversation(open, agent::ask, tools(), decoder, settings.sessions(), Clock.systemUTC());
    }

    /** The kept conversations. */
    public SessionStore sessions() {
        return sessions.get();
    }

    /** Goes on with a conversation that is open. */
    public Conversation conversation(OpenSession open) {
        return new Conversation(
                open,
                request -> agent().ask(request),
                tools(),
                this::decodePicture,
                settings.sessions(),
                Clock.systemUTC());
    }

    /**
     * Reads a file as a sound.
     *
     * @throws org.eyes4j.vision.speech.SoundException with a message for a person
     */
    public Value.Audio readSound(Path file) {
        return Value.Audio.of(WavFile.read(file, SoundLimits.of(settings.sounds())));
    }

    /** Reads pictures one after the other; nothing is kept of their notes. */
    public PictureReader pictureReader() {
        return new PictureReader(PictureLimits.of(settings.pictures()), PictureReader.Decoding.THROUGHPUT);
    }

    /** What a person should know of the pictures that were read. */
    public List<String> pictureNotes() {
        return List.copyOf(pictureNotes);
    }

    /** The models that can serve a tool, best first by policy; empty for a tool without one. */
    public List<ModelManifest> models(ToolSpecification tool) {
        return tools().find(tool.name()).orElse(null) instanceof Expert expert
                ? catalogue().byCapability(tool.name(), settings.policy()).stream()
                        .filter(m -> expert.families().contains(m.family()))
                        .toList()
                : List.of();
    }

    private ToolRegistry allTools() {
        ToolRegistry registry = ToolRegistry.of(BasicTools.all(expressions));
        Experts.all(models.get(), settings, home.cache()).forEach(registry::register);
        registry.register(new Describe(registry));
        offer(registry, ownTools);
        registry.observe((tool, result, nanos) -> observers.forEach(o -> o.called(tool, result, nanos)));
        Plugins arrived = new PluginParts(settings, home, environment, expressions, this::tellOfPlugins).into(registry);
        arrived.refresh();
        plugins.set(arrived);
        registry.registerAside(new AskTool(request -> agent().ask(request), this::runOptions));
        WorkflowFolder folder = new WorkflowFolder(
                home.workflows(),
                registry,
                new WorkflowChecker(new PlanChecker(expressions)),
                this::planLimits,
                executor::get,
                this::runOptions);
        folder.refresh().forEach(warning -> {
            LOG.warn(warning);
            tellOfPlugins(warning);
        });
        workflows.set(folder);
        return registry;
    }

    /**
     * Offers tools of the application around this beside all others; they are closed with these.
     *
     * @throws IllegalArgumentException if the name of one is taken, at once or when tools are first asked for
     */
    public void offer(List<Tool> some) {
        ownTools.addAll(some);
        tools.ifMade(registry -> offer(registry, some));
    }

    private static void offer(ToolRegistry registry, List<Tool> some) {
        for (Tool tool : some) {
            if (registry.find(tool.specification().name()).orElse(null) != tool) {
                registry.register(tool);
            }
        }
    }

    /** Experts that arrived from elsewhere, loaded. */
    public Plugins plugins() {
        tools.get();
        return Objects.requireNonNull(plugins.get());
    }

    /** Has someone told of plugins that cannot be used, and of what else a person should know of them. */
    public void hearOfPlugins(Consumer<String> listener) {
        pluginListeners.add(listener);
    }

    private void tellOfPlugins(String what) {
        pluginListeners.forEach(listener -> listener.accept(what));
    }

    /** The workflows that are registered, and those that would be but for their faults. */
    public WorkflowFolder workflows() {
        tools.get();
        return Objects.requireNonNull(workflows.get());
    }

    private PlanLimits planLimits() {
        return new PlanLimits(
                settings.runs().maxSteps(),
                runOptions().limits().fanOut(),
                settings.runs().maxDepth());
    }

    private OnnxSettings onnxSettings() {
        OnnxSettings defaults = OnnxSettings.defaults();
        int threads = settings.compute().threads();
        return defaults.withThreads(threads > 0 ? threads : defaults.threads())
                .withMaxModelBytes(settings.compute().memoryBytes())
                .withNatives(home.cache().resolve("natives"));
    }

    @Override
    public void close() {
        executor.ifMade(PlanExecutor::close);
        sessions.ifMade(SessionStore::close);
        languageModels.ifMade(LanguageModels::close);
        Plugins arrived = plugins.get();
        if (arrived != null) {
            arrived.close();
        }
        tools.ifMade(ToolRegistry::close);
        engine.ifMade(OnnxEngine::close);
        remotes.ifMade(RemoteGraphs::close);
    }
}
