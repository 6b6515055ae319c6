package org.eyes4j.vision.store;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Files behind addresses, and those of a model hub ({@code resolve/REVISION/PATH}). */
final class WebSource implements Source<SourceAddress.Web> {
    private final HttpFetcher http;
    private final URI hub;
    private final String token;

    /**
     * A source.
     *
     * @param hub the hub's address by the settings
     * @param environment {@code HF_ENDPOINT} and {@code HF_TOKEN} have precedence and are the hub's own names
     */
    WebSource(HttpFetcher http, String hub, Map<String, String> environment) {
        this.http = http;
        String endpoint = environment.getOrDefault("HF_ENDPOINT", "");
        this.hub = URI.create((endpoint.isBlank() ? hub : endpoint).replaceFirst("/+$", ""));
        this.token = environment.getOrDefault("HF_TOKEN", "");
    }

    @Override
    public void fetch(SourceAddress.Web address, Wanted wanted, Path part, Transfer transfer) throws IOException {
        http.fetch(address.uri(), uri -> Optional.empty(), wanted, part, transfer);
    }

    void fetchHub(SourceAddress.Hub address, Wanted wanted, Path part, Transfer transfer) throws IOException {
        URI uri = hubAddress(address);
        http.fetch(uri, this::token, wanted, part, transfer);
    }

    /** What the hub's API says of a repository, as JSON. */
    byte[] listing(String repository, String revision, int limit, Transfer transfer) throws IOException {
        URI uri = URI.create(hub + "/api/models/" + repository + "/revision/" + revision + "?blobs=true");
        return http.fetchText(uri, this::token, "application/json", limit, transfer);
    }

    boolean exists(SourceAddress.Hub address) throws IOException {
        return http.exists(hubAddress(address), this::token);
    }

    boolean exists(SourceAddress.Web address) throws IOException {
        return http.exists(address.uri(), uri -> Optional.empty());
    }

    OptionalLong size(SourceAddress.Hub address) throws IOException {
        return http.size(hubAddress(address), this::token);
    }

    OptionalLong size(SourceAddress.Web address) throws IOException {
        return http.size(address.uri(), uri -> Optional.empty());
    }

    /** The token is the hub's: it never follows a redirect to where the hub keeps its files. */
    private Optional<String> token(URI to) {
        return token.isBlank() || !WebAddresses.sameOrigin(to, hub) ? Optional.empty() : Optional.of("Bearer " + token);
    }

    private URI hubAddress(SourceAddress.Hub address) throws SourceException {
        try {
            String path = "/" + address.repository() + "/resolve/" + address.revision() + "/" + address.path();
            return URI.create(hub + new URI(null, null, path, null).getRawPath());
        } catch (URISyntaxException e) {
            throw new SourceException("is no address: " + e.getMessage());
        }
    }
}
