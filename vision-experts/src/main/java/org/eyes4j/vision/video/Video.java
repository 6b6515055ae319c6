package org.eyes4j.vision.video;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.video.VideoException.Kind;

/**
 * A video that is read from its beginning to its end, upright, one frame at a time: what was not asked for yet is not decoded
 * but for a little. Close it. Used by one thread.
 */
public final class Video implements AutoCloseable {
    private final Path file;
    private final VideoLimits limits;
    private final Process decoder;
    private final DataInputStream told;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "eyes4j-video-watch");
        thread.setDaemon(true);
        return thread;
    });
    private boolean over;

    /**
     * A frame.
     *
     * @param name {@code frame-000120} for the frame of that number from 0, {@code second-000012.500} where time was asked for
     * @param pixels RGB
     */
    public record Frame(String name, Raster pixels) {}

    private Video(Path file, VideoLimits limits, Process decoder) {
        this.file = file;
        this.limits = limits;
        this.decoder = decoder;
        this.told = new DataInputStream(new BufferedInputStream(decoder.getInputStream(), 1 << 16));
    }

    /**
     * Opens a file. Whether it is a video shows with its first frame.
     *
     * @throws VideoException if there is no file, or nothing that could decode it
     */
    public static Video open(Path file, FrameRate rate, VideoLimits limits) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new VideoException(
                    Kind.UNREADABLE,
                    Files.exists(file)
                            ? file + " cannot be read as a file. Check what it is and its permissions"
                            : "There is no file " + file + ". Check the path");
        }
        try {
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx" + Math.max(64, (limits.maxPixels() * 8 >> 20) + 32) + "m",
                    "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                    "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                    "-Djava.awt.headless=true",
                    "-Duser.home=" + System.getProperty("user.home"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    DecoderMain.class.getName(),
                    file.toAbsolutePath().normalize().toString(),
                    String.valueOf(rate.frames()),
                    String.valueOf(rate.seconds()),
                    String.valueOf(limits.maxPixels()));
            // Keys and the like are none of its business.
            builder.environment().keySet().retainAll(List.of("PATH", "HOME", "LANG", "LC_ALL", "SystemRoot", "TEMP"));
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
            Process process = builder.start();
            process.getOutputStream().close();
            return new Video(file, limits, process);
        } catch (IOException e) {
            throw new VideoException(
                    Kind.NOT_AVAILABLE, "The process that decodes videos does not start: " + e.getMessage(), e);
        }
    }

    /**
     * The next frame; empty at the end.
     *
     * @throws VideoException if there is none that can be read, or parts of what was read are damaged; then it is over
     */
    public Optional<Frame> next() {
        if (over) {
            return Optional.empty();
        }
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> end = watch.schedule(
                () -> {
                    late.set(true);
                    decoder.destroyForcibly();
                },
                limits.patience().toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return read();
        } catch (IOException e) {
            over = true;
            throw late.get()
                    ? new VideoException(
                            Kind.TOO_SLOW,
                            file + " gave no frame for " + limits.patience().toSeconds() + " s; it was given up")
                    : new VideoException(Kind.BROKEN, file + " made its decoder crash; it is damaged or hostile", e);
        } finally {
            end.cancel(false);
        }
    }

    private Optional<Frame> read() throws IOException {
        int what = told.readByte();
        if (what == Telling.FRAME) {
            String name = told.readUTF();
            int width = told.readInt();
            int height = told.readInt();
            if (width < 1 || height < 1 || (long) width * height > limits.maxPixels()) {
                throw new IOException("a frame of " + width + " x " + height);
            }
            byte[] pixels = new byte[width * height * 3];
            told.readFully(pixels);
            return Optional.of(new Frame(name, new Raster(width, height, 3, pixels)));
        }
        over = true;
        if (what == Telling.FAULT) {
            String kind = told.readUTF();
            throw new VideoException(Kind.valueOf(kind), told.readUTF());
        } else if (what != Telling.END) {
            throw new IOException("something unknown");
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        over = true;
        watch.shutdownNow();
        decoder.destroyForcibly();
    }
}
