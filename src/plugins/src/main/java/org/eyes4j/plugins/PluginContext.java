package org.eyes4j.plugins;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a loader may know and use.
 *
 * @param environment where credentials are looked up, usually {@code System.getenv()}; a manifest names the variable, never
 *     the secret
 * @param offline whether nothing outside this machine is asked
 * @param allowed hashes (SHA-256, lower-case hex) of code that the operator lets in
 * @param cache a folder for what can be made again
 * @param patience how long loading may wait for something outside
 * @param notes told what a person should know
 */
public record PluginContext(
        Map<String, String> environment,
        boolean offline,
        Set<String> allowed,
        Path cache,
        Duration patience,
        Consumer<String> notes) {
    public PluginContext {
        environment = Map.copyOf(environment);
        allowed = Set.copyOf(allowed);
    }

    /** A credential by the variable's name. */
    public Optional<String> secret(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(v -> !v.isBlank());
    }
}
