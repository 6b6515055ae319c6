package org.eyes4j.vision.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.eyes4j.config.Settings;
import org.eyes4j.config.model.Hints;
import org.eyes4j.config.model.Licence;
import org.eyes4j.config.model.ModelFile;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.config.model.SourceFile;
import org.eyes4j.tools.Cancellation;

/** A store in a folder of its own, whose waits are only noted and whose npm, Maven and home are the test's. */
final class StoreFixture {
    final Path folder;
    final List<Duration> waits = new ArrayList<>();
    final List<PullEvent> events = new ArrayList<>();
    final Map<String, String> environment = new HashMap<>();
    final List<String> commands = new ArrayList<>();
    Optional<String> npmAnswer = Optional.empty();
    StoreFiles files = StoreFiles.DISK;
    List<Importer> importers = List.of();
    Waiter waiter = waits::add;
    Settings settings = Settings.defaults().with(network(Duration.ofSeconds(20), Duration.ofSeconds(20), ""));

    StoreFixture(Path folder) {
        this.folder = folder;
    }

    static Settings.Network network(Duration response, Duration idle, String npmFiles) {
        return new Settings.Network(
                Duration.ofSeconds(5),
                response,
                idle,
                Duration.ofMinutes(2),
                3,
                2,
                Duration.ofSeconds(60),
                1 << 20,
                "https://hub.invalid",
                npmFiles);
    }

    ModelStore store() {
        Surroundings world = new Surroundings(
                environment,
                folder.resolve("work"),
                folder.resolve("user"),
                (command, place, limit) -> {
                    commands.add(String.join(" ", command));
                    return command.get(0).equals("npm") ? npmAnswer : Optional.empty();
                },
                waiter,
                files,
                StoreFixture.class.getClassLoader());
        return new ModelStore(models(), folder.resolve("hashes"), settings, importers, world);
    }

    Path models() {
        return folder.resolve("models");
    }

    InstalledModel pull(ModelManifest manifest) {
        return store().pull(manifest, events::add, new Cancellation());
    }

    /** Every file below the store but locks, relative to it. */
    List<String> stored() throws IOException {
        if (!Files.exists(models())) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(models())) {
            return all.filter(Files::isRegularFile)
                    .map(p -> models().relativize(p).toString())
                    .filter(p -> !p.contains(".locks"))
                    .sorted()
                    .toList();
        }
    }

    /** Why each pull began: empty for a first one. */
    List<String> begun() {
        return events.stream()
                .filter(PullEvent.Started.class::isInstance)
                .map(e -> ((PullEvent.Started) e).again())
                .toList();
    }

    List<String> warnings() {
        return events.stream()
                .filter(PullEvent.Warning.class::isInstance)
                .map(e -> ((PullEvent.Warning) e).message())
                .toList();
    }

    static ModelManifest manifest(byte[] content, String... sources) {
        return manifest(Optional.of(sha256(content)), content.length, sources);
    }

    static ModelManifest manifest(Optional<String> sha256, long size, String... sources) {
        return manifest(
                "tiny",
                Map.of(
                        "model",
                        new ModelFile(
                                "m.onnx",
                                List.of(new SourceFile("m.onnx", size, sha256, List.of(sources))),
                                Optional.empty())));
    }

    static ModelManifest manifest(String name, Map<String, ModelFile> files) {
        return new ModelManifest(
                name,
                "A tiny model",
                List.of("detect"),
                "ssd",
                "1",
                false,
                List.of(),
                new Licence("MIT", "here", ""),
                new Hints(Hints.Quality.FAIR, Hints.Speed.FAIR, 0),
                files,
                new Parameters(name, Map.of()),
                new Parameters(name, Map.of()),
                List.of());
    }

    static byte[] content(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i * 31 + i / 7);
        }
        return bytes;
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest("SHA-256", bytes));
    }

    static String integrity(byte[] bytes) {
        return "sha512-" + Base64.getEncoder().encodeToString(digest("SHA-512", bytes));
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A {@code .tar.gz} of names and contents, in their order. */
    static byte[] tarball(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                String name = file.getKey();
                if (name.length() > 99) {
                    String record = " path=" + name + "\n";
                    int length = record.length() + 3;
                    entry(out, "PaxHeader", 'x', (length + record).getBytes(StandardCharsets.UTF_8));
                    name = name.substring(0, 99);
                }
                entry(out, name, '0', file.getValue());
            }
            out.write(new byte[1024]);
        }
        return bytes.toByteArray();
    }

    static Map<String, byte[]> entries(Object... namesAndContents) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            entries.put((String) namesAndContents[i], (byte[]) namesAndContents[i + 1]);
        }
        return entries;
    }

    private static void entry(OutputStream out, String name, char type, byte[] content) throws IOException {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "0000644");
        put(header, 124, String.format("%011o", content.length));
        put(header, 136, "00000000000");
        header[156] = (byte) type;
        put(header, 257, "ustar");
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format("%06o", sum) + "\0 ");
        out.write(header);
        out.write(content);
        out.write(new byte[(512 - content.length % 512) % 512]);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
