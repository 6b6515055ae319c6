package org.eyes4j.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eyes4j.app.service.CallShelf.Call;
import org.junit.jupiter.api.Test;

/** What every {@link CallShelf} that remembers keeps to. */
public abstract class CallShelfContractTest {

    /** An empty one; the same within a test. */
    protected abstract CallShelf shelf();

    /** Keeps an event of a run: what was written soon before is there then. */
    protected abstract void appendEvent(String run);

    private static JsonNode result(int number) {
        return JsonNodeFactory.instance.objectNode().put("value", number).put("text", "'\"\\ 猫");
    }

    @Test
    void should_know_nothing_of_a_call_that_was_never_begun() {
        assertThat(shelf().find("r1", "k")).isEmpty();
    }

    @Test
    void should_know_at_once_that_a_call_was_begun() {
        shelf().begin("r1", "k");

        assertThat(shelf().find("r1", "k")).hasValue(new Call(Optional.empty()));
        assertThat(shelf().find("r2", "k")).isEmpty();
    }

    @Test
    void should_have_what_a_call_gave_before_any_event_that_is_kept_after() {
        shelf().begin("r1", "k");
        shelf().writeSoon("r1", "k", result(1));
        shelf().writeSoon("r1", "not begun", result(2));
        appendEvent("r1");

        assertThat(shelf().find("r1", "k")).hasValue(new Call(Optional.of(result(1))));
        assertThat(shelf().find("r1", "not begun")).hasValue(new Call(Optional.of(result(2))));
    }

    @Test
    void should_lose_no_result_of_several_threads() {
        IntStream.range(0, 100).parallel().forEach(i -> shelf().writeSoon("r1", "k" + i, result(i)));
        appendEvent("r1");

        assertThat(IntStream.range(0, 100))
                .allSatisfy(i -> assertThat(shelf().find("r1", "k" + i)).hasValue(new Call(Optional.of(result(i)))));
    }
}
