package org.eyes4j.wiring;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.run.PlanExecutorProvider;
import org.eyes4j.agent.run.PlanExecutorProvider.Parts;
import org.eyes4j.config.Home;
import org.eyes4j.config.Settings;
import org.eyes4j.tools.artifact.ArtifactStore;
import org.eyes4j.tools.artifact.ArtifactStoreProvider;
import org.eyes4j.tools.artifact.DiskArtifactStore;

/** Where steps are run and bytes are kept, as the settings say; classes of other kinds are loaded when they are chosen. Thread-safe. */
final class Machines {
    private final Settings settings;
    private final Home home;
    private final Map<String, String> environment;
    private final AtomicReference<UnaryOperator<ArtifactStore>> passing =
            new AtomicReference<>(UnaryOperator.identity());

    Machines(Settings settings, Home home, Map<String, String> environment) {
        this.settings = settings;
        this.home = home;
        this.environment = environment;
    }

    ArtifactStore artifacts() {
        Settings.Artifacts wanted = settings.artifacts();
        if (wanted.kind().equals(Settings.Artifacts.FOLDER)) {
            return new DiskArtifactStore(
                    wanted.folder().isEmpty()
                            ? home.artifacts()
                            : Path.of(wanted.folder()).toAbsolutePath());
        }
        ArtifactStoreProvider provider =
                find(ArtifactStoreProvider.class, ArtifactStoreProvider::kind, wanted.kind(), "artifacts.kind");
        return told(() -> provider.open(
                Map.of(
                        "bucket", wanted.bucket(),
                        "prefix", wanted.prefix(),
                        "endpoint", wanted.endpoint(),
                        "region", wanted.region(),
                        "path_style", String.valueOf(wanted.pathStyle()),
                        "max_bytes", String.valueOf(wanted.maxBytes())),
                environment));
    }

    void keepPassing(UnaryOperator<ArtifactStore> keeper) {
        passing.set(keeper);
    }

    boolean isLocal() {
        return settings.executor().kind().equals(Settings.Executor.LOCAL);
    }

    /** Of a kind that is not local. */
    PlanExecutor executor(Parts parts) {
        return told(() -> provider().open(settings.executor(), passing(parts)));
    }

    PlanExecutorProvider.Worker worker(Parts parts) {
        return told(() -> provider().serve(settings.executor(), passing(parts)));
    }

    private Parts passing(Parts parts) {
        return new Parts(
                parts.tools(),
                parts.expressions(),
                parts.cache(),
                parts.clock(),
                Objects.requireNonNull(passing.get()).apply(parts.bytes()),
                parts.environment());
    }

    private PlanExecutorProvider provider() {
        return find(
                PlanExecutorProvider.class,
                PlanExecutorProvider::kind,
                settings.executor().kind(),
                "executor.kind");
    }

    private static <T> T find(Class<T> type, Function<T, String> kind, String wanted, String setting) {
        return StreamSupport.stream(ServiceLoader.load(type).spliterator(), false)
                .filter(provider -> kind.apply(provider).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new MachinesException("The setting " + setting + " is " + wanted
                        + ", and nothing on the class path brings that; add org.eyes4j:eyes4j-" + wanted
                        + " to your build, or take another kind"));
    }

    private static <T> T told(Supplier<T> opening) {
        try {
            return opening.get();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new MachinesException(String.valueOf(e.getMessage()), e);
        }
    }
}
