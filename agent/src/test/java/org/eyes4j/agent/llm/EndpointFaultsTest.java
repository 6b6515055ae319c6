package org.eyes4j.agent.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eyes4j.agent.llm.FaultCase.KEY;
import static org.eyes4j.agent.llm.FaultCase.error;
import static org.eyes4j.agent.llm.ScriptedEndpoint.Form.OLLAMA;
import static org.eyes4j.agent.llm.ScriptedEndpoint.Form.OPENAI;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eyes4j.agent.llm.Message.ToolUse;
import org.eyes4j.agent.llm.ModelReply.Finish;
import org.eyes4j.agent.llm.ModelReply.Trouble;
import org.eyes4j.agent.llm.RawEndpoint.End;
import org.eyes4j.agent.llm.ScriptedEndpoint.Form;
import org.eyes4j.config.language.LanguageModelSettings;
import org.eyes4j.config.language.LanguageModelSettings.Key;
import org.eyes4j.config.language.LanguageModelSettings.Limits;
import org.eyes4j.config.language.LanguageSettings;
import org.eyes4j.tools.Cancellation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an endpoint does wrong, a call ends with a typed reply and a message for a person. */
@Timeout(60)
class EndpointFaultsTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
    private static final ModelRequest HELLO = ModelRequest.of("plan", List.of(new Message.User("Hello?")));
    private static final Limits QUICK = new Limits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofMinutes(1),
            3,
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            1 << 20,
            1024,
            1 << 20);
    private static final Limits IMPATIENT = new Limits(
            Duration.ofSeconds(5),
            Duration.ofMillis(250),
            Duration.ofMillis(250),
            Duration.ofMinutes(1),
            0,
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            1 << 20,
            1024,
            1 << 20);

    private static Map<Form, ScriptedEndpoint> endpoints = Map.of();

    private final List<Duration> waits = new ArrayList<>();

    @BeforeAll
    static void start() {
        endpoints = Stream.of(Form.values()).collect(Collectors.toMap(f -> f, ScriptedEndpoint::start));
    }

    @AfterAll
    static void stop() {
        endpoints.values().forEach(ScriptedEndpoint::close);
    }

    private LanguageModels models(LanguageModelSettings s, boolean offline) {
        return new LanguageModels(
                new LanguageSettings(Optional.of(s.name()), Map.of(s.name(), s)),
                offline,
                Map.of("TEST_KEY", KEY),
                Optional.empty(),
                NOON,
                (time, cancellation) -> waits.add(time));
    }

    private static LanguageModelSettings at(
            Form form, String url, boolean streaming, Limits limits, ScriptedEndpoint endpoint) {
        LanguageModelSettings s = endpoint.settings(streaming, limits);
        return new LanguageModelSettings(
                s.name(),
                s.provider(),
                url,
                s.model(),
                new Key(Optional.of("TEST_KEY"), Optional.empty(), true, ""),
                s.query(),
                s.abilities(),
                s.maxOutputTokens(),
                s.temperature(),
                s.seed(),
                limits,
                s.price());
    }

    private ModelReply ask(ScriptedEndpoint endpoint, boolean streaming, Limits limits) {
        return ask(endpoint, endpoint.baseUrl(), streaming, limits, new Cancellation());
    }

    private ModelReply ask(
            ScriptedEndpoint endpoint, String url, boolean streaming, Limits limits, Cancellation cancellation) {
        return ask(endpoint, url, streaming, limits, cancellation, text -> {});
    }

    private ModelReply ask(
            ScriptedEndpoint endpoint,
            String url,
            boolean streaming,
            Limits limits,
            Cancellation cancellation,
            Consumer<String> onText) {
        try (LanguageModels models = models(at(endpoint.form(), url, streaming, limits, endpoint), false)) {
            ModelReply reply = models.get("scripted").ask(HELLO, cancellation, onText);
            assertThat(reply.toString()).doesNotContain(KEY).doesNotContain("0123456789abcdef");
            return reply;
        }
    }

    private static String label(String url) {
        return "The language model `scripted` (scripted-1 at " + url + ") ";
    }

    @ParameterizedTest
    @MethodSource({"org.eyes4j.agent.llm.StatusFaultCases#all", "org.eyes4j.agent.llm.BodyFaultCases#all"})
    void should_end_with_a_typed_failure(FaultCase c) {
        ScriptedEndpoint endpoint = endpoints.get(c.form()).reset();
        for (int i = 0; i < 4; i++) {
            endpoint.answers(c.answer().apply(endpoint));
        }

        ModelReply reply = ask(endpoint, c.streaming(), QUICK);

        assertThat(reply).isInstanceOfSatisfying(ModelReply.Failed.class, f -> {
            assertThat(f.message()).isEqualTo(label(endpoint.baseUrl()) + c.message());
            assertThat(f.hint()).isEqualTo(c.hint());
            assertThat(f.trouble()).isEqualTo(c.trouble());
        });
        assertThat(endpoint.server().getAllServeEvents()).hasSize(waits.size() + 1);
    }

    @ParameterizedTest
    @EnumSource
    void should_wait_as_long_as_the_endpoint_asks(Form form) {
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(form)) {
            endpoint.answers(429, error("wait"), "Retry-After", "7")
                    .answers(503, error("wait"), "Retry-After", "Mon, 23 Nov 2026 12:00:42 GMT")
                    .answers(429, error("wait"), "retry-after-ms", "1500", "Retry-After", "2")
                    .says("At last.");

            ModelReply reply = ask(endpoint, true, QUICK);

            assertThat(reply)
                    .isInstanceOfSatisfying(
                            ModelReply.Said.class, s -> assertThat(s.text()).isEqualTo("At last."));
            assertThat(waits).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(42), Duration.ofMillis(1500));
        }
    }

    @Test
    void should_wait_longer_each_time_when_the_endpoint_does_not_say() {
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(OPENAI)) {
            endpoint.answers(429, error("wait"))
                    .answers(500, error("wait"), "Retry-After", "soon")
                    .answers(502, error("wait"))
                    .says("At last.");

            ask(endpoint, false, QUICK);

            assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
        }
    }

    @ParameterizedTest
    @EnumSource
    void should_tell_that_nobody_listens(Form form) throws IOException {
        String url;
        try (RawEndpoint gone = RawEndpoint.start("", End.CLOSE)) {
            url = gone.url();
        }
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(form)) {
            assertThat(ask(endpoint, url, true, QUICK, new Cancellation()))
                    .isEqualTo(new ModelReply.Failed(
                            Trouble.UNREACHABLE,
                            label(url) + "could not be reached: connection refused",
                            "Look at base_url, and whether the endpoint runs.",
                            ""));
            assertThat(waits).isEmpty();
        }
    }

    private static String firstHalf(Form form) {
        String all = WireAnswers.stream(form, "There are three cups on the table.", List.of(), "stop");
        int half = all.length() / 2;
        return all.substring(0, all.lastIndexOf('\n', half) + 1) + (form == OLLAMA ? "" : "\n");
    }

    private static String type(Form form) {
        return form == OLLAMA ? "application/x-ndjson" : "text/event-stream";
    }

    private ModelReply.Failed askRaw(Form form, String bytes, End end, boolean streaming, Limits limits)
            throws IOException {
        try (RawEndpoint raw = RawEndpoint.start(bytes, end)) {
            ModelReply.Failed failed = (ModelReply.Failed)
                    ask(endpoints.get(form), raw.url(), streaming, limits, new Cancellation(), text -> raw.heard());
            return new ModelReply.Failed(
                    failed.trouble(), failed.message().replace(label(raw.url()), ""), failed.hint(), failed.partial());
        }
    }

    @ParameterizedTest
    @EnumSource
    void should_keep_what_came_before_a_reset_and_not_tell_it_twice(Form form) throws IOException {
        ModelReply.Failed failed =
                askRaw(form, RawEndpoint.unfinished(type(form), firstHalf(form)), End.RESET, true, QUICK);

        assertThat(failed.trouble()).isEqualTo(Trouble.UNREACHABLE);
        assertThat(failed.message()).isEqualTo("broke off in the middle of its answer");
        assertThat("There are three cups on the table.").startsWith(failed.partial());
        assertThat(failed.partial()).isNotEmpty();
        assertThat(waits).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void should_notice_a_stream_that_ends_too_early(Form form) throws IOException {
        String head = "HTTP/1.1 200 OK\r\nContent-Type: " + type(form) + "\r\nConnection: close\r\n\r\n";

        ModelReply.Failed failed = askRaw(form, head + firstHalf(form), End.CLOSE, true, QUICK);

        assertThat(failed.trouble()).isEqualTo(Trouble.MALFORMED);
        assertThat(failed.message()).isEqualTo("ended its stream before the answer was whole");
        assertThat(failed.partial()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void should_try_again_when_the_connection_breaks_before_an_answer(Form form) throws IOException {
        ModelReply.Failed failed = askRaw(form, "", End.RESET, false, QUICK);

        assertThat(failed.trouble()).isEqualTo(Trouble.UNREACHABLE);
        assertThat(failed.message()).isEqualTo("broke the connection before it answered (4 tries)");
        assertThat(waits).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void should_not_wait_for_an_endpoint_that_says_nothing(Form form) throws IOException {
        ModelReply.Failed failed = askRaw(form, "", End.STALL, true, IMPATIENT);

        assertThat(failed.trouble()).isEqualTo(Trouble.TIMEOUT);
        assertThat(failed.message()).isEqualTo("sent nothing for 250 ms (response_timeout)");
    }

    @ParameterizedTest
    @EnumSource
    void should_not_wait_for_a_stream_that_stops(Form form) throws IOException {
        ModelReply.Failed failed =
                askRaw(form, RawEndpoint.unfinished(type(form), firstHalf(form)), End.STALL, true, IMPATIENT);

        assertThat(failed.trouble()).isEqualTo(Trouble.TIMEOUT);
        assertThat(failed.message())
                .isEqualTo("stopped in the middle of its answer and sent nothing for 250 ms (idle_timeout)");
        assertThat(failed.partial()).isNotEmpty();
    }

    @Test
    void should_keep_to_the_time_of_the_whole_call() throws IOException {
        Limits limits = new Limits(
                QUICK.connect(),
                QUICK.response(),
                QUICK.idle(),
                Duration.ofMillis(300),
                3,
                QUICK.retryDelay(),
                QUICK.maxWait(),
                QUICK.maxAnswer(),
                1024,
                1 << 20);

        ModelReply.Failed failed = askRaw(OPENAI, "", End.STALL, true, limits);

        assertThat(failed.trouble()).isEqualTo(Trouble.TIMEOUT);
        assertThat(failed.message()).isEqualTo("was not done within 300 ms (total_timeout)");
    }

    @Test
    void should_not_wait_past_the_time_of_the_whole_call() {
        Limits limits = new Limits(
                QUICK.connect(),
                QUICK.response(),
                QUICK.idle(),
                Duration.ofSeconds(20),
                3,
                QUICK.retryDelay(),
                QUICK.maxWait(),
                QUICK.maxAnswer(),
                1024,
                1 << 20);
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(OPENAI)) {
            endpoint.answers(429, error("wait"), "Retry-After", "30");

            ModelReply.Failed failed = (ModelReply.Failed) ask(endpoint, true, limits);

            assertThat(failed.message())
                    .isEqualTo(label(endpoint.baseUrl())
                            + "answered 429: wait; no time is left for another try (total_timeout)");
        }
    }

    @ParameterizedTest
    @EnumSource
    void should_end_at_once_when_cancelled(Form form) throws Exception {
        for (String bytes : List.of("", RawEndpoint.unfinished(type(form), firstHalf(form)))) {
            try (RawEndpoint raw = RawEndpoint.start(bytes, End.STALL)) {
                Cancellation cancellation = new Cancellation();
                Thread person = new Thread(() -> {
                    try {
                        raw.awaitSent();
                        cancellation.request();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                person.start();

                ModelReply.Failed failed =
                        (ModelReply.Failed) ask(endpoints.get(form), raw.url(), true, QUICK, cancellation);

                assertThat(failed.trouble()).isEqualTo(Trouble.CANCELLED);
                assertThat(failed.message()).isEqualTo(label(raw.url()) + "was not waited for: the call was cancelled");
                person.join();
            }
        }
    }

    @Test
    void should_wake_from_a_wait_when_cancelled() {
        Cancellation cancellation = new Cancellation();
        cancellation.request();

        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> Pause.REAL.pause(Duration.ofHours(1), cancellation)))
                .isInstanceOfSatisfying(
                        WireFault.class, f -> assertThat(f.trouble()).isEqualTo(Trouble.CANCELLED));
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void should_hand_on_broken_arguments_as_they_came(Form form) {
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(form)) {
            endpoint.calls(new ToolUse("a", "detect", "{\"labels\":"));

            ModelReply.Said said = (ModelReply.Said) ask(endpoint, true, QUICK);

            assertThat(said.calls()).containsExactly(new ToolUse("a", "detect", "{\"labels\":"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void should_tell_calls_with_one_id_apart(Form form) {
        for (boolean streaming : new boolean[] {true, false}) {
            try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(form)) {
                endpoint.calls(
                        new ToolUse("a", "detect", "{}"),
                        new ToolUse("a", "read_text", "{}"),
                        new ToolUse("a", "count", "{}"));

                ModelReply.Said said = (ModelReply.Said) ask(endpoint, streaming, QUICK);

                String first = form == OLLAMA ? "call" : "a";
                assertThat(said.calls()).extracting(ToolUse::id).containsExactly(first, first + "-2", first + "-3");
                assertThat(said.calls()).extracting(ToolUse::tool).containsExactly("detect", "read_text", "count");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void should_say_that_an_answer_came_to_its_limit(Form form) {
        for (boolean streaming : new boolean[] {true, false}) {
            try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(form)) {
                endpoint.turn("There are thr", List.of(), "length");

                ModelReply.Said said = (ModelReply.Said) ask(endpoint, streaming, QUICK);

                assertThat(said.finish()).isEqualTo(Finish.LENGTH);
                assertThat(said.text()).isEqualTo("There are thr");
            }
        }
    }

    @Test
    void should_leave_no_thread_behind() throws InterruptedException {
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(OPENAI)) {
            endpoint.answers(401, error("no"));
            ask(endpoint, true, QUICK);
        }

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("eyes4j-llm-")) {
                thread.join();
            }
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("eyes4j-llm-"));
    }

    @Test
    void should_ask_nobody_but_this_machine_when_offline() {
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(OPENAI)) {
            endpoint.says("Here.");
            try (LanguageModels near = models(at(OPENAI, endpoint.baseUrl(), true, QUICK, endpoint), true);
                    LanguageModels far = models(at(OPENAI, "https://far.example/v1", true, QUICK, endpoint), true)) {
                assertThat(near.get("scripted").ask(HELLO, new Cancellation(), t -> {}))
                        .isInstanceOf(ModelReply.Said.class);
                assertThat(far.get("scripted").ask(HELLO, new Cancellation(), t -> {}))
                        .isEqualTo(new ModelReply.Failed(
                                Trouble.UNREACHABLE,
                                label("https://far.example/v1")
                                        + "was not asked: the network is switched off (offline), and it is not on"
                                        + " this machine",
                                "Leave offline out, or ask a model on this machine.",
                                ""));
            }
        }
    }
}
