package org.eyes4j.config.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The proxy that {@code HTTPS_PROXY} and {@code NO_PROXY} name, else the one that Java is set up with. Thread-safe. */
public final class EnvironmentProxy extends ProxySelector {
    private final Map<String, String> environment;

    /** @param environment usually {@code System.getenv()} */
    public EnvironmentProxy(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public List<Proxy> select(URI uri) {
        String proxy = either("HTTPS_PROXY");
        if (Loopback.is(uri) || (!proxy.isBlank() && excluded(String.valueOf(uri.getHost())))) {
            return List.of(Proxy.NO_PROXY);
        }
        if (!proxy.isBlank()) {
            URI address = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
            int port = address.getPort() < 0 ? 80 : address.getPort();
            return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(address.getHost(), port)));
        }
        ProxySelector usual = ProxySelector.getDefault();
        return usual == null ? List.of(Proxy.NO_PROXY) : usual.select(uri);
    }

    private boolean excluded(String host) {
        return Arrays.stream(either("NO_PROXY").toLowerCase(Locale.ROOT).split(","))
                .map(String::trim)
                .filter(s -> !s.isEmpty())
                .map(s -> s.startsWith(".") ? s.substring(1) : s)
                .anyMatch(s -> s.equals("*")
                        || host.toLowerCase(Locale.ROOT).equals(s)
                        || host.toLowerCase(Locale.ROOT).endsWith("." + s));
    }

    private String either(String name) {
        return environment.getOrDefault(name, environment.getOrDefault(name.toLowerCase(Locale.ROOT), ""));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException fault) {
        // The request itself fails and tells.
    }
}
