package org.eyes4j.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The folders that belong to the user: what can be fetched again under {@code cache}, what cannot under {@code data}. With
 * {@code EYES4J_HOME} both are below it. The folders need not exist. Immutable.
 *
 * @param cache models, downloads, cached values
 * @param data runs, sessions, the user's own manifests
 */
public record Home(Path cache, Path data) {
    /** The folders of this process's user. */
    public static Home ofUser() {
        return of(System.getenv(), System.getProperties());
    }

    /** Everything below one folder, as {@code EYES4J_HOME} asks for. */
    public static Home at(Path folder) {
        return new Home(folder, folder);
    }

    /**
     * The folders that an environment asks for: {@code EYES4J_HOME}, or the places where each system keeps such things
     * (XDG base directories, {@code ~/Library}, {@code %LOCALAPPDATA%}).
     *
     * @param environment usually {@code System.getenv()}
     * @param properties {@code os.name} and {@code user.home} are read
     */
    public static Home of(Map<String, String> environment, Properties properties) {
        String home = environment.getOrDefault("EYES4J_HOME", "");
        if (!home.isBlank()) {
            return at(Path.of(home).toAbsolutePath().normalize());
        }
        Path user = Path.of(properties.getProperty("user.home", "."));
        String system = properties.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("mac")) {
            return new Home(user.resolve("Library/Caches/eyes4j"), user.resolve("Library/Application Support/eyes4j"));
        }
        if (system.startsWith("windows")) {
            Path local = folder(environment, "LOCALAPPDATA", user.resolve("AppData/Local"));
            return new Home(local.resolve("eyes4j/cache"), local.resolve("eyes4j/data"));
        }
        return new Home(
                folder(environment, "XDG_CACHE_HOME", user.resolve(".cache")).resolve("eyes4j"),
                folder(environment, "XDG_DATA_HOME", user.resolve(".local/share"))
                        .resolve("eyes4j"));
    }

    private static Path folder(Map<String, String> environment, String variable, Path fallback) {
        String value = environment.getOrDefault(variable, "");
        // The XDG specification says that a relative path is to be ignored.
        return value.isBlank() || !Path.of(value).isAbsolute() ? fallback : Path.of(value);
    }

    /** Installed models. */
    public Path models() {
        return cache.resolve("models");
    }

    /** Hashes of the first pulls of models whose manifests state none; they outlive the models. */
    public Path hashes() {
        return data.resolve("model-hashes");
    }

    /** Cached values of steps. */
    public Path values() {
        return cache.resolve("values");
    }

    /** Records of runs. */
    public Path runs() {
        return data.resolve("runs");
    }

    /** Conversations. */
    public Path sessions() {
        return data.resolve("sessions");
    }

    /** The user's own model manifests. */
    public Path manifests() {
        return data.resolve("manifests");
    }

    /** Registered workflows. */
    public Path workflows() {
        return data.resolve("workflows");
    }

    /** Experts that arrive from elsewhere. */
    public Path plugins() {
        return data.resolve("plugins");
    }

    /** Hashes of code of plugins that a person let in; not among the plugins, so that none lets itself in. */
    public Path allowedPlugins() {
        return data.resolve("allowed-plugins.txt");
    }

    /** Stored pictures and results. */
    public Path artifacts() {
        return data.resolve("artifacts");
    }
}
