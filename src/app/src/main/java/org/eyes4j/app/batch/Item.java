package org.eyes4j.app.batch;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eyes4j.tools.value.Value;

/**
 * One run of a workflow that is to be made. Thread-safe as what opens it is.
 *
 * @param name unique among those of the same batch: a path below the folder that was given, with {@code /} between its parts
 * @param opening reads it; throws what {@link Failures#of} tells
 */
public record Item(String name, Supplier<Content> opening) {

    /**
     * What is run over, read but not decoded yet.
     *
     * @param digest SHA-256 of its bytes in hexadecimal digits; the same for as long as nothing of it changes
     * @param image decodes it, given the id that its coordinates will belong to; empty where the run has no picture of its own
     */
    public record Content(String digest, Optional<Function<String, Value.Image>> image) {

        public static Content of(String digest, Function<String, Value.Image> image) {
            return new Content(digest, Optional.of(image));
        }
    }

    /** The one run of a workflow over nothing but its inputs. */
    public static Item alone(String name) {
        return new Item(name, () -> new Content("", Optional.empty()));
    }
}
