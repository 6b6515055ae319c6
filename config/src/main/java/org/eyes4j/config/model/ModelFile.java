package org.eyes4j.config.model;

import java.util.List;
import java.util.Optional;

/**
 * A file that a model is used through.
 *
 * @param path relative to the model's folder
 * @param parts what is fetched for it: the file itself, or what it is imported from
 * @param conversion how the parts become the file; empty when the one part is the file
 */
public record ModelFile(String path, List<SourceFile> parts, Optional<ModelImport> conversion) {
    public ModelFile {
        parts = List.copyOf(parts);
        List<String> paths = parts.stream().map(SourceFile::path).toList();
        if (conversion.isEmpty() && !paths.equals(List.of(path))) {
            throw new IllegalArgumentException(
                    "The file " + path + " is not imported, so expected it as its only part, got " + paths);
        }
        if (conversion.isPresent() && !paths.contains(conversion.get().main())) {
            throw new IllegalArgumentException("The main part "
                    + conversion.get().main() + " of " + path + " must be one of its parts, got " + paths);
        }
    }
}
