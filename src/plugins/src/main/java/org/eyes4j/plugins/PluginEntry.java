package org.eyes4j.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.eyes4j.config.yaml.YamlDocument;
import org.eyes4j.config.yaml.YamlLimits;
import org.eyes4j.tools.hash.Sha256;

/**
 * One thing in the folder of plugins: a folder with a {@code plugin.yml}, a jar, or a zip of such a folder.
 *
 * @param path where it lies
 */
record PluginEntry(Path path) {
    private static final int LOOKED_AT = 2000;

    /** Those of a folder, by name; none where it is missing. */
    static List<PluginEntry> of(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(PluginEntry::new)
                    .filter(PluginEntry::counts)
                    .sorted(java.util.Comparator.comparing(PluginEntry::name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file's name. */
    String name() {
        return String.valueOf(path.getFileName());
    }

    private boolean counts() {
        return !name().startsWith(".") && (Files.isDirectory(path) || isJar() || isZip());
    }

    boolean isJar() {
        return ends(".jar");
    }

    boolean isZip() {
        return ends(".zip");
    }

    private boolean ends(String with) {
        return name().toLowerCase(Locale.ROOT).endsWith(with) && Files.isRegularFile(path);
    }

    /** What changes whenever its files do, without reading them. */
    String fingerprint() {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(path, 6)) {
            for (Path file : (Iterable<Path>) files.sorted().limit(LOOKED_AT)::iterator) {
                text.append(path.relativize(file)).append(' ');
                if (!Files.isDirectory(file)) {
                    text.append(Files.size(file)).append(' ').append(Files.getLastModifiedTime(file));
                }
                text.append('\n');
            }
            return Sha256.of(text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException | UncheckedIOException e) {
            return "unreadable";
        }
    }

    /** SHA-256 of a jar or zip, or of a folder's {@code plugin.yml}; empty where it cannot be read. */
    String hash() {
        try {
            return hash(Files.isDirectory(path) ? path.resolve(PluginReader.FILE) : path);
        } catch (IOException e) {
            return "";
        }
    }

    static String hash(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * What it says of itself; no code of it is looked at.
     *
     * @param unpacked where a zip was unpacked to
     * @throws PluginException if it says nothing
     * @throws FaultyDocumentException if what it says has faults
     */
    PluginManifest manifest(PluginReader reader, Path unpacked) throws PluginException {
        try {
            if (isJar()) {
                return reader.read(ofJar(), path);
            }
            Path folder = isZip() ? unpacked : path;
            Path file = folder.resolve(PluginReader.FILE);
            if (!Files.isRegularFile(file)) {
                throw new PluginException("Expected a file " + PluginReader.FILE + " in " + path + ", found "
                        + found(folder) + "; `eyes4j plugins new NAME --kind KIND` writes one");
            }
            return reader.read(YamlDocument.read(file), folder);
        } catch (IOException | UncheckedIOException e) {
            throw new PluginException("Cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private static String found(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(f -> String.valueOf(f.getFileName()))
                    .sorted()
                    .limit(5)
                    .toList();
            return names.isEmpty() ? "nothing" : String.join(", ", names);
        }
    }

    private YamlDocument ofJar() throws IOException, PluginException {
        try (JarFile jar = new JarFile(path.toFile(), false, ZipFile.OPEN_READ)) {
            ZipEntry entry = jar.getEntry(PluginReader.FILE);
            if (entry != null) {
                try (InputStream in = jar.getInputStream(entry)) {
                    byte[] bytes = in.readNBytes(YamlLimits.DEFAULT.characters() + 1);
                    return YamlDocument.parse(
                            new String(bytes, java.nio.charset.StandardCharsets.UTF_8),
                            path + "!/" + PluginReader.FILE);
                }
            }
            Optional<Attributes> main = Optional.ofNullable(jar.getManifest()).map(Manifest::getMainAttributes);
            String name = main.map(a -> a.getValue("Plugin-Id")).orElse("");
            if (name.isBlank()) {
                throw new PluginException(
                        "Expected " + PluginReader.FILE + " or, in META-INF/MANIFEST.MF, Plugin-Id and"
                                + " Plugin-Version in the jar " + path + ", found neither");
            }
            com.fasterxml.jackson.databind.node.ObjectNode root =
                    com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
            root.put("name", name);
            main.map(a -> a.getValue("Plugin-Version")).ifPresent(v -> root.put("version", v));
            main.map(a -> a.getValue("Plugin-Description")).ifPresent(v -> root.put("description", v));
            root.put("kind", "jar");
            return YamlDocument.parse(root.toString(), path + "!/META-INF/MANIFEST.MF");
        } catch (java.util.zip.ZipException e) {
            throw new PluginException(
                    "Expected a jar, found something else at " + path + " (" + e.getMessage() + ")", e);
        }
    }
}
