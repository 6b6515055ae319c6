package org.eyes4j.vision.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.tools.hash.Sha256;

/** Writes a manifest's YAML. Every text is quoted, so that none is taken for anything else. */
final class ManifestWriter {
    private final StringBuilder text = new StringBuilder();
    private final Set<String> roles = new HashSet<>();

    void head(String name, String title, List<String> capabilities, String family, String version) {
        line("# Written by `eyes4j models add`.");
        line("name: " + quoted(name));
        line("title: " + quoted(title.substring(0, Math.min(200, title.length()))));
        line("capabilities: [" + String.join(", ", capabilities) + "]");
        line("family: " + family);
        line("version: " + quoted(version));
    }

    void licence(String spdx, String stated) {
        line("licence:");
        line("  spdx: " + quoted(spdx));
        line("  stated: " + quoted(stated));
        line("files:");
    }

    /** A file whose content is at hand: its size and hash are those of the copy. */
    void file(String path, Path copy, String source) throws IOException {
        file(path, Files.size(copy), Optional.of(Sha256.of(Files.readAllBytes(copy))), source);
    }

    void file(String path, long size, Optional<String> sha256, String source) {
        line("  " + role(path) + ":");
        line("    path: " + quoted(path));
        if (size > 0) {
            line("    size: " + size);
        }
        sha256.ifPresent(hash -> line("    sha256: " + hash));
        line("    sources: [" + quoted(source) + "]");
    }

    String text() {
        return text.toString();
    }

    private String role(String path) {
        String role = path.substring(path.lastIndexOf('/') + 1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\.(json|onnx)$", "")
                .replaceAll("[^a-z0-9]+", "_")
                .replaceFirst("^[^a-z]+", "");
        String unique = role.isEmpty() ? "file" : role;
        for (int i = 2; !roles.add(unique); i++) {
            unique = role + "_" + i;
        }
        return unique;
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ") + '"';
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
