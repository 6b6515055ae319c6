package org.eyes4j.vision.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Files of this machine: {@code file:/path}, {@code file:///path}, {@code file:~/path}. */
final class LocalSource implements Source<SourceAddress.Local> {
    private final Path userHome;

    LocalSource(Path userHome) {
        this.userHome = userHome;
    }

    @Override
    public void fetch(SourceAddress.Local address, Wanted wanted, Path part, Transfer transfer) throws IOException {
        Path file = path(address.path());
        if (!file.isAbsolute()) {
            throw new SourceException("expected an absolute path, got `" + address.path() + "`");
        }
        if (!Files.isRegularFile(file)) {
            throw new SourceException(Files.exists(file) ? "is not a file" : "no such file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            transfer.copy(in, part, false, wanted.name(), 0, Files.size(file), wanted.limit());
        } catch (NoSuchFileException e) {
            throw new SourceException("no such file");
        }
    }

    OptionalLong size(SourceAddress.Local address) throws IOException {
        Path file = path(address.path());
        return Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
    }

    private Path path(String text) {
        if (text.startsWith("~/")) {
            return userHome.resolve(text.substring(2));
        }
        return text.startsWith("//") ? Path.of(URI.create("file:" + text)) : Path.of(text);
    }
}
