package org.eyes4j.config.language;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.eyes4j.config.language.LanguageModelSettings.Provider;

/** Addresses of endpoints and the variables in which vendors have people keep them and their keys. */
final class Endpoints {
    private Endpoints() {}

    /** What the settings give, else what the environment gives, else the maker's own; without a trailing slash. */
    static String address(Provider provider, String given, Map<String, String> environment) {
        String wished = given.isEmpty() ? fromEnvironment(provider, environment) : given;
        String address = (wished.isEmpty() ? provider.address() : wished).replaceAll("/+$", "");
        // Anthropic's own libraries take the address without the version.
        return provider == Provider.ANTHROPIC && address.matches("https?://[^/]+") ? address + "/v1" : address;
    }

    private static String fromEnvironment(Provider provider, Map<String, String> environment) {
        return switch (provider) {
            case OPENAI -> environment.getOrDefault("OPENAI_BASE_URL", "").strip();
            case ANTHROPIC -> environment.getOrDefault("ANTHROPIC_BASE_URL", "").strip();
            case OLLAMA ->
                ollamaHost(environment.getOrDefault("OLLAMA_HOST", "").strip());
            case GGUF -> "";
        };
    }

    /** {@code OLLAMA_HOST} may be a bare host, may lack the port, and may name where a server listens. */
    private static String ollamaHost(String host) {
        if (host.isEmpty()) {
            return "";
        }
        String address = host.contains("://") ? host : "http://" + host;
        String reachable = address.replace("://0.0.0.0", "://127.0.0.1");
        return reachable.matches("http://[^/:]+/?") ? reachable.replaceAll("/+$", "") + ":11434" : reachable;
    }

    static String keyVariable(Provider provider) {
        return switch (provider) {
            case OPENAI -> "OPENAI_API_KEY";
            case ANTHROPIC -> "ANTHROPIC_API_KEY";
            case OLLAMA, GGUF -> "";
        };
    }

    static boolean isSound(String address) {
        try {
            URI uri = new URI(address);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
