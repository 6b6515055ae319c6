package org.eyes4j.vision.store;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A file that is not whole yet, and beside it a note of what it is the beginning of: the address, without what may be secret,
 * and the server's validator.
 */
record PartFile(Path file) {
    /** What a beginning is of. */
    record Origin(String address, String etag) {}

    Path folder() {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
    }

    long size() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /**
     * Bytes that need not be fetched again; 0 when the beginning is of something else, or cannot be told from it.
     *
     * @param verified whether the whole is checked against a hash in the end
     */
    long resumable(URI address, boolean verified) throws IOException {
        Origin origin = origin();
        boolean same = origin.address().equals(WebAddresses.shown(address));
        return same && (verified || !origin.etag().isEmpty()) ? size() : 0;
    }

    Origin origin() throws IOException {
        List<String> lines =
                Files.exists(note()) && Files.size(note()) < 10_000 ? Files.readAllLines(note()) : List.of();
        return lines.size() < 2 ? new Origin("", "") : new Origin(lines.get(0), lines.get(1));
    }

    void note(URI address, String etag) throws IOException {
        String shortTag = etag.length() > 1000 || etag.contains("\n") ? "" : etag;
        try {
            Files.write(
                    note(), (WebAddresses.shown(address) + "\n" + shortTag + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new SinkException(note() + " could not be written: " + Transfer.reason(e), e);
        }
    }

    /** Removes the note; the file has become something whole. */
    void forget() throws IOException {
        Files.deleteIfExists(note());
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
        forget();
    }

    private Path note() {
        return file.resolveSibling(file.getFileName() + ".from");
    }
}
