package org.eyes4j.vision.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eyes4j.config.Home;
import org.eyes4j.config.Settings;
import org.eyes4j.config.model.Licence;
import org.eyes4j.config.model.ModelFile;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.model.SourceFile;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolResult.FailureKind;

/**
 * The models on this machine. A model is installed whole or not at all: files are verified before they are moved into place, a
 * record is written last, and a pull that is killed leaves only beginnings ({@code .part}) that the next one resumes. Safe for
 * many threads and processes on one folder.
 */
public final class ModelStore {
    private final Path folder;
    private final Settings settings;
    private final Surroundings world;
    private final Map<String, Importer> importers;
    private final StoreLocks locks;
    private final Downloads downloads;
    private final Sources sources;
    private final FirstHashes firstHashes;

    /**
     * A store.
     *
     * @param home whose {@link Home#models} holds the models
     * @param importers for manifests whose files are converted
     */
    public ModelStore(Home home, Settings settings, Collection<Importer> importers) {
        this(home.models(), home.hashes(), settings, importers, Surroundings.real());
    }

    /** A store of the user's own folders, with all importers. */
    public static ModelStore of(Home home, Settings settings) {
        return of(home, settings, System.getenv());
    }

    /**
     * The same in an environment of its own.
     *
     * @param environment where npm's settings and proxies are looked up
     */
    public static ModelStore of(Home home, Settings settings, Map<String, String> environment) {
        return new ModelStore(
                home.models(),
                home.hashes(),
                settings,
                List.of(new TfjsGraphs(), new OnnxOutputTensors()),
                Surroundings.of(environment));
    }

    ModelStore(Path folder, Path hashes, Settings settings, Collection<Importer> importers, Surroundings world) {
        this.folder = folder.toAbsolutePath().normalize();
        this.settings = settings;
        this.world = world;
        this.importers = new LinkedHashMap<>();
        importers.forEach(i -> this.importers.put(i.format(), i));
        this.locks = new StoreLocks(settings.network().totalTimeout().plusMinutes(1), world.waiter());
        this.downloads = new Downloads(this.folder.resolve(".downloads"), locks);
        this.sources = new Sources(settings, world, downloads);
        this.firstHashes = new FirstHashes(hashes);
    }

    /**
     * The model, if it is installed as the manifest says. A file that is younger than the record of the installation is hashed
     * again, so that a changed one is not used; {@link #verify} hashes them all.
     */
    public Optional<InstalledModel> installed(ModelManifest manifest) {
        Path place = place(manifest);
        return recorded(manifest)
                .filter(r -> r.files().stream().allMatch(f -> isUnchanged(place, f)))
                .map(r -> new InstalledModel(manifest, place));
    }

    /** The record of the model's installation, if its files are there in their sizes. */
    private Optional<InstallRecord> recorded(ModelManifest manifest) {
        Path place = place(manifest);
        try {
            return InstallRecord.read(place)
                    .filter(r -> r.fingerprint().equals(Installation.fingerprint(manifest, importers)))
                    .filter(r -> r.files().stream().allMatch(f -> hasSize(place.resolve(f.path()), f.size())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * The model, fetched when it is not installed.
     *
     * @throws ModelStoreException with what each source answered, and what to do
     */
    public InstalledModel ensure(ModelManifest manifest, PullListener listener) {
        return ensure(manifest, listener, new Cancellation());
    }

    /** As {@link #ensure(ModelManifest, PullListener)}; ends early with the exception when it is cancelled. */
    public InstalledModel ensure(ModelManifest manifest, PullListener listener, Cancellation cancellation) {
        return installed(manifest).orElseGet(() -> install(manifest, listener, cancellation, false));
    }

    /**
     * Fetches what is missing, and what is there but does not verify.
     *
     * @throws ModelStoreException with what each source answered, and what to do
     */
    public InstalledModel pull(ModelManifest manifest, PullListener listener, Cancellation cancellation) {
        return install(manifest, listener, cancellation, true);
    }

    private InstalledModel install(
            ModelManifest manifest, PullListener listener, Cancellation cancellation, boolean checkAll) {
        Transfer transfer = new Transfer(manifest.name(), listener, cancellation, world.files());
        try {
            Files.createDirectories(folder);
            downloads.clean(Instant.now());
            try (StoreLock lock = lock(manifest.name(), transfer)) {
                Optional<InstalledModel> there = installed(manifest);
                if (there.isPresent() && (!checkAll || faults(manifest).isEmpty())) {
                    return there.get();
                }
                Path place = place(manifest);
                listener.on(new PullEvent.Started(
                        manifest.name(),
                        manifest.title(),
                        terms(manifest.licence()),
                        toFetch(manifest, place, transfer),
                        FetchReason.of(place, Installation.fingerprint(manifest, importers))));
                Files.createDirectories(place);
                long bytes = new Installation(manifest, place, sources, importers, firstHashes, transfer).run();
                listener.on(new PullEvent.Installed(manifest.name(), place, bytes));
                return new InstalledModel(manifest, place);
            }
        } catch (IOException e) {
            throw unavailable(manifest, e);
        }
    }

    private static String terms(Licence licence) {
        return licence + (licence.note().isEmpty() ? "" : ", " + licence.note());
    }

    /** What is not there yet. Sizes that the manifest does not state are asked of the sources, until one does not answer. */
    private List<PullEvent.Part> toFetch(ModelManifest manifest, Path place, Transfer transfer) throws IOException {
        List<PullEvent.Part> parts = new ArrayList<>();
        boolean answers = !settings.offline();
        for (ModelFile file : manifest.files().values()) {
            if (Files.exists(place.resolve(file.path()))) {
                continue;
            }
            for (SourceFile part : file.parts()) {
                long bytes = part.size();
                if (bytes == 0 && answers) {
                    transfer.checkCancelled();
                    try {
                        bytes = sources.size(part).orElse(0);
                    } catch (InterruptedIOException e) {
                        throw e;
                    } catch (IOException | IllegalArgumentException e) {
                        // The download tells why, in full.
                        answers = false;
                    }
                }
                parts.add(new PullEvent.Part(part.path(), bytes));
            }
        }
        return parts;
    }

    private ModelStoreException unavailable(ModelManifest manifest, IOException e) {
        String name = manifest.name();
        String again = "then run `eyes4j models pull " + name + "`";
        if (e instanceof Sources.NotHadException had) {
            String hint;
            if (settings.offline()) {
                hint = "Offline mode is on: turn it off (no --offline, no EYES4J_OFFLINE), " + again
                        + " once; afterwards it works offline.";
            } else if (had.noNpm()) {
                hint =
                        "Set the address of your npm registry once: `export NPM_CONFIG_REGISTRY=ADDRESS` (or install npm), "
                                + again + ".";
            } else if (isOther(name, had.answers())) {
                hint =
                        "The hash that was expected is that of your first pull, kept because the manifest states none. If the file"
                                + " was meant to change, `eyes4j models rm --forget " + name + "` drops it, " + again
                                + ".";
            } else {
                hint = "Check the network and the answers above, " + again + ".";
            }
            return new ModelStoreException(
                    FailureKind.NOT_INSTALLED,
                    "Model `" + name + "` could not be fetched. Its sources answered:",
                    had.answers(),
                    hint);
        }
        String problem = "Model `" + name + "` could not be installed: " + Transfer.reason(e) + ".";
        if (e instanceof SinkException) {
            return new ModelStoreException(
                    FailureKind.UNAVAILABLE,
                    problem,
                    List.of(),
                    "Make room, or set EYES4J_HOME to a folder with room, " + again
                            + "; what was fetched so far is resumed.");
        }
        if (e instanceof InterruptedIOException) {
            return new ModelStoreException(
                    FailureKind.CANCELLED, problem, List.of(), "Run `eyes4j models pull " + name + "` to resume it.");
        }
        return new ModelStoreException(
                FailureKind.UNAVAILABLE,
                problem,
                List.of(),
                "Check that " + folder + " can be written, or set EYES4J_HOME to another folder, " + again + ".");
    }

    /** Whether a source gave another file than the first pull. */
    private boolean isOther(String name, List<String> answers) {
        return firstHashes.all(name).stream()
                .anyMatch(hash -> answers.stream().anyMatch(a -> a.contains("expected " + hash)));
    }

    private ModelStoreException unusable(String problem, Exception e) {
        String reason = e instanceof IOException io ? Transfer.reason(io) : String.valueOf(e.getMessage());
        return new ModelStoreException(
                FailureKind.UNAVAILABLE,
                problem + ": " + reason + ".",
                List.of(),
                "Check the rights of " + folder + ", or set EYES4J_HOME to a folder of your own.");
    }

    /** Every fault of an installed model's files, hashed anew; empty when it is right. */
    public List<String> verify(ModelManifest manifest) {
        if (recorded(manifest).isEmpty()) {
            boolean some = Files.exists(place(manifest));
            return List.of("Model `" + manifest.name() + "` is "
                    + (some ? "not installed whole, or by another manifest" : "not installed")
                    + "; run `eyes4j models pull "
                    + manifest.name() + "`");
        }
        try {
            return faults(manifest);
        } catch (IOException e) {
            throw unusable("Model `" + manifest.name() + "` could not be read", e);
        }
    }

    private List<String> faults(ModelManifest manifest) throws IOException {
        Path place = place(manifest);
        List<String> faults = new ArrayList<>();
        for (InstallRecord.Item file :
                InstallRecord.read(place).map(InstallRecord::files).orElse(List.of())) {
            String found = Hashes.sha256(place.resolve(file.path()));
            if (!found.equals(file.sha256())) {
                faults.add(place.resolve(file.path()) + " has SHA-256 " + found + ", expected " + file.sha256()
                        + "; run `eyes4j models pull " + manifest.name() + "`");
            }
        }
        return faults;
    }

    /** What keeps packages from being fetched from npm's registry; empty when it answered just now. */
    public Optional<String> npmFault() {
        Transfer transfer = new Transfer("npm", PullListener.SILENT, new Cancellation(), world.files());
        try {
            sources.npm().ping(transfer);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Transfer.reason(e));
        }
    }

    /** Everything that is installed, by name and version; also what no manifest speaks of any more. */
    public List<StoredModel> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> places = Files.find(folder, 2, (p, a) -> a.isDirectory() && depth(p) == 2)) {
            List<StoredModel> models = new ArrayList<>();
            for (Path place : places.sorted().toList()) {
                InstallRecord.read(place).ifPresent(r -> models.add(stored(r, place)));
            }
            return models;
        } catch (IOException | UncheckedIOException e) {
            throw unusable(
                    "The models could not be listed",
                    e instanceof UncheckedIOException u ? Objects.requireNonNull(u.getCause()) : e);
        }
    }

    private static StoredModel stored(InstallRecord record, Path place) {
        return new StoredModel(
                record.name(),
                record.version(),
                record.licence(),
                place,
                record.files().stream().mapToLong(InstallRecord.Item::size).sum(),
                record.files().stream()
                        .filter(InstallRecord.Item::trusted)
                        .map(InstallRecord.Item::path)
                        .toList());
    }

    private int depth(Path path) {
        return folder.relativize(path).getNameCount();
    }

    /**
     * Removes a model with all its versions and beginnings, and the archives that were fetched for it alone. Hashes of its first
     * pull, where its manifest states none, are kept: the next pull is held against them until they are {@link #forget forgotten}.
     *
     * @return bytes that were freed; 0 when it was not there
     */
    public long remove(String name, PullListener listener) {
        Path place = folder.resolve(name).normalize();
        if (!folder.equals(place.getParent()) || name.startsWith(".")) {
            throw new IllegalArgumentException("Expected the name of a model, got `" + name + "`");
        }
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        Transfer transfer = new Transfer(name, listener, new Cancellation(), world.files());
        try (StoreLock lock = lock(name, transfer)) {
            keepHashes(place);
            return (Files.isDirectory(place) ? delete(place) : 0) + downloads.forget(transfer);
        } catch (IOException e) {
            throw unusable("Model `" + name + "` could not be removed", e);
        }
    }

    /**
     * Drops the hashes of a model's first pull: the next pull of it is a first one.
     *
     * @return whether there were any
     */
    public boolean forget(String name) {
        Transfer transfer = new Transfer(name, PullListener.SILENT, new Cancellation(), world.files());
        try {
            Files.createDirectories(folder);
            try (StoreLock lock = lock(name, transfer)) {
                return firstHashes.forget(name);
            }
        } catch (IOException e) {
            throw unusable("The hashes of `" + name + "` could not be dropped", e);
        }
    }

    /** Installations of earlier versions have theirs in their own record only. */
    private void keepHashes(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            try (Stream<Path> versions = Files.list(place)) {
                for (Path version : versions.filter(Files::isDirectory).toList()) {
                    Optional<InstallRecord> record = InstallRecord.read(version);
                    if (record.isPresent()) {
                        firstHashes.keep(record.get());
                    }
                }
            }
        }
    }

    private static long delete(Path place) throws IOException {
        long[] bytes = {0};
        // Records go first: a removal that is killed must not leave what looks installed.
        try (Stream<Path> versions = Files.list(place)) {
            for (Path version : versions.toList()) {
                if (Files.isDirectory(version)) {
                    InstallRecord.delete(version);
                }
            }
        }
        Files.walkFileTree(place, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                bytes[0] += attributes.size();
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @org.jspecify.annotations.Nullable IOException fault)
                    throws IOException {
                Files.delete(dir);
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes[0];
    }

    private StoreLock lock(String name, Transfer transfer) throws IOException {
        return locks.take(folder.resolve(".locks").resolve(name + ".lock"), "installing it", transfer);
    }

    private Path place(ModelManifest manifest) {
        return folder.resolve(manifest.name()).resolve(manifest.version());
    }

    private static boolean hasSize(Path file, long size) {
        try {
            return Files.size(file) == size;
        } catch (IOException e) {
            return false;
        }
    }

    /** The record is written after the files: one that is younger was changed, or copied here. */
    private static boolean isUnchanged(Path place, InstallRecord.Item item) {
        Path file = place.resolve(item.path());
        try {
            return Files.getLastModifiedTime(file).compareTo(InstallRecord.written(place)) <= 0
                    || Hashes.sha256(file).equals(item.sha256());
        } catch (IOException e) {
            return false;
        }
    }
}
