package org.eyes4j.agent.llm;

import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eyes4j.agent.llm.ModelReply.Trouble;
import org.eyes4j.config.language.LanguageModelSettings;
import org.eyes4j.config.language.LanguageModelSettings.Price;
import org.eyes4j.config.network.Loopback;
import org.eyes4j.tools.Cancellation;
import org.jspecify.annotations.Nullable;

/**
 * A chat model at an endpoint. Each call runs on the thread that asks, from the first byte sent to the last one read, so
 * nothing is left behind when it returns, whatever the endpoint does.
 */
final class EndpointModel implements LanguageModel {
    private final LanguageModelSettings settings;
    private final Supplier<Abilities> abilities;
    private final boolean offline;
    private final Map<String, String> environment;
    private final java.net.http.HttpClient http;
    private final Dialect dialect;
    private final Conversation conversation;
    private final Clock clock;
    private final Pause pause;

    EndpointModel(
            LanguageModelSettings settings,
            Supplier<Abilities> abilities,
            boolean offline,
            Map<String, String> environment,
            java.net.http.HttpClient http,
            Clock clock,
            Pause pause) {
        this.settings = settings;
        this.abilities = abilities;
        this.offline = offline;
        this.environment = environment;
        this.http = http;
        this.dialect = Dialect.of(settings.provider());
        this.conversation = new Conversation(new PictureEncoder(
                settings.limits().pictureSide(), settings.limits().pictureBytes()));
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public Abilities abilities() {
        return abilities.get();
    }

    @Override
    public Optional<Price> price() {
        return settings.price();
    }

    @Override
    public ModelReply ask(ModelRequest request, Cancellation cancellation, Consumer<String> onText) {
        StringBuilder partial = new StringBuilder();
        Consumer<String> heard = text -> {
            partial.append(text);
            onText.accept(text);
        };
        ApiKey key = ApiKey.NONE;
        try {
            demandAllowed(request);
            key = ApiKey.read(settings.key(), environment);
            return tries(request, cancellation, heard, partial, key);
        } catch (WireFault fault) {
            WireFault told = cancellation.isRequested() ? WireFault.cancelled() : fault;
            return new ModelReply.Failed(
                    told.trouble(),
                    label() + " " + key.redact(told.message()),
                    key.redact(told.hint()),
                    key.redact(partial.toString()));
        }
    }

    private ModelReply tries(
            ModelRequest request,
            Cancellation cancellation,
            Consumer<String> heard,
            StringBuilder partial,
            ApiKey key) {
        Abilities can = abilities();
        boolean bound = request.form().isPresent() && can.schema();
        boolean strict = bound && StrictSchema.fits(request.form().get().schema());
        ChatRequest asked = conversation.of(request, bound);
        Deadline deadline = Deadline.in(settings.limits().total());
        Tries tries = new Tries(settings.limits(), deadline, pause);
        StatusFaults faults = new StatusFaults(settings.model(), key, clock);
        while (true) {
            if (cancellation.isRequested()) {
                throw WireFault.cancelled();
            }
            Wire wire = new Wire(
                    http,
                    settings.limits(),
                    deadline,
                    cancellation,
                    faults,
                    dialect.check(faults),
                    dialect.streamsLines());
            try {
                ChatResponse response = can.streaming()
                        ? streamed(asked, key, wire, strict, heard)
                        : dialect.whole(settings, key, wire.builder(), strict).chat(asked);
                return ReplyReader.read(response, request);
            } catch (RuntimeException e) {
                WireFault fault = WireFault.in(e).orElseGet(() -> unexpected(e, wire, key));
                if (!partial.isEmpty()) {
                    // What was told cannot be taken back, so it is not told again.
                    throw fault;
                }
                tries.again(fault, cancellation);
            }
        }
    }

    private ChatResponse streamed(ChatRequest asked, ApiKey key, Wire wire, boolean strict, Consumer<String> heard) {
        Hearer hearer = new Hearer(heard);
        dialect.streaming(settings, key, wire.builder(), strict).chat(asked, hearer);
        return hearer.response();
    }

    private WireFault unexpected(RuntimeException e, Wire wire, ApiKey key) {
        String what = key.redact(WireJson.excerpt(String.valueOf(e.getMessage())));
        return wire.wasUsed() && !(e instanceof UnsupportedFeatureException)
                ? WireFault.malformed("sent an answer that could not be understood: " + what)
                : WireFault.lasting(Trouble.BAD_REQUEST, "was not asked: " + what, "");
    }

    private void demandAllowed(ModelRequest request) {
        if (offline && !Loopback.is(URI.create(settings.baseUrl()))) {
            throw WireFault.lasting(
                    Trouble.UNREACHABLE,
                    "was not asked: the network is switched off (offline), and it is not on this machine",
                    "Leave offline out, or ask a model on this machine.");
        }
        boolean pictures = request.messages().stream()
                .anyMatch(m -> m instanceof Message.User user && !user.images().isEmpty());
        if (pictures && !abilities().images()) {
            throw WireFault.lasting(
                    Trouble.BAD_REQUEST,
                    "was not asked: it is not known to see pictures, and there are some in the request",
                    "If it can, say images: true in its settings, or let `eyes4j doctor` find out.");
        }
        if (!request.tools().isEmpty() && !abilities().tools()) {
            throw WireFault.lasting(
                    Trouble.BAD_REQUEST,
                    "was not asked: it does not call tools (tools: false), and there are some in the request",
                    "");
        }
    }

    /** Name, model and address for messages; a key is in none of them. */
    private String label() {
        return "The language model `" + settings.name() + "` (" + settings.model() + " at " + settings.baseUrl() + ")";
    }

    @Override
    public String toString() {
        return label();
    }

    /** Takes the first end that a stream comes to. */
    private static final class Hearer implements StreamingChatResponseHandler {
        private final Consumer<String> heard;
        private final Thoughts thoughts = new Thoughts();
        private @Nullable ChatResponse response;
        private @Nullable Throwable fault;

        Hearer(Consumer<String> heard) {
            this.heard = heard;
        }

        @Override
        public void onPartialResponse(String text) {
            String visible = thoughts.next(text);
            if (!visible.isEmpty()) {
                heard.accept(visible);
            }
        }

        @Override
        public void onCompleteResponse(ChatResponse whole) {
            if (response == null) {
                response = whole;
            }
        }

        @Override
        public void onError(Throwable error) {
            if (fault == null) {
                fault = error;
            }
        }

        ChatResponse response() {
            Throwable first = fault;
            if (first != null) {
                throw WireFault.in(first)
                        .orElseGet(() -> WireFault.malformed("sent an answer that could not be understood: "
                                + WireJson.excerpt(String.valueOf(first.getMessage()))));
            }
            if (response == null) {
                throw WireFault.malformed("ended its stream before the answer was whole");
            }
            return response;
        }
    }
}
