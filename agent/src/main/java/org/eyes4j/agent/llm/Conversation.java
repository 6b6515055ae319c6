package org.eyes4j.agent.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A {@link ModelRequest} in LangChain4j's words. */
final class Conversation {
    private final PictureEncoder pictures;

    Conversation(PictureEncoder pictures) {
        this.pictures = pictures;
    }

    /** @param bound whether the answer's form is sent along */
    ChatRequest of(ModelRequest request, boolean bound) {
        ChatRequest.Builder builder = ChatRequest.builder()
                .messages(request.messages().stream().map(this::message).toList());
        if (!request.tools().isEmpty()) {
            builder.toolSpecifications(
                    request.tools().stream().map(Conversation::tool).toList());
        }
        if (bound && request.form().isPresent()) {
            builder.responseFormat(format(request.form().get()));
        }
        return builder.build();
    }

    private ChatMessage message(Message message) {
        if (message instanceof Message.System system) {
            return SystemMessage.from(some(system.text()));
        }
        if (message instanceof Message.User user) {
            return user(user);
        }
        if (message instanceof Message.Assistant said) {
            return said.calls().isEmpty()
                    ? AiMessage.from(said.text())
                    : AiMessage.builder()
                            .text(said.text().isEmpty() ? null : said.text())
                            .toolExecutionRequests(said.calls().stream()
                                    .map(Conversation::call)
                                    .toList())
                            .build();
        }
        Message.Tool tool = (Message.Tool) message;
        return ToolExecutionResultMessage.from(tool.call(), tool.tool(), some(tool.text()));
    }

    private UserMessage user(Message.User user) {
        if (user.images().isEmpty()) {
            return UserMessage.from(some(user.text()));
        }
        List<Content> contents = new ArrayList<>();
        if (!user.text().isBlank()) {
            contents.add(TextContent.from(user.text()));
        }
        user.images().forEach(i -> contents.add(ImageContent.from(pictures.encode(i.raster()))));
        return UserMessage.from(contents);
    }

    /** Endpoints refuse empty messages. */
    private static String some(String text) {
        return text.isBlank() ? "(nothing)" : text;
    }

    /** What was no object when the model wrote it goes back inside of one: endpoints refuse a history with broken JSON. */
    private static ToolExecutionRequest call(Message.ToolUse use) {
        JsonNode arguments = WireJson.tryParse(use.arguments());
        String sound = arguments instanceof ObjectNode object
                ? object.toString()
                : JsonNodeFactory.instance
                        .objectNode()
                        .put("not_json", use.arguments())
                        .toString();
        return ToolExecutionRequest.builder()
                .id(use.id())
                .name(use.tool())
                .arguments(sound)
                .build();
    }

    private static ToolSpecification tool(ModelRequest.OfferedTool tool) {
        JsonObjectSchema.Builder parameters = JsonObjectSchema.builder();
        Map<String, JsonSchemaElement> properties = raw(tool.schema().path("properties"));
        parameters.addProperties(properties);
        List<String> required = new ArrayList<>();
        tool.schema().path("required").forEach(r -> required.add(r.asText()));
        parameters.required(required);
        if (tool.schema().path("additionalProperties").isBoolean()) {
            parameters.additionalProperties(
                    tool.schema().path("additionalProperties").asBoolean());
        }
        Map<String, JsonSchemaElement> definitions = raw(tool.schema().path("$defs"));
        if (!definitions.isEmpty()) {
            parameters.definitions(definitions);
        }
        return ToolSpecification.builder()
                .name(tool.name())
                .description(tool.description())
                .parameters(parameters.build())
                .build();
    }

    private static Map<String, JsonSchemaElement> raw(JsonNode schemas) {
        Map<String, JsonSchemaElement> raw = new LinkedHashMap<>();
        schemas.properties()
                .forEach(
                        e -> raw.put(e.getKey(), JsonRawSchema.from(e.getValue().toString())));
        return raw;
    }

    private static ResponseFormat format(ModelRequest.Form form) {
        String name = form.name().replaceAll("[^A-Za-z0-9_-]", "_");
        return ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder()
                        .name(name.length() > 64 ? name.substring(0, 64) : name)
                        .rootElement(JsonRawSchema.from(form.schema().toString()))
                        .build())
                .build();
    }
}
