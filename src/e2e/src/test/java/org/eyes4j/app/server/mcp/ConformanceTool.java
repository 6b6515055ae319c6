package org.eyes4j.app.server.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.spec.McpSchema.AudioContent;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.EmbeddedResource;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.SamplingMessage;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.eyes4j.app.mcp.McpCall;

/** A tool that a scenario of the conformance suite calls. */
record ConformanceTool(Tool tool, BiFunction<Map<String, Object>, McpCall, CallToolResult> work) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NONE = "{\"type\":\"object\",\"properties\":{}}";

    static Map<String, ConformanceTool> all(Consumer<String> interrupts) {
        Map<String, ConformanceTool> all = new LinkedHashMap<>();
        for (ConformanceTool tool : List.of(
                giving("test_simple_text", words("This is a simple text response for testing.")),
                giving("test_image_content", image()),
                giving(
                        "test_audio_content",
                        AudioContent.builder(sound(), "audio/wav").build()),
                giving("test_embedded_resource", resource("test://embedded-resource", "text/plain", "Embedded.")),
                giving(
                        "test_multiple_content_types",
                        words("Multiple content types test:"),
                        image(),
                        resource(
                                "test://mixed-content-resource",
                                "application/json",
                                "{\"test\":\"data\",\"value\":123}")),
                doing("test_error_handling", NONE, (arguments, call) -> {
                    throw org.eyes4j.app.service.Problem.of(
                            org.eyes4j.app.service.Problem.Type.INVALID,
                            "This tool intentionally returns an error for testing");
                }),
                doing("test_tool_with_logging", NONE, (arguments, call) -> {
                    call.log(LoggingLevel.INFO, "Tool execution started");
                    call.log(LoggingLevel.INFO, "Tool processing data");
                    call.log(LoggingLevel.INFO, "Tool execution completed");
                    return result(words("done"));
                }),
                doing("test_tool_with_progress", NONE, (arguments, call) -> {
                    call.progress(0, 100);
                    call.progress(50, 100);
                    call.progress(100, 100);
                    return result(words("done"));
                }),
                doing(
                        "test_sampling",
                        "{\"type\":\"object\",\"properties\":{\"prompt\":{\"type\":\"string\"}},\"required\":[\"prompt\"]}",
                        ConformanceTool::sample),
                doing(
                        "test_elicitation",
                        "{\"type\":\"object\",\"properties\":{\"message\":{\"type\":\"string\"}},\"required\":[\"message\"]}",
                        (arguments, call) -> elicit(
                                String.valueOf(arguments.get("message")),
                                "{\"type\":\"object\",\"properties\":{\"username\":{\"type\":\"string\"},"
                                        + "\"email\":{\"type\":\"string\"}},\"required\":[\"username\",\"email\"]}",
                                call)),
                doing(
                        "test_elicitation_sep1034_defaults",
                        NONE,
                        (arguments, call) -> elicit("Defaults", DEFAULTS, call)),
                doing("test_elicitation_sep1330_enums", NONE, (arguments, call) -> elicit("Enums", ENUMS, call)),
                doing(
                        "json_schema_2020_12_tool",
                        "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"type\":\"object\","
                                + "\"$defs\":{\"address\":{\"type\":\"object\",\"properties\":{\"street\":{\"type\":\"string\"},"
                                + "\"city\":{\"type\":\"string\"}}}},\"properties\":{\"name\":{\"type\":\"string\"},"
                                + "\"address\":{\"$ref\":\"#/$defs/address\"}},\"additionalProperties\":false}",
                        (arguments, call) -> result(words("done"))),
                doing("test_reconnection", NONE, (arguments, call) -> {
                    interrupts.accept(call.client().sessionId());
                    return result(words("The connection broke, and the answer came all the same."));
                }))) {
            all.put(tool.tool().name(), tool);
        }
        return all;
    }

    private static final String DEFAULTS = """
            {"type": "object", "required": [], "properties": {
              "name": {"type": "string", "default": "John Doe"},
              "age": {"type": "integer", "default": 30},
              "score": {"type": "number", "default": 95.5},
              "status": {"type": "string", "enum": ["active", "inactive", "pending"], "default": "active"},
              "verified": {"type": "boolean", "default": true}}}""";

    private static final String ENUMS = """
            {"type": "object", "required": [], "properties": {
              "untitledSingle": {"type": "string", "enum": ["option1", "option2", "option3"]},
              "titledSingle": {"type": "string", "oneOf": [{"const": "value1", "title": "First Option"},
                {"const": "value2", "title": "Second Option"}, {"const": "value3", "title": "Third Option"}]},
              "legacyEnum": {"type": "string", "enum": ["opt1", "opt2", "opt3"],
                "enumNames": ["Option One", "Option Two", "Option Three"]},
              "untitledMulti": {"type": "array", "items": {"type": "string", "enum": ["option1", "option2", "option3"]}},
              "titledMulti": {"type": "array", "items": {"anyOf": [{"const": "value1", "title": "First Choice"},
                {"const": "value2", "title": "Second Choice"}, {"const": "value3", "title": "Third Choice"}]}}}}""";

    private static ConformanceTool giving(String name, Content... content) {
        return doing(name, NONE, (arguments, call) -> result(content));
    }

    private static ConformanceTool doing(
            String name, String schema, BiFunction<Map<String, Object>, McpCall, CallToolResult> work) {
        return new ConformanceTool(
                Tool.builder(name, map(schema)).description("For " + name).build(), work);
    }

    private static CallToolResult sample(Map<String, Object> arguments, McpCall call) {
        CreateMessageResult said = Objects.requireNonNull(call.client()
                .createMessage(CreateMessageRequest.builder(
                                List.of(SamplingMessage.builder(
                                                Role.USER, words(String.valueOf(arguments.get("prompt"))))
                                        .build()),
                                100)
                        .build())
                .block());
        return result(words("LLM response: " + said.content()));
    }

    private static CallToolResult elicit(String message, String schema, McpCall call) {
        ElicitResult given = Objects.requireNonNull(call.client()
                .createElicitation(
                        ElicitFormRequest.builder(message, map(schema)).build())
                .block());
        return result(words("Elicitation completed: action=" + given.action() + ", content=" + given.content()));
    }

    private static CallToolResult result(Content... content) {
        return CallToolResult.builder(Arrays.asList(content)).build();
    }

    private static Content words(String text) {
        return TextContent.builder(text).build();
    }

    private static Content image() {
        return ImageContent.builder(ConformanceOffer.picture(), "image/png").build();
    }

    private static Content resource(String uri, String type, String text) {
        return EmbeddedResource.builder(
                        TextResourceContents.builder(uri, text).mimeType(type).build())
                .build();
    }

    private static String sound() {
        ByteArrayOutputStream wav = new ByteArrayOutputStream();
        AudioFormat format = new AudioFormat(8000, 16, 1, true, false);
        try (AudioInputStream samples = new AudioInputStream(new ByteArrayInputStream(new byte[160]), format, 80)) {
            AudioSystem.write(samples, AudioFileFormat.Type.WAVE, wav);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(wav.toByteArray());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(String json) {
        try {
            return JSON.readValue(json, Map.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(json, e);
        }
    }
}
