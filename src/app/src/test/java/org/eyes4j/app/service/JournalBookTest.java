package org.eyes4j.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.artifact.MemoryArtifactStore;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;

class JournalBookTest {
    private static final ToolSpecification SEND = ToolSpecification.named("send")
            .describedAs("Sends something")
            .traits(Trait.EFFECT)
            .gives(Kind.NUMBER, "how many");
    private static final ToolSpecification DETECT = ToolSpecification.named("detect")
            .describedAs("Finds things")
            .traits(Trait.MODEL)
            .gives(Kind.NUMBER, "how many");

    private final Shelf shelf = new Shelf();
    private final MemoryArtifactStore bytes = new MemoryArtifactStore();

    /** One that outlives a book, as a database does. */
    private static final class Shelf implements CallShelf {
        private final Map<String, Call> calls = new HashMap<>();

        @Override
        public Optional<Call> find(String run, String key) {
            return Optional.ofNullable(calls.get(run + key));
        }

        @Override
        public void begin(String run, String key) {
            calls.put(run + key, new Call(Optional.empty()));
        }

        @Override
        public void writeSoon(String run, String key, JsonNode result) {
            calls.put(run + key, new Call(Optional.of(result)));
        }
    }

    private JournalBook book() {
        return new JournalBook("run", shelf, bytes);
    }

    private static ToolResult gave(double number) {
        return new ToolResult.Success(new Value.Number(number, "mm"), "model", List.of("careful"));
    }

    @Test
    void should_answer_a_call_that_was_made_with_what_it_gave() {
        JournalBook first = book();
        assertThat(first.find(DETECT, "k")).isEmpty();
        first.write(DETECT, "k", gave(3));

        assertThat(book().find(DETECT, "k")).hasValue(gave(3));
        assertThat(book().find(DETECT, "other")).isEmpty();
        assertThat(new JournalBook("other run", shelf, bytes).find(DETECT, "k")).isEmpty();
    }

    @Test
    void should_make_as_many_equal_calls_as_there_are() {
        JournalBook first = book();
        first.find(SEND, "k");
        first.write(SEND, "k", gave(1));
        assertThat(first.find(SEND, "k")).isEmpty();
        first.write(SEND, "k", gave(2));

        JournalBook second = book();
        assertThat(second.find(SEND, "k")).hasValue(gave(1));
        assertThat(second.find(SEND, "k")).hasValue(gave(2));
        assertThat(second.find(SEND, "k")).isEmpty();
    }

    @Test
    void should_not_try_an_effect_again_of_which_nobody_knows() {
        book().find(SEND, "k");

        assertThat(book().find(SEND, "k"))
                .hasValue(ToolResult.failed(
                        FailureKind.CANCELLED,
                        "'send' was at work when the server ended; whether it came to its end is not known, and it is not"
                                + " done twice",
                        "Look whether it was done; ask again if not"));
    }

    @Test
    void should_make_a_call_again_that_has_no_effect() {
        book().find(DETECT, "k");

        assertThat(book().find(DETECT, "k")).isEmpty();
    }

    @Test
    void should_keep_failures_too() {
        JournalBook first = book();
        first.find(SEND, "k");
        ToolResult failure = ToolResult.failed(FailureKind.UNAVAILABLE, "no answer", "try later");
        first.write(SEND, "k", failure);

        assertThat(book().find(SEND, "k")).hasValue(failure);
    }

    @Test
    void should_keep_what_is_large_outside() {
        Value.Image image = Value.Image.of("image1", noise());
        JournalBook first = book();
        first.find(DETECT, "k");
        first.write(DETECT, "k", new ToolResult.Success(image, "", List.of()));

        assertThat(bytes.list()).isNotEmpty();
        assertThat(shelf.calls.values().iterator().next().result().orElseThrow().toString())
                .hasSizeLessThan(500);
        Value again = ((ToolResult.Success) book().find(DETECT, "k").orElseThrow()).value();
        assertThat(((Value.Image) again).raster().data())
                .isEqualTo(image.raster().data());
    }

    private static Raster noise() {
        byte[] data = new byte[400 * 400 * 3];
        new java.util.Random(5).nextBytes(data);
        return new Raster(400, 400, 3, data);
    }
}
