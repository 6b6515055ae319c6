package org.eyes4j.app.server.fetch;

import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Which pictures are fetched from addresses that clients give.
 *
 * @param enabled whether any are
 * @param hosts {@code pictures.example.org}, or {@code *.example.org} for all below; {@code *} for every public host
 * @param ports of https
 * @param maxBytes of one picture
 * @param timeout for all of it, redirects included
 * @param redirects most that are followed
 * @param parallel fetches at once; more wait for their turn as long as the timeout
 */
@ConfigurationProperties(prefix = "eyes4j.server.fetch", ignoreUnknownFields = false)
record FetchSettings(
        @DefaultValue("false") boolean enabled,
        @DefaultValue Set<String> hosts,
        @DefaultValue("443") Set<Integer> ports,
        @DefaultValue("32MB") DataSize maxBytes,
        @DefaultValue("20s") Duration timeout,
        @DefaultValue("3") int redirects,
        @DefaultValue("4") int parallel) {

    FetchSettings {
        Set<String> lower = new HashSet<>();
        for (String host : hosts) {
            String name = host.toLowerCase(Locale.ROOT);
            if (!name.matches("\\*|(\\*\\.)?[a-z0-9.-]+")) {
                throw new IllegalArgumentException(
                        "hosts: expected 'pictures.example.org', '*.example.org' or '*', found '" + host + "'");
            }
            lower.add(name);
        }
        hosts = Set.copyOf(lower);
        ports = Set.copyOf(ports);
        if (enabled && hosts.isEmpty()) {
            throw new IllegalArgumentException(
                    "hosts: name those that pictures may be fetched from ('*' for every public "
                            + "host), since eyes4j.server.fetch.enabled is true");
        }
        if (maxBytes.toBytes() < 1 || maxBytes.toBytes() > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("max-bytes: expected 1 B to 2 GB, found " + maxBytes);
        }
        if (timeout.isNegative() || timeout.isZero() || redirects < 0 || parallel < 1) {
            throw new IllegalArgumentException("expected a timeout, 0 or more redirects, 1 or more at once, found "
                    + timeout + ", " + redirects + " and " + parallel);
        }
    }

    boolean allows(String host) {
        return hosts.stream()
                .anyMatch(
                        h -> h.equals("*") || h.equals(host) || (h.startsWith("*.") && host.endsWith(h.substring(1))));
    }
}
