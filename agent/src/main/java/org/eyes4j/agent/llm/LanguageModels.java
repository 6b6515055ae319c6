package org.eyes4j.agent.llm;

import java.net.http.HttpClient;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eyes4j.config.language.LanguageModelSettings;
import org.eyes4j.config.language.LanguageSettings;
import org.eyes4j.config.name.NearestName;
import org.jspecify.annotations.Nullable;

/** The language models that are configured, each made when it is first asked for. Contacts none by itself. Thread-safe. */
public final class LanguageModels implements AutoCloseable {
    private final LanguageSettings settings;
    private final boolean offline;
    private final Map<String, String> environment;
    private final Clock clock;
    private final Pause pause;
    private final Map<String, LanguageModel> made = new LinkedHashMap<>();
    private @Nullable ExecutorService threads;

    LanguageModels(
            LanguageSettings settings, boolean offline, Map<String, String> environment, Clock clock, Pause pause) {
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
        return new LanguageModels(settings, offline, environment, Clock.systemUTC(), Pause.REAL);
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

    private LanguageModel make(LanguageModelSettings asked) {
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(asked.limits().connect())
                .followRedirects(HttpClient.Redirect.NEVER)
                // Servers of one's own stumble over the offer to upgrade, and one call at a time gains nothing by it.
                .version(HttpClient.Version.HTTP_1_1)
                .executor(threads())
                .build();
        return new EndpointModel(asked, () -> KnownAbilities.of(asked), offline, environment, http, clock, pause);
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
