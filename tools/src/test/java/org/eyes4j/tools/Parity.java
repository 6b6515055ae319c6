package org.eyes4j.tools;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Recorded results of reference implementations: the small part kept in the repository, and the whole folder where there is one
 * (property {@code parity.dir}, or {@code ../shared/parity} beside the repository).
 */
public final class Parity {
    private Parity() {}

    /** The folders of one family that exist here; at least the one in the repository. */
    public static Stream<Path> folders(String family) {
        return Stream.of(kept(family), whole().resolve(family)).filter(Files::isDirectory);
    }

    private static Path kept(String family) {
        URL url = Parity.class.getResource("/parity/" + family);
        if (url == null) {
            throw new IllegalStateException("No test resource /parity/" + family);
        }
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path whole() {
        String given = System.getProperty("parity.dir", "");
        return given.isEmpty()
                ? Path.of(System.getProperty("repository.root", "."), "..", "shared", "parity")
                        .normalize()
                : Path.of(given);
    }
}
