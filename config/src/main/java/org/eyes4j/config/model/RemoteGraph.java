package org.eyes4j.config.model;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A graph that a server of the Open Inference Protocol (version 2 of KServe's; Triton, OpenVINO Model Server and MLServer speak it
 * too) runs in place of a file.
 *
 * @param path where the file would lie in the model's folder; families that read a hub's layout look for graphs by it
 * @param url the server's address: scheme {@code http} or {@code https}, host and port, perhaps a path before {@code /v2}
 * @param protocol how it is spoken to
 * @param model what the server calls the graph
 * @param version which of its versions; empty leaves the choice to the server
 * @param names what the server calls inputs and outputs, where that differs, by the names of the family
 * @param access with what right, and whom to trust
 * @param limits on time, tries and sizes
 */
public record RemoteGraph(
        String path,
        URI url,
        Protocol protocol,
        String model,
        String version,
        Map<String, String> names,
        Access access,
        Limits limits) {
    /** How a server is spoken to. */
    public enum Protocol {
        HTTP,
        GRPC;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * With what right a server is asked, and whom to trust.
     *
     * @param tokenVariable the environment variable that holds a bearer token; empty where none is sent
     * @param headers further headers: by name the environment variable that holds the value
     * @param ca a PEM file of certificates that are trusted in place of Java's own; empty for those
     */
    public record Access(String tokenVariable, Map<String, String> headers, Optional<String> ca) {
        /** Nothing is sent, Java's own authorities are trusted. */
        public static final Access NONE = new Access("", Map.of(), Optional.empty());

        public Access {
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        }

        /** Whether something secret is sent. */
        public boolean isSecret() {
            return !tokenVariable.isEmpty() || !headers.isEmpty();
        }
    }

    /**
     * What a server may use.
     *
     * @param timeout longest a run takes, all tries together
     * @param retries tries after the first, where it did not answer or asked to come back
     * @param concurrency most runs at the same time; further ones wait for their turn
     * @param maxAnswer bytes of one answer
     */
    public record Limits(Duration timeout, int retries, int concurrency, long maxAnswer) {
        /** A minute, two more tries, eight at a time, 256 MiB. */
        public static final Limits DEFAULT = new Limits(Duration.ofMinutes(1), 2, 8, 256L << 20);

        public Limits {
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("Expected a timeout above 0, got " + timeout);
            }
            if (retries < 0 || retries > 10) {
                throw new IllegalArgumentException("Expected 0 to 10 retries, got " + retries);
            }
            if (concurrency < 1) {
                throw new IllegalArgumentException("Expected a concurrency of at least 1, got " + concurrency);
            }
            if (maxAnswer < 1 || maxAnswer > Integer.MAX_VALUE - 64) {
                throw new IllegalArgumentException("Expected max_answer of at most 2047 MiB, got " + maxAnswer);
            }
        }
    }

    public RemoteGraph {
        names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
        List<String> schemes = List.of("http", "https");
        if (!schemes.contains(String.valueOf(url.getScheme()))
                || url.getHost() == null
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null) {
            throw new IllegalArgumentException("Expected an address as http://HOST:PORT or https://HOST:PORT, without a"
                    + " user, a query or a fragment (`token` names the variable of a secret), got "
                    + url.getScheme() + "://" + url.getHost());
        }
        if (access.isSecret() && url.getScheme().equals("http") && !isLoopback(url)) {
            throw new IllegalArgumentException(
                    "A secret is only sent over https (or to this machine itself), got the address " + url);
        }
        if (names.values().stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException("Expected each name of the server once in `names`, got " + names);
        }
    }

    private static boolean isLoopback(URI url) {
        return org.eyes4j.config.network.Loopback.is(url);
    }

    /** The same graph at another place of a model's folder. */
    public RemoteGraph at(String otherPath) {
        return new RemoteGraph(otherPath, url, protocol, model, version, names, access, limits);
    }
}
