package org.eyes4j.e2e.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseInputContent;
import com.openai.models.responses.ResponseInputImage;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseInputText;
import com.openai.models.responses.ResponseStreamEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eyes4j.agent.llm.Message.ToolUse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaClientTest {
    private static final String CATS = "How many cats are there?";

    @TempDir
    static Path folder;

    private static OpenAiServer server;
    private static OpenAIClient client;

    @BeforeAll
    static void start() {
        server = OpenAiServer.start(folder);
        client = OpenAIOkHttpClient.builder()
                .baseUrl(server.baseUrl())
                .apiKey("none")
                .maxRetries(0)
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    private static ChatCompletionCreateParams.Builder ask(String model, String question, String... samples) {
        List<ChatCompletionContentPart> parts = new java.util.ArrayList<>();
        parts.add(ChatCompletionContentPart.ofText(
                ChatCompletionContentPartText.builder().text(question).build()));
        for (String sample : samples) {
            parts.add(ChatCompletionContentPart.ofImageUrl(ChatCompletionContentPartImage.builder()
                    .imageUrl(ChatCompletionContentPartImage.ImageUrl.builder()
                            .url(OpenAiServer.picture(sample))
                            .build())
                    .build()));
        }
        return ChatCompletionCreateParams.builder().model(model).addUserMessageOfArrayOfContentParts(parts);
    }

    @Test
    void should_answer_with_evidence_beside_the_text() {
        ChatCompletion completion = client.chat()
                .completions()
                .create(ask("eyes4j-offline", CATS, "chelsea.png").build());

        assertThat(completion.choices().get(0).message().content().orElse("")).contains("1 cat");
        assertThat(completion.choices().get(0).finishReason().asString()).isEqualTo("stop");
        assertThat(completion._additionalProperties().get("eyes4j").toString())
                .contains("claims", "supported", "r1", "regions", "label=cat");
    }

    @Test
    void should_mark_the_text_where_that_is_asked_for() {
        ChatCompletion completion = client.chat()
                .completions()
                .create(ask("eyes4j-offline", CATS, "chelsea.png")
                        .putAdditionalBodyProperty("eyes4j", JsonValue.from(Map.of("annotations", true)))
                        .build());

        assertThat(completion.choices().get(0).message().content().orElse("")).contains("[", "r1");
        assertThat(completion.choices().get(0).message().annotations().orElse(List.of()))
                .anySatisfy(a -> assertThat(a.urlCitation().title()).isEqualTo("r1"));
    }

    @Test
    void should_stream_the_same_text_and_the_usage() {
        ChatCompletionAccumulator all = ChatCompletionAccumulator.create();
        List<ChatCompletionChunk> chunks;
        try (StreamResponse<ChatCompletionChunk> stream = client.chat()
                .completions()
                .createStreaming(ask("eyes4j-offline", CATS, "chelsea.png")
                        .streamOptions(ChatCompletionStreamOptions.builder()
                                .includeUsage(true)
                                .build())
                        .build())) {
            chunks = stream.stream().peek(all::accumulate).toList();
        }

        assertThat(all.chatCompletion().choices().get(0).message().content().orElse(""))
                .contains("1 cat");
        assertThat(chunks.get(chunks.size() - 1).usage()).isPresent();
        assertThat(chunks.get(chunks.size() - 1).choices()).isEmpty();
    }

    @Test
    void should_know_what_was_seen_when_the_conversation_goes_on() {
        ChatCompletionCreateParams first =
                ask("eyes4j-offline", CATS, "chelsea.png").build();
        String answer = client.chat()
                .completions()
                .create(first)
                .choices()
                .get(0)
                .message()
                .content()
                .orElse("");

        ChatCompletion second = client.chat()
                .completions()
                .create(first.toBuilder()
                        .addAssistantMessage(answer)
                        .addUserMessage("Where is it?")
                        .build());

        assertThat(second._additionalProperties().get("eyes4j").toString()).contains("r1");
    }

    @Test
    void should_let_the_caller_run_the_callers_tools() {
        server.script.reset();
        server.script.calls(new ToolUse("call_7", "order_food", "{\"for\":\"cat\"}"));
        ChatCompletionCreateParams first = ask("eyes4j-react", "Order food for what you see", "chelsea.png")
                .addTool(ChatCompletionFunctionTool.builder()
                        .function(FunctionDefinition.builder()
                                .name("order_food")
                                .description("Orders food for an animal")
                                .parameters(FunctionParameters.builder()
                                        .putAdditionalProperty("type", JsonValue.from("object"))
                                        .putAdditionalProperty(
                                                "properties", JsonValue.from(Map.of("for", Map.of("type", "string"))))
                                        .build())
                                .build())
                        .build())
                .build();

        ChatCompletion wished = client.chat().completions().create(first);

        assertThat(wished.choices().get(0).finishReason().asString()).isEqualTo("tool_calls");
        ChatCompletionMessageToolCall call =
                wished.choices().get(0).message().toolCalls().orElseThrow().get(0);
        assertThat(call.asFunction().function().name()).isEqualTo("order_food");
        assertThat(call.asFunction().function().arguments()).isEqualTo("{\"for\":\"cat\"}");

        server.script.says("The food is ordered.");
        ChatCompletion told = client.chat()
                .completions()
                .create(first.toBuilder()
                        .addMessage(wished.choices().get(0).message())
                        .addMessage(ChatCompletionToolMessageParam.builder()
                                .toolCallId(call.asFunction().id())
                                .content("ordered, number 12")
                                .build())
                        .build());

        assertThat(told.choices().get(0).message().content().orElse("")).contains("The food is ordered.");
        String sent = server.script
                .requests()
                .get(server.script.requests().size() - 1)
                .toString();
        assertThat(sent).contains("ordered, number 12").contains("call_7");
    }

    @Test
    void should_put_the_answer_into_a_form() {
        server.script.reset();
        server.script.says("{\"cats\": \"one\"}").says("{\"cats\": 1}");

        ChatCompletion completion = client.chat()
                .completions()
                .create(ask("eyes4j-offline", CATS, "chelsea.png")
                        .responseFormat(ResponseFormatJsonSchema.builder()
                                .jsonSchema(ResponseFormatJsonSchema.JsonSchema.builder()
                                        .name("count")
                                        .schema(ResponseFormatJsonSchema.JsonSchema.Schema.builder()
                                                .putAdditionalProperty("type", JsonValue.from("object"))
                                                .putAdditionalProperty(
                                                        "properties",
                                                        JsonValue.from(Map.of("cats", Map.of("type", "integer"))))
                                                .putAdditionalProperty("required", JsonValue.from(List.of("cats")))
                                                .build())
                                        .build())
                                .build())
                        .build());

        assertThat(completion.choices().get(0).message().content().orElse("")).isEqualTo("{\"cats\":1}");
        assertThat(server.script.requests()).hasSize(2);
    }

    @Test
    void should_respond_and_go_on_from_a_response() {
        Response first = client.responses()
                .create(ResponseCreateParams.builder()
                        .model("eyes4j-offline")
                        .inputOfResponse(List.of(ResponseInputItem.ofEasyInputMessage(EasyInputMessage.builder()
                                .role(EasyInputMessage.Role.USER)
                                .contentOfResponseInputMessageContentList(List.of(
                                        ResponseInputContent.ofInputText(ResponseInputText.builder()
                                                .text(CATS)
                                                .build()),
                                        ResponseInputContent.ofInputImage(ResponseInputImage.builder()
                                                .detail(ResponseInputImage.Detail.AUTO)
                                                .imageUrl(OpenAiServer.picture("chelsea.png"))
                                                .build())))
                                .build())))
                        .build());
        Response second = client.responses()
                .create(ResponseCreateParams.builder()
                        .model("eyes4j-offline")
                        .previousResponseId(first.id())
                        .input("Where is it?")
                        .build());

        assertThat(text(first)).contains("1 cat");
        assertThat(second._additionalProperties().get("eyes4j").toString()).contains("r1");
        assertThat(client.responses().retrieve(first.id()).id()).isEqualTo(first.id());
    }

    @Test
    void should_stream_a_response() {
        ResponseAccumulator all = ResponseAccumulator.create();
        List<ResponseStreamEvent> events;
        try (StreamResponse<ResponseStreamEvent> stream = client.responses()
                .createStreaming(ResponseCreateParams.builder()
                        .model("eyes4j-offline")
                        .inputOfResponse(List.of(ResponseInputItem.ofEasyInputMessage(EasyInputMessage.builder()
                                .role(EasyInputMessage.Role.USER)
                                .contentOfResponseInputMessageContentList(List.of(
                                        ResponseInputContent.ofInputText(ResponseInputText.builder()
                                                .text(CATS)
                                                .build()),
                                        ResponseInputContent.ofInputImage(ResponseInputImage.builder()
                                                .detail(ResponseInputImage.Detail.AUTO)
                                                .imageUrl(OpenAiServer.picture("chelsea.png"))
                                                .build())))
                                .build())))
                        .build())) {
            events = stream.stream().peek(all::accumulate).toList();
        }

        assertThat(text(all.response())).contains("1 cat");
        assertThat(events.get(0).isCreated()).isTrue();
        assertThat(events).anyMatch(ResponseStreamEvent::isOutputTextDelta);
        assertThat(events.get(events.size() - 1).isCompleted()).isTrue();
    }

    private static String text(Response response) {
        return response.output().stream()
                .flatMap(o -> o.message().stream())
                .flatMap(m -> m.content().stream())
                .flatMap(c -> c.outputText().stream())
                .map(t -> t.text())
                .collect(Collectors.joining());
    }

    @Test
    void should_list_planners_and_embedding_models() {
        List<String> ids = client.models().list().data().stream().map(Model::id).toList();

        assertThat(ids).contains("eyes4j", "eyes4j-offline", "eyes4j-plan", "eyes4j-react", "minilm-l6-v2-q");
        assertThat(client.models().retrieve("eyes4j-offline").ownedBy()).isEqualTo("eyes4j");
    }

    @Test
    void should_embed_texts() {
        CreateEmbeddingResponse reply = client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("minilm-l6-v2-q")
                        .inputOfArrayOfStrings(List.of("a cat", "a kitten", "tax law"))
                        .build());

        assertThat(reply.data()).hasSize(3);
        List<Float> cat = reply.data().get(0).embedding();
        assertThat(cat).hasSize(384);
        assertThat(cosine(cat, reply.data().get(1).embedding()))
                .isGreaterThan(cosine(cat, reply.data().get(2).embedding()) + 0.3);
    }

    private static double cosine(List<Float> a, List<Float> b) {
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            sum += a.get(i) * b.get(i);
        }
        return sum;
    }

    @Test
    void should_tell_errors_as_openai_does() {
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(ask("eyes4j-offlin", CATS, "chelsea.png").build()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("There is no model 'eyes4j-offlin' here; did you mean 'eyes4j-offline'?");
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(ask("eyes4j-offline", CATS).build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("picture");
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(ask("eyes4j-offline", CATS, "chelsea.png").n(2).build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("One answer is given at a time");
    }
}
