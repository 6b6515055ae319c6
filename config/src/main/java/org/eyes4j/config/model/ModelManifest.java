package org.eyes4j.config.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eyes4j.config.name.NearestName;

/**
 * One model, as its YAML manifest describes it. Immutable.
 *
 * @param name unique in the catalogue
 * @param title for people
 * @param capabilities names of the tools it serves, as {@code detect}
 * @param family which kind of expert runs it, as {@code ssd}
 * @param version of the weights; another version is installed apart
 * @param preferred whether it is taken for its capabilities when no model is asked for
 * @param languages of the texts it understands, as BCP 47 tags; empty when that means nothing for it
 * @param licence its terms
 * @param hints for choosing
 * @param files by role, as {@code detector}; none for a language model, which runs elsewhere
 * @param remotes the graphs, by role, that servers run in place of a file; no role is both
 * @param preprocess settings of its family
 * @param postprocess settings of its family
 * @param labels by class index; an empty text is an index that the model never means
 */
public record ModelManifest(
        String name,
        String title,
        List<String> capabilities,
        String family,
        String version,
        boolean preferred,
        List<String> languages,
        Licence licence,
        Hints hints,
        Map<String, ModelFile> files,
        Map<String, RemoteGraph> remotes,
        Parameters preprocess,
        Parameters postprocess,
        List<String> labels) {
    /** The family of language models that see, and serve tools. */
    public static final String LANGUAGE_MODEL = "language-model";

    public ModelManifest {
        if (name.isBlank()
                || capabilities.isEmpty()
                || files.isEmpty() && remotes.isEmpty() && !family.equals(LANGUAGE_MODEL)) {
            throw new IllegalArgumentException("A model needs a name, a capability and a file, got `" + name + "`, "
                    + capabilities + ", " + files.keySet());
        }
        capabilities = List.copyOf(capabilities);
        languages = List.copyOf(languages);
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        remotes = Collections.unmodifiableMap(new LinkedHashMap<>(remotes));
        labels = List.copyOf(labels);
        Set<String> paths = new LinkedHashSet<>();
        for (RemoteGraph remote : remotes.values()) {
            if (!paths.add(remote.path())) {
                throw new IllegalArgumentException("Model `" + name + "`: expected each path once, found `"
                        + remote.path() + "` for the second time");
            }
        }
        for (ModelFile file : files.values()) {
            List<String> own =
                    new ArrayList<>(file.parts().stream().map(SourceFile::path).toList());
            if (file.conversion().isPresent()) {
                own.add(file.path());
            }
            for (String path : own) {
                if (!paths.add(path)) {
                    throw new IllegalArgumentException(
                            "Model `" + name + "`: expected each path once, found `" + path + "` for the second time");
                }
            }
        }
    }

    /** One all of whose files are here. */
    public ModelManifest(
            String name,
            String title,
            List<String> capabilities,
            String family,
            String version,
            boolean preferred,
            List<String> languages,
            Licence licence,
            Hints hints,
            Map<String, ModelFile> files,
            Parameters preprocess,
            Parameters postprocess,
            List<String> labels) {
        this(
                name,
                title,
                capabilities,
                family,
                version,
                preferred,
                languages,
                licence,
                hints,
                files,
                Map.of(),
                preprocess,
                postprocess,
                labels);
    }

    /**
     * The file of a role.
     *
     * @throws IllegalArgumentException if there is none
     */
    public ModelFile file(String role) {
        ModelFile file = files.get(role);
        if (file == null) {
            throw new IllegalArgumentException("Model `" + name + "` has no file `" + role + "`, only " + files.keySet()
                    + NearestName.hint(role, files.keySet()));
        }
        return file;
    }

    /** A language model as one that serves tools: good, slow, and with no file to fetch. */
    public static ModelManifest ofLanguageModel(String name, List<String> tools) {
        return new ModelManifest(
                name,
                "a language model of the settings",
                tools,
                LANGUAGE_MODEL,
                "1",
                false,
                List.of(),
                new Licence("LicenseRef-endpoint", "its maker's terms", ""),
                new Hints(Hints.Quality.GOOD, Hints.Speed.SLOW, 0),
                Map.of(),
                new Parameters(name + ": preprocess", Map.of()),
                new Parameters(name + ": postprocess", Map.of()),
                List.of());
    }

    public boolean isLanguageModel() {
        return family.equals(LANGUAGE_MODEL);
    }

    /** Whether nobody vouches for some file: its hash is not stated, and the first pull's is trusted and kept. */
    public boolean unverified() {
        return files.values().stream()
                .flatMap(f -> f.parts().stream())
                .anyMatch(p -> p.sha256().isEmpty());
    }

    /** Bytes of everything that a pull fetches; 0 where the size of some file is not stated. */
    public long downloadBytes() {
        List<SourceFile> parts =
                files.values().stream().flatMap(f -> f.parts().stream()).toList();
        return parts.stream().anyMatch(p -> p.size() == 0)
                ? 0
                : parts.stream().mapToLong(SourceFile::size).sum();
    }
}
