package org.eyes4j.vision.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eyes4j.config.model.ManifestReader;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.yaml.YamlDocument;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.hub.HubLayout;
import org.eyes4j.vision.store.RepositoryReader;

/**
 * Writes the manifest of a model that nobody wrote one for: looks into a repository of a hub, a folder or an address, tells
 * the family from its own files, and chooses the files that the family runs on. Nothing is installed by it. Thread-safe.
 */
public final class ModelIntake {
    private static final List<String> FOLDERS = List.of("onnx/", "");

    private final RepositoryReader reader;

    /**
     * A manifest for a repository.
     *
     * @param manifest as it was read back
     * @param yaml as it may be kept
     * @param notes what a person should know
     */
    public record Draft(ModelManifest manifest, String yaml, List<String> notes) {
        public Draft {
            notes = List.copyOf(notes);
        }

        /** The same model for fewer capabilities: what a graph cannot do shows only when it is run. */
        public Draft serving(List<String> capabilities) {
            String fewer = yaml.replaceFirst(
                    "(?m)^capabilities: .*$", "capabilities: [" + String.join(", ", capabilities) + "]");
            return new Draft(new ManifestReader().read(YamlDocument.parse(fewer, manifest.name())), fewer, notes);
        }
    }

    /** A graph and where it was found. */
    private record Graph(String path, Repository.Entry entry) {}

    public ModelIntake(RepositoryReader reader) {
        this.reader = reader;
    }

    /**
     * Looks into a source and writes its manifest.
     *
     * @param source {@code OWNER/NAME}, {@code hub:OWNER/NAME[@REVISION]}, a folder, or an address
     * @param name of the model; empty to name it after the source
     * @param variant of the graphs, as {@code quantized}; empty for the plain ones
     * @throws HubException saying why the source is not recognised: which file, what was expected, what was found
     * @throws org.eyes4j.vision.store.ModelStoreException if it cannot be looked into
     */
    public Draft draft(String source, String name, String variant) {
        Optional<Path> single = GridIntake.graph(source);
        if (single.isPresent()) {
            return grid(single.get(), name);
        }
        Repository repository = open(source);
        Path folder = temporary();
        try {
            List<String> settings = new ArrayList<>();
            for (String path : HubLayout.SETTINGS) {
                if (repository.fetch(path, folder)) {
                    settings.add(path);
                }
            }
            if (!settings.contains("tokenizer.json")) {
                for (String path : HubLayout.OLDER_TOKENIZER) {
                    if (repository.fetch(path, folder)) {
                        settings.add(path);
                    }
                }
            }
            if (!settings.contains("config.json")) {
                throw new HubException(repository.title()
                        + " has no config.json, which every repository of a known family has; a single graph needs a manifest"
                        + " of your own (see CONTRIBUTING.md, Adding an expert)"
                        + (settings.isEmpty()
                                ? ". None of the files that were looked for is there: check the name"
                                : ""));
            }
            HubFiles files = HubFiles.of(repository.title(), byPath(folder, settings));
            HubFamily family = HubFamily.of(files);
            HubLayout layout = HubLayout.of(family);
            Map<String, Graph> found = new LinkedHashMap<>();
            Set<String> chosen =
                    layout.choose(repository.title(), family, graph -> find(repository, graph, variant, found));
            List<String> notes = new ArrayList<>();
            String yaml = yaml(
                    repository, family, layout, modelName(name, repository), folder, settings, chosen, found, notes);
            ModelManifest manifest = new ManifestReader().read(YamlDocument.parse(yaml, repository.title()));
            return new Draft(manifest, yaml, notes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(folder);
        }
    }

    private static Draft grid(Path graph, String name) {
        List<String> notes = new ArrayList<>();
        try {
            String own = String.valueOf(graph.getFileName()).replaceFirst("\\.onnx$", "");
            String yaml = GridIntake.yaml(graph, modelName(name.isEmpty() ? own : name), notes);
            return new Draft(new ManifestReader().read(YamlDocument.parse(yaml, graph.toString())), yaml, notes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Repository open(String source) {
        String text = source.strip();
        if (text.startsWith("https://") || text.startsWith("http://")) {
            return RemoteRepository.web(reader, address(text));
        }
        boolean named = text.startsWith("hub:");
        String repository = named ? text.substring(4) : text;
        Path folder = Path.of(repository.startsWith("file:") ? repository.substring(5) : repository);
        if (!named && Files.isDirectory(folder)) {
            return new FolderRepository(folder);
        }
        String[] parts = repository.split("@", 2);
        if (parts[0].matches("[\\w.-]+/[\\w.-]+")) {
            return RemoteRepository.hub(reader, parts[0], parts.length > 1 ? parts[1] : "main");
        }
        throw new HubException(
                "Expected a hub's repository as OWNER/NAME, a folder that exists, or an https address, got `" + source
                        + "`");
    }

    private static URI address(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new HubException("Expected an address, got `" + text + "`: " + e.getMessage(), e);
        }
    }

    private static boolean find(Repository repository, String graph, String variant, Map<String, Graph> found) {
        for (String folder : FOLDERS) {
            String path = folder + graph + (variant.isEmpty() ? "" : "_" + variant) + ".onnx";
            Optional<Repository.Entry> entry = repository.find(path);
            if (entry.isPresent()) {
                found.put(graph, new Graph(path, entry.get()));
                return true;
            }
        }
        return false;
    }

    private static String yaml(
            Repository repository,
            HubFamily family,
            HubLayout layout,
            String name,
            Path folder,
            List<String> settings,
            Set<String> chosen,
            Map<String, Graph> found,
            List<String> notes)
            throws IOException {
        ManifestWriter writer = new ManifestWriter();
        String licence = repository.licence();
        writer.head(name, repository.title(), layout.capabilities(chosen), family.id(), repository.version());
        if (licence.isEmpty()) {
            notes.add("No licence is stated where this could look: read the repository's own before you use it");
        }
        writer.licence(
                licence.isEmpty() ? "LicenseRef-unknown" : licence,
                licence.isEmpty() ? "nowhere that was looked at" : "the card of " + repository.title());
        for (String path : settings) {
            writer.file(path, folder.resolve(path), repository.source(path));
        }
        for (String graph : chosen) {
            Graph file = java.util.Objects.requireNonNull(found.get(graph));
            writer.file(file.path(), file.entry().size(), file.entry().sha256(), repository.source(file.path()));
            if (file.entry().sha256().isEmpty()
                    && !repository.source(file.path()).startsWith("file:")) {
                notes.add(file.path() + " is unverified: nobody states its SHA-256; that of the first pull is kept");
            }
            // Weights over 2 GB lie beside their graph.
            for (String beside : List.of(file.path() + "_data", file.path() + ".data")) {
                Optional<Repository.Entry> data = repository.find(beside);
                if (data.isPresent()) {
                    writer.file(beside, data.get().size(), data.get().sha256(), repository.source(beside));
                }
            }
        }
        return writer.text();
    }

    private static Map<String, Path> byPath(Path folder, List<String> paths) {
        Map<String, Path> files = new LinkedHashMap<>();
        paths.forEach(path -> files.put(path, folder.resolve(path)));
        return files;
    }

    private static String modelName(String wanted, Repository repository) {
        return modelName(wanted.isEmpty() ? repository.shortName() : wanted);
    }

    private static String modelName(String wanted) {
        String name =
                wanted.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-").replaceFirst("^[^a-z0-9]+", "");
        return name.isEmpty() ? "model" : name.substring(0, Math.min(64, name.length()));
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("eyes4j-intake");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // What stays in the system's temporary folder harms nobody.
        }
    }
}
