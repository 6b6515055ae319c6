package org.eyes4j.app.server.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.eyes4j.app.service.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may ask, and from where.
 *
 * @param open whether others than this machine may ask without a key; only with it does a server without keys listen elsewhere
 *     than on loopback
 * @param keys API keys; none (and no JWT) means that whoever reaches the server may do everything
 * @param hosts names besides localhost under which the server may be asked; IP addresses are always taken
 * @param origins pages of other origins that may ask, as {@code https://example.org}
 */
@ConfigurationProperties(prefix = "eyes4j.server.security", ignoreUnknownFields = false)
record SecuritySettings(
        @DefaultValue("false") boolean open,
        @DefaultValue List<Key> keys,
        @DefaultValue Set<String> hosts,
        @DefaultValue Set<String> origins) {

    /**
     * An API key.
     *
     * @param name whose it is; what is made with it belongs to the name
     * @param hash of the key, as {@code eyes4j serve --new-key} prints it
     * @param hashFile a file that holds the hash, instead
     * @param scopes read, call (which includes read), admin (which includes both)
     */
    record Key(
            String name,
            @Nullable String hash,
            @Nullable Path hashFile,
            @DefaultValue("read") Set<Caller.Scope> scopes) {
        Key {
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}") || name.equals(Caller.LOCAL.name())) {
                throw new IllegalArgumentException("name: expected 1 to 64 letters, digits, '.', '_', '-' (and not "
                        + "'local'), found '" + name + "'");
            }
            if ((hash == null) == (hashFile == null)) {
                throw new IllegalArgumentException("key '" + name
                        + "': expected either hash or hash-file; `eyes4j serve --new-key " + name + "` makes one");
            }
            hash = hash == null ? read(name, hashFile) : hash;
            if (!ApiKey.isHash(hash)) {
                throw new IllegalArgumentException("key '" + name + "': hash: expected 'sha256:' and 64 hexadecimal "
                        + "digits, as `eyes4j serve --new-key " + name + "` prints; never the key itself");
            }
            scopes = Set.copyOf(scopes);
        }

        private static String read(String name, @Nullable Path file) {
            try {
                return file == null ? "" : Files.readString(file).strip();
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        "key '" + name + "': hash-file: '" + file + "' cannot be read: " + e.getMessage());
            }
        }

        Caller caller() {
            return new Caller(name, withImplied(scopes));
        }
    }

    SecuritySettings {
        keys = List.copyOf(keys);
        Set<String> names = new HashSet<>();
        for (Key key : keys) {
            if (!names.add(key.name())) {
                throw new IllegalArgumentException("keys: two keys are called '" + key.name() + "'");
            }
        }
        hosts = lower(hosts);
        origins = lower(origins);
        for (String origin : origins) {
            if (!origin.matches("https?://[^/\\s]+")) {
                throw new IllegalArgumentException(
                        "origins: expected 'https://host' or 'https://host:port', found '" + origin + "'");
            }
        }
    }

    private static Set<String> lower(Set<String> names) {
        Set<String> lower = new TreeSet<>();
        names.forEach(n -> lower.add(n.toLowerCase(Locale.ROOT)));
        return Set.copyOf(lower);
    }

    /** Scopes with those they include. */
    static Set<Caller.Scope> withImplied(Set<Caller.Scope> scopes) {
        Set<Caller.Scope> all = new HashSet<>(scopes);
        if (all.contains(Caller.Scope.ADMIN)) {
            all.add(Caller.Scope.CALL);
        }
        if (all.contains(Caller.Scope.CALL)) {
            all.add(Caller.Scope.READ);
        }
        return all;
    }
}
