package org.eyes4j.vision.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import org.eyes4j.tools.Cancellation;

/**
 * What the sources of one pull share: who listens, who may stop it, and how bytes reach the disk within limits.
 *
 * @param model for events
 */
record Transfer(String model, PullListener listener, Cancellation cancellation, StoreFiles files) {
    private static final int STEP = 1 << 18;

    /**
     * Copies a stream to a file.
     *
     * @param name told in progress events
     * @param append whether the file's bytes are kept
     * @param done bytes that are there already
     * @param total bytes expected altogether; 0 when not known
     * @param limit bytes that are never exceeded altogether
     * @return bytes that are there now
     * @throws SinkException if the disk does not take them
     * @throws SourceException if there are more than {@code limit}
     */
    long copy(InputStream in, Path file, boolean append, String name, long done, long total, long limit)
            throws IOException {
        byte[] buffer = new byte[1 << 16];
        long count = done;
        long told = done;
        try (Sink out = new Sink(open(file, append), file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                checkCancelled();
                count += n;
                if (count > limit) {
                    throw new SourceException("gave more than the expected " + limit + " bytes");
                }
                out.write(buffer, 0, n);
                if (count - told >= STEP) {
                    told = count;
                    listener.on(new PullEvent.Progress(model, name, count, total));
                }
            }
        }
        listener.on(new PullEvent.Progress(model, name, count, total));
        return count;
    }

    void warn(String message) {
        listener.on(new PullEvent.Warning(model, message));
    }

    void waiting(String reason, Duration time) {
        listener.on(new PullEvent.Waiting(model, reason, time));
    }

    void checkCancelled() throws InterruptedIOException {
        if (cancellation.isRequested() || Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("the pull was cancelled");
        }
    }

    private OutputStream open(Path file, boolean append) throws SinkException {
        try {
            return files.open(file, append);
        } catch (IOException e) {
            throw new SinkException(file + " could not be written: " + reason(e), e);
        }
    }

    /** Marks faults of writing, so that they are not taken for faults of the source. */
    private record Sink(OutputStream out, Path file) implements AutoCloseable {
        void write(byte[] bytes, int from, int count) throws SinkException {
            try {
                out.write(bytes, from, count);
            } catch (IOException e) {
                throw new SinkException(file + " could not be written: " + reason(e), e);
            }
        }

        @Override
        public void close() throws SinkException {
            try {
                out.close();
            } catch (IOException e) {
                throw new SinkException(file + " could not be written: " + reason(e), e);
            }
        }
    }

    static String reason(IOException e) {
        if (e instanceof FileSystemException file && file.getReason() == null && file.getFile() != null) {
            return file.getFile() + " "
                    + (e instanceof AccessDeniedException ? "may not be used" : "cannot be made or is not there");
        }
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }
}
