package org.eyes4j.vision.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * ONNX Runtime's native library. Left alone it unpacks itself to a temporary folder at each start of a process (28 MB, about
 * 150 ms); unpacked once to a folder that stays, it is simply opened.
 */
final class OnnxNatives {
    private static final String PATH = "onnxruntime.native.path";

    private OnnxNatives() {}

    /** The environment, which a process has once. It writes nothing to the console: its errors come as exceptions. */
    static OrtEnvironment environment(Optional<Path> folder) {
        if (folder.isPresent() && System.getProperty(PATH) == null) {
            try {
                unpack(folder.get()).ifPresent(path -> System.setProperty(PATH, path.toString()));
            } catch (IOException e) {
                // A folder that cannot be written to costs time, nothing else: the library unpacks itself elsewhere.
                System.getLogger(OnnxNatives.class.getName())
                        .log(System.Logger.Level.INFO, "Cannot keep ONNX Runtime's library in " + folder.get(), e);
            }
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "eyes4j");
        try {
            environment.setTelemetry(false);
        } catch (OrtException e) {
            throw new OnnxException(
                    OnnxException.Kind.UNSUPPORTED, "ONNX Runtime cannot be told to send no telemetry", e);
        }
        return environment;
    }

    static Optional<Path> unpack(Path folder) throws IOException {
        String platform = platform();
        Path home = folder.resolve(
                        "onnxruntime-" + OrtEnvironment.class.getPackage().getImplementationVersion() + "-" + platform)
                .toAbsolutePath();
        for (String name : new String[] {"onnxruntime", "onnxruntime4j_jni"}) {
            String library = System.mapLibraryName(name).replace("jnilib", "dylib");
            URL packed = OrtEnvironment.class.getResource("/ai/onnxruntime/native/" + platform + "/" + library);
            if (packed == null) {
                return Optional.empty();
            }
            copy(packed, home.resolve(library));
        }
        return Optional.of(home);
    }

    private static void copy(URL packed, Path file) throws IOException {
        var connection = packed.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            if (Files.isRegularFile(file) && Files.size(file) == connection.getContentLengthLong()) {
                return;
            }
            Path home = Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Path part = Files.createTempFile(home, file.getFileName().toString(), ".part");
            try {
                Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        }
    }

    private static String platform() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String system = os.contains("mac") ? "osx" : os.contains("win") ? "win" : "linux";
        return system + "-" + (arch.equals("aarch64") || arch.equals("arm64") ? "aarch64" : "x64");
    }
}
