package org.eyes4j.vision.parity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Models that are kept here are gzipped, file by file, to stay small; they are unpacked once a process. */
public final class UnpackedModel {
    private static final Map<Path, Path> UNPACKED = new ConcurrentHashMap<>();

    private UnpackedModel() {}

    /** The folder itself where nothing in it is packed. */
    public static Path of(Path model) {
        return UNPACKED.computeIfAbsent(model.toAbsolutePath().normalize(), UnpackedModel::unpack);
    }

    private static Path unpack(Path model) {
        try (Stream<Path> walk = Files.isDirectory(model) ? Files.walk(model) : Stream.of()) {
            List<Path> files = walk.filter(Files::isRegularFile).toList();
            if (files.stream().noneMatch(file -> file.toString().endsWith(".gz"))) {
                return model;
            }
            Path folder = Files.createTempDirectory("parity-model");
            folder.toFile().deleteOnExit();
            for (Path file : files) {
                String name = model.relativize(file).toString();
                boolean packed = name.endsWith(".gz");
                Path target = folder.resolve(packed ? name.substring(0, name.length() - 3) : name);
                Files.createDirectories(target.getParent());
                target.getParent().toFile().deleteOnExit();
                try (InputStream in = Files.newInputStream(file)) {
                    Files.copy(packed ? new GZIPInputStream(in) : in, target, StandardCopyOption.REPLACE_EXISTING);
                }
                target.toFile().deleteOnExit();
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
