package org.eyes4j.vision.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What happens while a model is fetched. */
public sealed interface PullEvent {
    /** The model's name. */
    String model();

    /**
     * A pull begins.
     *
     * @param title for people
     * @param licence the model's terms and where they are stated
     * @param files that are to be fetched
     * @param again why it is fetched although it was installed before; empty when it was not
     */
    record Started(String model, String title, String licence, List<Part> files, String again) implements PullEvent {
        public Started {
            files = List.copyOf(files);
        }

        /** Bytes that are to be fetched, as far as known. */
        public long bytes() {
            return files.stream().mapToLong(Part::bytes).sum();
        }

        /** Whether the size of each file is known. */
        public boolean isSizeKnown() {
            return files.stream().noneMatch(part -> part.bytes() == 0);
        }
    }

    /**
     * A file that is to be fetched.
     *
     * @param path in the model
     * @param bytes 0 when neither the manifest nor the source tells
     */
    record Part(String path, long bytes) {}

    /** A source is asked for a file. */
    record Asking(String model, String file, String source) implements PullEvent {}

    /**
     * Bytes came.
     *
     * @param file what is fetched: a file of the model, or an archive that holds it
     * @param done bytes so far, of this file
     * @param total bytes of this file; 0 when not known
     */
    record Progress(String model, String file, long done, long total) implements PullEvent {}

    /** A source did not give a good file; the next one is asked. */
    record SourceFailed(String model, String file, String source, String answer) implements PullEvent {}

    /** The pull waits, for another process or because a server asked for it. */
    record Waiting(String model, String reason, Duration time) implements PullEvent {}

    /** Something that a person should know. */
    record Warning(String model, String message) implements PullEvent {}

    /** What was fetched is converted to the form that is used. */
    record Importing(String model, String file, String format) implements PullEvent {}

    /** The model is there and verified. */
    record Installed(String model, Path folder, long bytes) implements PullEvent {}
}
