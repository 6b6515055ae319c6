package org.eyes4j.config.language;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One language model that may be asked. Holds no key, only where one is to be found. Immutable.
 *
 * @param name by which people and settings call it
 * @param provider whose wire form its endpoint speaks
 * @param baseUrl address of the endpoint without a trailing slash; empty for {@link Provider#GGUF}
 * @param model as the endpoint calls it, or the path of a file for {@link Provider#GGUF}
 * @param key where its key is
 * @param query parameters added to every address, as Azure's {@code api-version}
 * @param abilities what is known of it
 * @param maxOutputTokens that it may write in one answer; empty for the provider's own limit
 * @param temperature empty for the provider's own
 * @param seed empty for none
 * @param limits of one call
 * @param price of its tokens, if it is known
 */
public record LanguageModelSettings(
        String name,
        Provider provider,
        String baseUrl,
        String model,
        Key key,
        Map<String, String> query,
        KnownAbilities abilities,
        Optional<Integer> maxOutputTokens,
        Optional<Double> temperature,
        Optional<Integer> seed,
        Limits limits,
        Optional<Price> price) {
    public LanguageModelSettings {
        query = Map.copyOf(query);
        if (name.isBlank() || model.isBlank()) {
            throw new IllegalArgumentException(
                    "A language model needs a name and the name its endpoint has for it, got `" + name + "` and `"
                            + model + "`");
        }
    }

    /** This one within other limits. */
    public LanguageModelSettings with(Limits other) {
        return new LanguageModelSettings(
                name,
                provider,
                baseUrl,
                model,
                key,
                query,
                abilities,
                maxOutputTokens,
                temperature,
                seed,
                other,
                price);
    }

    /** This one, writing no more than this. */
    public LanguageModelSettings withMaxOutputTokens(int most) {
        return new LanguageModelSettings(
                name,
                provider,
                baseUrl,
                model,
                key,
                query,
                abilities,
                Optional.of(most),
                temperature,
                seed,
                limits,
                price);
    }

    /** Wire forms. */
    public enum Provider {
        OPENAI("https://api.openai.com/v1"),
        ANTHROPIC("https://api.anthropic.com/v1"),
        OLLAMA("http://127.0.0.1:11434"),
        /** A GGUF file run in this process. */
        GGUF("");

        private final String address;

        Provider(String address) {
            this.address = address;
        }

        /** Its maker's own endpoint. */
        public String address() {
            return address;
        }
    }

    /**
     * Where a key is found.
     *
     * @param variable of the environment; empty for none
     * @param file that holds nothing else; empty for none
     * @param demanded whether a call without it is pointless
     * @param header that carries it; empty for the provider's own way
     */
    public record Key(Optional<String> variable, Optional<Path> file, boolean demanded, String header) {
        public static final Key NONE = new Key(Optional.empty(), Optional.empty(), false, "");
    }

    /**
     * What an operator said of a model; empty for what is to be found out or assumed.
     *
     * @param contextTokens read and written together
     */
    public record KnownAbilities(
            Optional<Boolean> tools,
            Optional<Boolean> schema,
            Optional<Boolean> images,
            Optional<Boolean> streaming,
            Optional<Integer> contextTokens) {
        public static final KnownAbilities NOTHING = new KnownAbilities(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Limits of one call.
     *
     * @param connect until a connection stands
     * @param response until the first byte of an answer
     * @param idle between two pieces of an answer
     * @param total the whole call with all its tries
     * @param retries further tries after 429, 5xx and broken connections
     * @param retryDelay before the first further try when the endpoint does not say; doubles with each
     * @param maxWait the longest wait that an endpoint may ask for
     * @param maxAnswer bytes of an answer
     * @param pictureSide longest side of a picture that is sent, in pixels
     * @param pictureBytes largest picture that is sent
     */
    public record Limits(
            Duration connect,
            Duration response,
            Duration idle,
            Duration total,
            int retries,
            Duration retryDelay,
            Duration maxWait,
            long maxAnswer,
            int pictureSide,
            long pictureBytes) {
        public static final Limits DEFAULTS = new Limits(
                Duration.ofSeconds(10),
                Duration.ofSeconds(120),
                Duration.ofSeconds(60),
                Duration.ofMinutes(10),
                3,
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                4L << 20,
                1024,
                1L << 20);

        /** These limits for somebody who only wants to know whether it works: a minute at most, and one further try. */
        public Limits brief() {
            Duration most = Duration.ofMinutes(1);
            return new Limits(
                    connect,
                    shorter(response, most),
                    shorter(idle, most),
                    shorter(total, most),
                    Math.min(retries, 1),
                    retryDelay,
                    shorter(maxWait, Duration.ofSeconds(5)),
                    maxAnswer,
                    pictureSide,
                    pictureBytes);
        }

        private static Duration shorter(Duration a, Duration b) {
            return a.compareTo(b) < 0 ? a : b;
        }
    }

    /**
     * What tokens cost.
     *
     * @param input for a million tokens read
     * @param output for a million tokens written
     * @param currency as USD
     */
    public record Price(double input, double output, String currency) {
        public Price {
            if (!(input >= 0) || !(output >= 0)) {
                throw new IllegalArgumentException(
                        "A price must be 0 or more, got " + input + " for input and " + output + " for output");
            }
        }

        /** What a number of tokens costs. */
        public double of(long inputTokens, long outputTokens) {
            return (inputTokens * input + outputTokens * output) / 1e6;
        }
    }
}
