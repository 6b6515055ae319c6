package org.eyes4j.plugins.jar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eyes4j.plugins.PluginContext;
import org.eyes4j.plugins.PluginException;
import org.eyes4j.plugins.PluginFiles;
import org.eyes4j.plugins.PluginManifest;
import org.eyes4j.tools.hash.Sha256;

/**
 * A plugin's jars, let in by the operator: copied to where nobody else writes, so that what runs is what was hashed.
 *
 * @param jars the copies
 * @param hash SHA-256 of the jar; of the hashes of all where there are several
 */
record Code(List<Path> jars, String hash) {
    Code {
        jars = List.copyOf(jars);
    }

    /**
     * The jars of a plugin: itself where it is one, else those in its folder and in {@code lib} below it.
     *
     * @throws PluginException if there is none, one is no jar or a bomb, or nobody let it in
     */
    static Code of(PluginManifest manifest, PluginContext context) throws PluginException {
        try {
            List<Path> found = Files.isRegularFile(manifest.folder())
                    ? List.of(manifest.folder())
                    : Stream.concat(
                                    jarsIn(manifest.folder()).stream(),
                                    jarsIn(manifest.folder().resolve("lib")).stream())
                            .toList();
            if (found.isEmpty()) {
                throw new PluginException(
                        "Expected a jar in " + manifest.folder() + ", found none; build it and put it there");
            }
            return letIn(found, context);
        } catch (IOException e) {
            throw new PluginException("Cannot read the code of plugin '" + manifest.name() + "': " + e.getMessage(), e);
        }
    }

    private static List<Path> jarsIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().toLowerCase(Locale.ROOT).endsWith(".jar") && Files.isRegularFile(f))
                    .sorted()
                    .toList();
        }
    }

    private static Code letIn(List<Path> jars, PluginContext context) throws IOException, PluginException {
        Path place =
                Files.createDirectories(context.cache().resolve("plugin-cache").resolve("code"));
        List<Path> copies = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        Set<String> lines = new TreeSet<>();
        for (Path jar : jars) {
            Path part = Files.createTempFile(place, "part", ".jar");
            try {
                Files.copy(jar, part, StandardCopyOption.REPLACE_EXISTING);
                String hash = PluginFiles.hash(part);
                PluginFiles.demandHarmless(part, String.valueOf(jar.getFileName()));
                if (!context.allowed().contains(hash)
                        && JarSigners.of(part).stream().noneMatch(context.allowed()::contains)) {
                    refused.add(jar.getFileName() + " has SHA-256 " + hash);
                    lines.add(hash);
                }
                Path copy = place.resolve(hash + ".jar");
                if (!Files.exists(copy) || !PluginFiles.hash(copy).equals(hash)) {
                    Files.move(part, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                }
                copies.add(copy);
                hashes.add(hash);
            } finally {
                Files.deleteIfExists(part);
            }
        }
        if (!refused.isEmpty()) {
            throw new PluginException("it brings code that nobody let in: " + String.join(", ", refused)
                    + ". Whoever trusts it runs `eyes4j plugins allow " + String.join(" ", lines)
                    + "`, or adds to the file of settings (EYES4J_CONFIG):\nplugins:\n  allowed: ["
                    + String.join(", ", lines) + "]");
        }
        return new Code(
                copies,
                hashes.size() == 1
                        ? hashes.get(0)
                        : Sha256.of(String.join("\n", hashes).getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }
}
