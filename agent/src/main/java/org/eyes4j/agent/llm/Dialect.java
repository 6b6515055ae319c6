package org.eyes4j.agent.llm;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eyes4j.config.language.LanguageModelSettings;
import org.jspecify.annotations.Nullable;

/** How LangChain4j is set up for each wire form. Its retries and logs are off: eyes4j has its own. */
enum Dialect {
    OPENAI {
        @Override
        ChatModel whole(LanguageModelSettings s, ApiKey key, HttpClientBuilder http, boolean strict) {
            Integer most = s.maxOutputTokens().orElse(null);
            return OpenAiChatModel.builder()
                    .httpClientBuilder(http)
                    .baseUrl(s.baseUrl())
                    .apiKey(bearer(s, key))
                    .customHeaders(headers(s, key))
                    .customQueryParams(s.query())
                    .modelName(s.model())
                    .temperature(s.temperature().orElse(null))
                    .seed(s.seed().orElse(null))
                    .maxTokens(knowsCompletionTokens(s) ? null : most)
                    .maxCompletionTokens(knowsCompletionTokens(s) ? most : null)
                    .strictJsonSchema(strict)
                    .maxRetries(0)
                    .logRequests(false)
                    .logResponses(false)
                    .build();
        }

        @Override
        StreamingChatModel streaming(LanguageModelSettings s, ApiKey key, HttpClientBuilder http, boolean strict) {
            Integer most = s.maxOutputTokens().orElse(null);
            return OpenAiStreamingChatModel.builder()
                    .httpClientBuilder(http)
                    .baseUrl(s.baseUrl())
                    .apiKey(bearer(s, key))
                    .customHeaders(headers(s, key))
                    .customQueryParams(s.query())
                    .modelName(s.model())
                    .temperature(s.temperature().orElse(null))
                    .seed(s.seed().orElse(null))
                    .maxTokens(knowsCompletionTokens(s) ? null : most)
                    .maxCompletionTokens(knowsCompletionTokens(s) ? most : null)
                    .strictJsonSchema(strict)
                    .accumulateToolCallId(false)
                    .logRequests(false)
                    .logResponses(false)
                    .build();
        }

        @Override
        WireCheck check(StatusFaults faults) {
            return new OpenAiCheck(faults);
        }
    },

    ANTHROPIC {
        private static final int ENOUGH_TOKENS = 4096;

        @Override
        ChatModel whole(LanguageModelSettings s, ApiKey key, HttpClientBuilder http, boolean strict) {
            return AnthropicChatModel.builder()
                    .httpClientBuilder(http)
                    .baseUrl(s.baseUrl())
                    .apiKey(key.value().orElse(NO_KEY))
                    .modelName(s.model())
                    .temperature(s.temperature().orElse(null))
                    .maxTokens(s.maxOutputTokens().orElse(ENOUGH_TOKENS))
                    .maxRetries(0)
                    .logRequests(false)
                    .logResponses(false)
                    .build();
        }

        @Override
        StreamingChatModel streaming(LanguageModelSettings s, ApiKey key, HttpClientBuilder http, boolean strict) {
            return AnthropicStreamingChatModel.builder()
                    .httpClientBuilder(http)
                    .baseUrl(s.baseUrl())
                    .apiKey(key.value().orElse(NO_KEY))
                    .modelName(s.model())
                    .temperature(s.temperature().orElse(null))
                    .maxTokens(s.maxOutputTokens().orElse(ENOUGH_TOKENS))
                    .logRequests(false)
                    .logResponses(false)
                    .build();
        }

        @Override
        WireCheck check(StatusFaults faults) {
            return new AnthropicCheck(faults);
        }
    },

    OLLAMA {
        @Override
        ChatModel whole(LanguageModelSettings s, ApiKey key, HttpClientBuilder http, boolean strict) {
            return OllamaChatModel.builder()
                    .httpClientBuilder(http)
                    .baseUrl(s.baseUrl())
                    .customHeaders(authorization(key))
                    .modelName(s.model())
                    .temperature(s.temperature().orElse(null))
                    .seed(s.seed().orElse(null))
                    .numPredict(s.maxOutputTokens().orElse(null))
                    .numCtx(s.abilities().contextTokens().orElse(null))
                    .maxRetries(0)
                    .logRequests(false)
                    .logResponses(false)
                    .build();
        }

        @Override
        StreamingChatModel streaming(LanguageModelSettings s, ApiKey key, HttpClientBuilder http, boolean strict) {
            return OllamaStreamingChatModel.builder()
                    .httpClientBuilder(http)
                    .baseUrl(s.baseUrl())
                    .customHeaders(authorization(key))
                    .modelName(s.model())
                    .temperature(s.temperature().orElse(null))
                    .seed(s.seed().orElse(null))
                    .numPredict(s.maxOutputTokens().orElse(null))
                    .numCtx(s.abilities().contextTokens().orElse(null))
                    .logRequests(false)
                    .logResponses(false)
                    .build();
        }

        @Override
        WireCheck check(StatusFaults faults) {
            return new OllamaCheck(faults);
        }

        @Override
        boolean streamsLines() {
            return true;
        }
    };

    /** LangChain4j wants something where an endpoint of one's own wants nothing. */
    private static final String NO_KEY = "none";

    static Dialect of(LanguageModelSettings.Provider provider) {
        return switch (provider) {
            case OPENAI -> OPENAI;
            case ANTHROPIC -> ANTHROPIC;
            case OLLAMA -> OLLAMA;
            case GGUF -> throw new IllegalArgumentException("A GGUF file has no endpoint");
        };
    }

    /** A model that answers all at once. */
    abstract ChatModel whole(LanguageModelSettings s, ApiKey key, HttpClientBuilder http, boolean strict);

    /** A model that answers piece by piece. */
    abstract StreamingChatModel streaming(LanguageModelSettings s, ApiKey key, HttpClientBuilder http, boolean strict);

    /** What looks at one answer. */
    abstract WireCheck check(StatusFaults faults);

    /** Whether a stream is one JSON object a line, not server-sent events. */
    boolean streamsLines() {
        return false;
    }

    /** OpenAI itself and Azure want the newer name; others know the older one. */
    private static boolean knowsCompletionTokens(LanguageModelSettings s) {
        return s.baseUrl().contains("://api.openai.com/") || s.baseUrl().contains(".azure.com/");
    }

    private static @Nullable String bearer(LanguageModelSettings s, ApiKey key) {
        return s.key().header().isEmpty() ? key.value().orElse(null) : null;
    }

    private static Map<String, String> headers(LanguageModelSettings s, ApiKey key) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (!s.key().header().isEmpty()) {
            key.value().ifPresent(k -> headers.put(s.key().header(), k));
        }
        return headers;
    }

    private static Map<String, String> authorization(ApiKey key) {
        return key.value().map(k -> Map.of("Authorization", "Bearer " + k)).orElse(Map.of());
    }
}
