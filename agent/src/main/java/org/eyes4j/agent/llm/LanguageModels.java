package org.eyes4j.agent.llm;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eyes4j.config.language.LanguageModelSettings;
import org.eyes4j.config.language.LanguageSettings;
import org.eyes4j.config.name.NearestName;
import org.eyes4j.config.network.EnvironmentProxy;
import org.eyes4j.tools.Cancellation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The language models that are configured, each made when it is first asked for. Contacts none by itself. Thread-safe. */
public final class LanguageModels implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LanguageModels.class);
    /** Enough for models that think before they answer. */
    private static final int PROBE_TOKENS = 1024;

    private final LanguageSettings settings;
    private final boolean offline;
    private final Map<String, String> environment;
    private final Clock clock;
    private final Pause pause;
    private final Optional<AbilityCache> shown;
    private final Map<String, LanguageModel> made = new LinkedHashMap<>();
    private @Nullable ExecutorService threads;

    LanguageModels(
            LanguageSettings settings,
            boolean offline,
            Map<String, String> environment,
            Optional<Path> cache,
            Clock clock,
            Pause pause) {
        this.shown = cache.map(folder -> new AbilityCache(folder.resolve("language-models.json")));
        this.settings = settings;
        this.offline = offline;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * @param offline whether only endpoints on this machine may be asked
     * @param environment where keys are; usually {@code System.getenv()}
     */
    public static LanguageModels of(LanguageSettings settings, boolean offline, Map<String, String> environment) {
        return new LanguageModels(settings, offline, environment, Optional.empty(), Clock.systemUTC(), Pause.REAL);
    }

    /** The same; what models show when they are examined is kept in a folder, and believed later. */
    public static LanguageModels of(
            LanguageSettings settings, boolean offline, Map<String, String> environment, Path cache) {
        return new LanguageModels(settings, offline, environment, Optional.of(cache), Clock.systemUTC(), Pause.REAL);
    }

    /** Their names, in the order of the settings. */
    public List<String> names() {
        return List.copyOf(settings.models().keySet());
    }

    /** The one that is asked when none is named; empty when none is configured. */
    public Optional<LanguageModel> standard() {
        return settings.standard().map(this::get);
    }

    /** The one of this name, if it is configured. */
    public Optional<LanguageModel> find(String name) {
        return settings.models().containsKey(name) ? Optional.of(get(name)) : Optional.empty();
    }

    /**
     * The one of this name.
     *
     * @throws IllegalArgumentException with a message for a person if none is called so
     */
    public synchronized LanguageModel get(String name) {
        LanguageModelSettings asked = settings.models().get(name);
        if (asked == null) {
            throw new IllegalArgumentException("There is no language model `" + name + "`"
                    + (settings.models().isEmpty()
                            ? "; none is configured"
                            : NearestName.hint(name, settings.models().keySet())));
        }
        LanguageModel model = made.get(name);
        if (model == null) {
            model = make(asked);
            made.put(name, model);
        }
        return model;
    }

    /** What the settings say of the one of this name. */
    public LanguageModelSettings settings(String name) {
        get(name);
        return Objects.requireNonNull(settings.models().get(name));
    }

    /**
     * Finds out what a model can do by asking it a few short questions, and keeps what it showed. Costs a few hundred tokens.
     *
     * @throws IllegalArgumentException if none is called so
     */
    public Examination examine(String name, Cancellation cancellation) {
        LanguageModelSettings asked = settings(name);
        Abilities possible = asked.provider() == LanguageModelSettings.Provider.GGUF
                ? get(name).abilities()
                : KnownAbilities.possible(asked);
        Examination examination = new ModelProbe(possible, examined(asked), cancellation).run();
        examination.abilities().ifPresent(can -> keep(asked, can));
        return examination;
    }

    private void keep(LanguageModelSettings asked, Abilities can) {
        if (shown.isPresent()) {
            try {
                shown.get().keep(asked, can);
            } catch (IOException e) {
                LOG.warn("What the language model {} can do was not kept: {}", asked.name(), e.toString());
            }
        }
    }

    private LanguageModel make(LanguageModelSettings asked) {
        if (asked.provider() == LanguageModelSettings.Provider.GGUF) {
            return local(asked);
        }
        return new EndpointModel(
                asked,
                () -> KnownAbilities.of(asked, shown.flatMap(s -> s.find(asked))),
                offline,
                environment,
                http(asked),
                clock,
                pause);
    }

    private static LanguageModel local(LanguageModelSettings asked) {
        for (LocalModels models : ServiceLoader.load(LocalModels.class, LanguageModels.class.getClassLoader())) {
            if (models.provider() == asked.provider()) {
                return models.open(asked);
            }
        }
        return new MissingModel(asked);
    }

    /** A model with what it is assumed to be able to do, within brief limits. */
    private Function<Abilities, LanguageModel> examined(LanguageModelSettings asked) {
        if (asked.provider() == LanguageModelSettings.Provider.GGUF) {
            LanguageModel model = get(asked.name());
            return can -> model;
        }
        LanguageModelSettings brief = asked.with(asked.limits().brief()).withMaxOutputTokens(PROBE_TOKENS);
        HttpClient http = http(asked);
        return can -> new EndpointModel(brief, () -> can, offline, environment, http, clock, pause);
    }

    private synchronized HttpClient http(LanguageModelSettings asked) {
        return HttpClient.newBuilder()
                .connectTimeout(asked.limits().connect())
                .proxy(new EnvironmentProxy(environment))
                .followRedirects(HttpClient.Redirect.NEVER)
                // Servers of one's own stumble over the offer to upgrade, and one call at a time gains nothing by it.
                .version(HttpClient.Version.HTTP_1_1)
                .executor(threads())
                .build();
    }

    private ExecutorService threads() {
        ExecutorService running = threads;
        if (running == null) {
            AtomicInteger number = new AtomicInteger();
            running = new ThreadPoolExecutor(
                    0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                        Thread thread = new Thread(work, "eyes4j-llm-" + number.incrementAndGet());
                        thread.setDaemon(true);
                        return thread;
                    });
            threads = running;
        }
        return running;
    }

    /** Frees threads; calls that run fail. */
    @Override
    public synchronized void close() {
        made.values().forEach(LanguageModel::close);
        ExecutorService running = threads;
        if (running != null) {
            running.shutdownNow();
        }
    }
}
