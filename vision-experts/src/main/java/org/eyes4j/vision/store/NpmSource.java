package org.eyes4j.vision.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.config.Settings;

/**
 * Single files of npm packages, from the registry that the user's npm is set up with. The package's archive is verified
 * against the registry's {@code dist.integrity} and kept for a while, since several models may be in one. Thread-safe.
 */
final class NpmSource implements Source<SourceAddress.Npm> {
    private static final int MAX_METADATA = 64 << 20;
    private static final String SHA_512 = "sha512-";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final NpmConfig config;
    private final HttpFetcher http;
    private final Downloads downloads;
    private final Settings settings;

    NpmSource(NpmConfig config, HttpFetcher http, Downloads downloads, Settings settings) {
        this.config = config;
        this.http = http;
        this.downloads = downloads;
        this.settings = settings;
    }

    @Override
    public void fetch(SourceAddress.Npm address, Wanted wanted, Path part, Transfer transfer) throws IOException {
        Path archive = downloads.archive(
                "npm-" + address.name().replace('/', '+') + "-" + address.version() + ".tgz",
                transfer,
                target -> download(address, target, transfer));
        boolean found = TarReader.find(archive, address.path(), (in, size) -> {
            if (size > wanted.limit()) {
                throw new SourceException("holds a file of " + size + " bytes, expected at most " + wanted.limit());
            }
            transfer.copy(in, part, false, wanted.name(), 0, size, wanted.limit());
        });
        if (!found) {
            throw new SourceException(
                    "the package " + address.name() + "@" + address.version() + " has no file " + address.path());
        }
    }

    /**
     * Asks the registry for a sign of life; any answer of an npm registry is one.
     *
     * @throws SourceException if npm is not set up here, or the registry does not answer
     */
    void ping(Transfer transfer) throws IOException {
        if (settings.offline()) {
            throw new SourceException.Offline();
        }
        NpmConfig.Registry registry = config.registry("npm").orElseThrow(SourceException.NoNpm::new);
        try {
            http.fetchText(
                    registry.address().resolve("-/ping"), registry::authorization, "*/*", MAX_METADATA, transfer);
        } catch (SourceException e) {
            // Not every registry knows the question; that it says so is an answer.
            if (!String.valueOf(e.getMessage()).matches(".* answered (404|405|501).*")) {
                throw e;
            }
        }
    }

    private void download(SourceAddress.Npm address, Path target, Transfer transfer) throws IOException {
        if (settings.offline()) {
            throw new SourceException.Offline();
        }
        NpmConfig.Registry registry = config.registry(address.name()).orElseThrow(SourceException.NoNpm::new);
        JsonNode dist = metadata(registry, address, transfer).path("dist");
        String integrity = integrity(dist, address);
        SourceException failure = null;
        for (URI tarball : tarballs(dist, registry, address)) {
            try {
                Wanted wanted = new Wanted(
                        target.getFileName().toString().replace(".part", ""),
                        0,
                        Optional.empty(),
                        settings.network().maxFile());
                http.fetch(tarball, registry::authorization, wanted, target, transfer);
                verify(target, integrity);
                return;
            } catch (SourceException e) {
                failure = failure == null ? e : new SourceException(failure.getMessage() + "; " + e.getMessage());
            }
        }
        throw failure == null ? new SourceException("names no archive of the package") : failure;
    }

    private JsonNode metadata(NpmConfig.Registry registry, SourceAddress.Npm address, Transfer transfer)
            throws IOException {
        String name = address.name().replace("/", "%2f");
        try {
            return json(http.fetchText(
                    registry.address().resolve(name + "/" + address.version()),
                    registry::authorization,
                    "application/json",
                    MAX_METADATA,
                    transfer));
        } catch (SourceException e) {
            if (!String.valueOf(e.getMessage()).matches(".* answered (404|405|501).*")) {
                throw e;
            }
        }
        // Some registries only answer for the package as a whole.
        JsonNode whole = json(http.fetchText(
                registry.address().resolve(name),
                registry::authorization,
                "application/vnd.npm.install-v1+json, application/json",
                MAX_METADATA,
                transfer));
        JsonNode version = whole.path("versions").path(address.version());
        if (version.isMissingNode()) {
            throw new SourceException(WebAddresses.shown(registry.address()) + " has no version " + address.version()
                    + " of " + address.name());
        }
        return version;
    }

    private static JsonNode json(byte[] bytes) throws IOException {
        try {
            return MAPPER.readTree(new String(bytes, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new SourceException("answered with something that is no JSON");
        }
    }

    private static String integrity(JsonNode dist, SourceAddress.Npm address) throws SourceException {
        return Arrays.stream(dist.path("integrity").asText("").split("\\s+"))
                .filter(i -> i.startsWith(SHA_512))
                .findFirst()
                .orElseThrow(() -> new SourceException("states no sha512 integrity for " + address.name() + "@"
                        + address.version() + ", so that its archive could not be verified"));
    }

    /** Where the registry says the archive is; and, for a mirror that repeats another one's addresses, where it would be. */
    private static Set<URI> tarballs(JsonNode dist, NpmConfig.Registry registry, SourceAddress.Npm address)
            throws SourceException {
        Set<URI> addresses = new LinkedHashSet<>();
        try {
            String stated = dist.path("tarball").asText("");
            if (!stated.isEmpty()) {
                addresses.add(URI.create(stated));
            }
        } catch (IllegalArgumentException e) {
            throw new SourceException("names an archive with something that is no address");
        }
        String plain = address.name().substring(address.name().indexOf('/') + 1);
        addresses.add(registry.address().resolve(address.name() + "/-/" + plain + "-" + address.version() + ".tgz"));
        return addresses;
    }

    private static void verify(Path archive, String integrity) throws IOException {
        String found = SHA_512 + Base64.getEncoder().encodeToString(Hashes.of(archive, "SHA-512"));
        if (!found.equals(integrity.replaceFirst("\\?.*", ""))) {
            Files.deleteIfExists(archive);
            throw new SourceException("sent an archive with " + found + ", expected " + integrity);
        }
    }
}
