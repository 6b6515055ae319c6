package org.eyes4j.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.eyes4j.config.yaml.FaultyDocumentException;

/**
 * A plugin that somebody offers, not yet taken: what it says of itself and which code it brings. Nothing of it was run.
 *
 * @param source a folder, a jar, or a zip
 * @param manifest what it says of itself
 * @param may what it may do once it is in, a sentence
 * @param code SHA-256 of its jars, by their names
 */
public record PluginOffer(Path source, PluginManifest manifest, String may, Map<String, String> code) {
    public PluginOffer {
        code = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(code));
    }

    /**
     * Looks at what lies somewhere.
     *
     * @param source a folder with a {@code plugin.yml}, that file itself, a jar, or a zip
     * @param kinds those that there are loaders for
     * @param cache where a zip may be unpacked
     * @throws PluginException if that is no plugin
     */
    public static PluginOffer look(Path source, Collection<String> kinds, Path cache) throws PluginException {
        Path around = source.toAbsolutePath().getParent();
        Path path = around != null && String.valueOf(source.getFileName()).equals(PluginReader.FILE) ? around : source;
        PluginEntry entry = new PluginEntry(path);
        if (!Files.isDirectory(path) && !entry.isJar() && !entry.isZip()) {
            throw new PluginException("Expected a folder with a " + PluginReader.FILE + ", a jar or a zip, found "
                    + (Files.exists(path) ? "another file" : "nothing") + " at " + source);
        }
        try {
            if (!Files.isDirectory(path)) {
                PluginFiles.demandHarmless(path, entry.name());
            }
            Path unpacked = entry.isZip() ? PluginFiles.unpacked(path, entry.hash(), cache) : path;
            PluginManifest manifest = entry.manifest(new PluginReader(kinds), unpacked);
            return new PluginOffer(entry.isZip() ? unpacked : path, manifest, may(manifest), jars(manifest.folder()));
        } catch (FaultyDocumentException e) {
            throw new PluginException(String.valueOf(e.getMessage()), e);
        } catch (IOException | UncheckedIOException e) {
            throw new PluginException("Cannot read " + source + ": " + e.getMessage(), e);
        }
    }

    /** Whether a person must say that it may. */
    public boolean needsLeave() {
        return !manifest.kind().equals("onnx") && !manifest.kind().equals("class");
    }

    /**
     * Puts it where plugins lie; one of the same name that lies there is replaced.
     *
     * @return where it lies
     */
    public Path putInto(Path folder) throws IOException {
        Files.createDirectories(folder);
        boolean jar = Files.isRegularFile(source);
        for (Path old : List.of(folder.resolve(manifest.name()), folder.resolve(manifest.name() + ".jar"))) {
            if (!old.toAbsolutePath().normalize().equals(source.toAbsolutePath().normalize())) {
                PluginFiles.delete(old);
            }
        }
        Path place = folder.resolve(jar ? manifest.name() + ".jar" : manifest.name());
        Path part = folder.resolve("." + manifest.name() + ".part");
        PluginFiles.delete(part);
        PluginFiles.copy(source, part);
        Files.move(part, place);
        return place;
    }

    private static String may(PluginManifest manifest) {
        return switch (manifest.kind()) {
            case "jar" -> "runs code in this process, with all that the program itself may do";
            case "class" -> "offers code that is on the class path already";
            case "onnx" -> "runs a model on this machine; brings no code";
            case "http", "oip" ->
                "sends pictures and texts that its tools are given to "
                        + manifest.options()
                                .path("server")
                                .path("url")
                                .asText(manifest.options().path("server").asText("the server of its document"));
            case "mcp", "process" ->
                "starts or asks a program of its own: "
                        + manifest.options().path("command").toString();
            default -> "does what its loader does";
        };
    }

    private static Map<String, String> jars(Path place) throws IOException {
        Map<String, String> jars = new LinkedHashMap<>();
        if (Files.isRegularFile(place)) {
            jars.put(String.valueOf(place.getFileName()), PluginFiles.hash(place));
            return jars;
        }
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(place, 2)) {
            all.filter(f -> f.toString().toLowerCase(Locale.ROOT).endsWith(".jar"))
                    .sorted()
                    .forEach(found::add);
        }
        for (Path jar : found) {
            jars.put(place.relativize(jar).toString(), PluginFiles.hash(jar));
        }
        return jars;
    }
}
