package org.eyes4j.vision.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eyes4j.config.model.ModelFile;
import org.eyes4j.config.model.ModelImport;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.model.SourceFile;

/** Installs one model into its folder. The caller holds the model's lock. For one use. */
final class Installation {
    private final ModelManifest manifest;
    private final Path folder;
    private final Sources sources;
    private final Map<String, Importer> importers;
    private final FirstHashes firstHashes;
    private final Transfer transfer;
    private final Optional<InstallRecord> before;

    Installation(
            ModelManifest manifest,
            Path folder,
            Sources sources,
            Map<String, Importer> importers,
            FirstHashes firstHashes,
            Transfer transfer)
            throws IOException {
        this.manifest = manifest;
        this.folder = folder;
        this.sources = sources;
        this.importers = importers;
        this.firstHashes = firstHashes;
        this.transfer = transfer;
        this.before = InstallRecord.read(folder);
    }

    /** What must be equal for an installed model to be the manifest's; where files come from does not matter. */
    static String fingerprint(ModelManifest manifest, Map<String, Importer> importers) {
        return Hashes.sha256(manifest.files().entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue().path() + " "
                        + e.getValue().parts().stream()
                                .map(p -> p.path() + " " + p.size() + " " + p.sha256())
                                .collect(Collectors.joining(","))
                        + e.getValue()
                                .conversion()
                                .map(c -> " " + c + " " + version(importers, c.format()))
                                .orElse(""))
                .collect(Collectors.joining("\n")));
    }

    private static int version(Map<String, Importer> importers, String format) {
        Importer importer = importers.get(format);
        return importer == null ? 0 : importer.version();
    }

    long run() throws IOException {
        List<InstallRecord.Item> items = new ArrayList<>();
        for (ModelFile file : manifest.files().values()) {
            items.add(
                    file.conversion().isPresent()
                            ? imported(file, file.conversion().get())
                            : plain(file));
        }
        new InstallRecord(
                        manifest.name(),
                        manifest.version(),
                        manifest.licence().spdx(),
                        fingerprint(manifest, importers),
                        items)
                .write(folder);
        removeWhatWasDropped(items);
        return items.stream().mapToLong(InstallRecord.Item::size).sum();
    }

    /** An earlier manifest may have had files that this one has not. */
    private void removeWhatWasDropped(List<InstallRecord.Item> items) throws IOException {
        for (InstallRecord.Item old : before.map(InstallRecord::files).orElse(List.of())) {
            Path file = folder.resolve(old.path()).normalize();
            if (file.startsWith(folder)
                    && items.stream().noneMatch(i -> i.path().equals(old.path()))) {
                Files.deleteIfExists(file);
            }
        }
    }

    private InstallRecord.Item plain(ModelFile file) throws IOException {
        return fetched(file.parts().get(0));
    }

    private InstallRecord.Item imported(ModelFile file, ModelImport conversion) throws IOException {
        Path target = folder.resolve(file.path());
        boolean same = before.map(b -> b.fingerprint().equals(fingerprint(manifest, importers)))
                .orElse(false);
        Optional<InstallRecord.Item> known = before.flatMap(b -> b.item(file.path()));
        if (same
                && known.isPresent()
                && Files.exists(target)
                && known.get().sha256().equals(Hashes.sha256(target))) {
            return known.get();
        }
        Importer importer = importers.get(conversion.format());
        if (importer == null) {
            throw new IOException("no importer for `" + conversion.format() + "` is part of this program, only "
                    + importers.keySet());
        }
        List<InstallRecord.Item> parts = new ArrayList<>();
        for (SourceFile part : file.parts()) {
            parts.add(fetched(part));
        }
        transfer.listener().on(new PullEvent.Importing(manifest.name(), file.path(), conversion.format()));
        Path made = folder.resolve(file.path() + ".part");
        Files.deleteIfExists(made);
        Files.createDirectories(parent(target));
        try {
            importer.convert(folder.resolve(conversion.main()), conversion.cut(), made);
        } catch (IOException e) {
            Files.deleteIfExists(made);
            throw new IOException(
                    file.path() + " could not be imported from " + conversion.main() + ": " + Transfer.reason(e), e);
        }
        InstallRecord.Item item = new InstallRecord.Item(
                file.path(),
                Files.size(made),
                Hashes.sha256(made),
                conversion.format() + " of " + conversion.main(),
                parts.stream().anyMatch(InstallRecord.Item::trusted));
        move(made, target);
        for (SourceFile part : file.parts()) {
            Files.deleteIfExists(folder.resolve(part.path()));
        }
        removeEmptyFolders(file);
        return item;
    }

    /** A file as it is in its place, fetched when it is not there or not right. */
    private InstallRecord.Item fetched(SourceFile file) throws IOException {
        Path target = folder.resolve(file.path()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("the path " + file.path() + " leads out of the model's folder");
        }
        Optional<InstallRecord.Item> known = before.flatMap(b -> b.item(file.path()));
        boolean trusted = file.sha256().isEmpty();
        Optional<String> first =
                trusted ? firstHashes.find(manifest.name(), manifest.version(), file.path()) : Optional.empty();
        Optional<String> expected = file.sha256().or(() -> first).or(() -> known.map(InstallRecord.Item::sha256));
        if (expected.isPresent()
                && Files.isRegularFile(target)
                && expected.get().equals(Hashes.sha256(target))) {
            keep(trusted, file, expected.get());
            String source = known.map(InstallRecord.Item::source).orElse("an earlier pull");
            return new InstallRecord.Item(file.path(), Files.size(target), expected.get(), source, trusted);
        }
        Files.createDirectories(parent(target));
        Path part = target.resolveSibling(target.getFileName() + ".part");
        String source = sources.fetch(file, expected, part, transfer);
        String hash = Hashes.sha256(part);
        if (trusted && expected.isEmpty()) {
            transfer.warn(
                    "The manifest states no hash of " + file.path() + "; this first one is trusted and kept: " + hash);
        }
        keep(trusted, file, hash);
        InstallRecord.Item item = new InstallRecord.Item(file.path(), Files.size(part), hash, source, trusted);
        move(part, target);
        new PartFile(part).forget();
        return item;
    }

    private void keep(boolean trusted, SourceFile file, String hash) throws IOException {
        if (trusted) {
            firstHashes.keep(manifest.name(), manifest.version(), file.path(), hash);
        }
    }

    private static Path parent(Path file) {
        return new PartFile(file).folder();
    }

    private void removeEmptyFolders(ModelFile file) throws IOException {
        for (SourceFile part : file.parts()) {
            Path parent = parent(folder.resolve(part.path()));
            String[] left = parent.toFile().list();
            if (!parent.equals(folder) && left != null && left.length == 0) {
                Files.delete(parent);
            }
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
