package org.eyes4j.vision.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.eyes4j.vision.hub.HubFiles;

/** A folder of this machine. */
final class FolderRepository implements Repository {
    private final Path folder;
    private final HubFiles files;

    FolderRepository(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        this.files = HubFiles.in(this.folder);
    }

    @Override
    public String title() {
        return folder.toString();
    }

    @Override
    public String shortName() {
        Path name = folder.getFileName();
        return name == null ? "model" : name.toString();
    }

    @Override
    public String licence() {
        return "";
    }

    @Override
    public String version() {
        return "local";
    }

    @Override
    public Optional<Entry> find(String path) {
        return files.find(path).map(file -> new Entry(file.toFile().length(), Optional.empty()));
    }

    @Override
    public String source(String path) {
        return "file:" + files.need(path);
    }

    @Override
    public boolean fetch(String path, Path to) {
        Optional<Path> file = files.find(path);
        if (file.isEmpty()) {
            return false;
        }
        try {
            Path copy = to.resolve(path);
            Files.createDirectories(copy.toAbsolutePath().getParent());
            Files.copy(file.get(), copy, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
