package org.eyes4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eyes4j.tools.image.Png;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code eyes4j mcp} as a client starts it: a process of its own, with the real models. */
class McpStdioTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Queue<ProgressNotification> PROGRESS = new ConcurrentLinkedQueue<>();
    private static McpSyncClient client;
    private static Map<String, Tool> tools;

    private static ProcessBuilder eyes4j(Path data) {
        ProcessBuilder builder = Processes.eyes4j(
                "mcp", "--folder", Repository.root().resolve("src/samples").toString());
        builder.environment().put("XDG_DATA_HOME", data.toString());
        return builder;
    }

    @BeforeAll
    static void start(@TempDir Path data) {
        ProcessBuilder process = eyes4j(data);
        ServerParameters parameters = ServerParameters.builder(process.command().get(0))
                .args(process.command().subList(1, process.command().size()))
                .env(process.environment())
                .build();
        client = McpClient.sync(new StdioClientTransport(parameters, McpJsonDefaults.getMapper()))
                .requestTimeout(Duration.ofMinutes(5))
                .initializationTimeout(Duration.ofMinutes(1))
                .progressConsumer(PROGRESS::add)
                .build();
        client.initialize();
        tools = client.listTools().tools().stream().collect(Collectors.toMap(Tool::name, Function.identity()));
    }

    @AfterAll
    static void stop() {
        client.closeGracefully();
    }

    private static CallToolResult call(String tool, Map<String, Object> arguments) {
        CallToolResult result = client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
        Assumptions.assumeFalse(
                result.isError() && text(result).contains("could not be fetched"),
                () -> "a model cannot be had here: " + text(result));
        return result;
    }

    private static String text(CallToolResult result) {
        return ((TextContent) result.content().get(0)).text();
    }

    private static JsonNode value(String tool, Map<String, Object> arguments) {
        CallToolResult result = call(tool, arguments);
        assertThat(result.isError()).as(text(result)).isFalse();
        ValidationResponse valid = McpJsonDefaults.getSchemaValidator()
                .validate(tools.get(tool).outputSchema(), result.structuredContent());
        assertThat(valid.valid()).as("%s: %s", tool, valid.errorMessage()).isTrue();
        return JSON.valueToTree(result.structuredContent()).path("value");
    }

    private static Map<String, Object> sample(String name) {
        return Map.of("path", Repository.sample(name).toString());
    }

    @Test
    void should_answer_a_question_with_evidence_and_an_overlay() {
        CallToolResult result =
                call("ask", Map.of("question", "Is there a cat?", "pictures", List.of(sample("chelsea.png"))));

        assertThat(result.isError()).as(text(result)).isFalse();
        assertThat(text(result)).isEqualTo("Yes, there is a cat.");
        JsonNode answer = JSON.valueToTree(result.structuredContent());
        assertThat(answer.at("/claims/0/status").asText()).isEqualTo("supported");
        assertThat(answer.at("/claims/0/evidence/0/id").asText())
                .isEqualTo(answer.at("/regions/0/id").asText());
        assertThat(answer.at("/regions/0/label").asText()).isEqualTo("cat");
        ImageContent overlay = (ImageContent) result.content().get(1);
        assertThat(overlay.mimeType()).isEqualTo("image/jpeg");
        assertThat(Base64.getDecoder().decode(overlay.data())).hasSizeGreaterThan(1000);
        assertThat(McpJsonDefaults.getSchemaValidator()
                        .validate(tools.get("ask").outputSchema(), result.structuredContent())
                        .valid())
                .isTrue();

        String run = "eyes4j://runs/" + answer.path("run").asText();
        assertThat(read(run)).contains("\"status\":\"done\"", "Is there a cat?");
        assertThat(read(run + "/trace")).startsWith("<!doctype html>").contains("Is there a cat?");
    }

    private static String read(String uri) {
        return ((TextResourceContents)
                        client.readResource(ReadResourceRequest.builder(uri).build())
                                .contents()
                                .get(0))
                .text();
    }

    @Test
    void should_tell_progress_of_an_answer() {
        client.callTool(CallToolRequest.builder("ask")
                .arguments(Map.of("question", "How many cats are there?", "pictures", List.of(sample("chelsea.png"))))
                .progressToken("how far")
                .build());

        assertThat(PROGRESS).extracting(ProgressNotification::progressToken).contains("how far");
        assertThat(PROGRESS).extracting(ProgressNotification::message).contains("planned 2 steps");
    }

    @Test
    void should_give_what_the_schemas_promise() {
        JsonNode found = value("detect", Map.of("image", sample("chelsea.png")));
        assertThat(found.at("/regions/0/label").asText()).isEqualTo("cat");
        assertThat(value("count", Map.of("items", JSON.convertValue(found, Map.class)))
                        .asInt())
                .isEqualTo(1);
        JsonNode drawn =
                value("draw", Map.of("image", sample("chelsea.png"), "items", JSON.convertValue(found, Map.class)));
        JsonNode mirrored = value(
                "mirror",
                Map.of("image", Map.of("artifact", drawn.path("artifact").asText())));
        assertThat(mirrored.path("width").asInt()).isEqualTo(drawn.path("width").asInt());
        value(
                "mirror",
                Map.of(
                        "image",
                        Map.of(
                                "uri",
                                "eyes4j://artifacts/"
                                        + mirrored.path("artifact").asText())));
        value("colours", Map.of("image", sample("coffee.png")));
    }

    @Test
    void should_read_no_file_outside_its_folders() {
        for (String path : List.of(
                "/etc/passwd",
                Repository.root().resolve("README.md").toString(),
                "../../README.md",
                "file:///etc/passwd",
                "nothing.png")) {
            CallToolResult refused = call("mirror", Map.of("image", Map.of("path", path)));
            assertThat(refused.isError()).isTrue();
            assertThat(text(refused)).startsWith("There is no file '" + path + "' in ");
        }
    }

    @Test
    void should_write_nothing_but_messages_to_standard_output(@TempDir Path data) throws Exception {
        String picture = Base64.getEncoder()
                .encodeToString(Png.encode(new org.eyes4j.tools.image.Raster(8, 8, 3, new byte[192])));
        List<String> lines = List.of(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\","
                        + "\"capabilities\":{},\"clientInfo\":{\"name\":\"raw\",\"version\":\"1\"}}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                "",
                "this is no message",
                "[{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"ping\"}]",
                "{\"jsonrpc\":\"2.0\",\"id\":99999999999999999999999999,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":\"" + "i".repeat(2000) + "\",\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"no/such\"}",
                "[".repeat(5000),
                "{\"jsonrpc\":\"2.0\",\"id\":\"six\",\"method\":\"tools/call\",\"params\":{\"name\":\"mirror\","
                        + "\"arguments\":{\"image\":{\"data\":\"" + picture + "\"}}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"mirror\","
                        + "\"arguments\":{\"image\":{\"data\":\"AAAA\"}}}}");
        Process process =
                eyes4j(data).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (var in = process.getOutputStream()) {
            in.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        Map<String, JsonNode> answers = new java.util.HashMap<>();
        List<JsonNode> nameless = new ArrayList<>();
        for (String line : out.split("\n")) {
            JsonNode message = tree(line);
            assertThat(message.path("jsonrpc").asText()).isEqualTo("2.0");
            if (message.path("id").isNull()) {
                nameless.add(message);
            } else {
                answers.put(message.path("id").asText(), message);
            }
        }
        assertThat(nameless).hasSize(5).allMatch(m -> m.has("error"));
        assertThat(answers.keySet()).containsExactlyInAnyOrder("1", "2", "3", "5", "six", "7");
        assertThat(answers.get("1").path("result").isEmpty()).isTrue();
        assertThat(answers.get("2").at("/error/message").asText())
                .isEqualTo("Begin with 'initialize'; it has not been asked for yet");
        assertThat(answers.get("3").at("/result/protocolVersion").asText()).isEqualTo("2025-06-18");
        assertThat(answers.get("5").at("/error/code").asInt()).isEqualTo(-32601);
        assertThat(answers.get("six").at("/result/isError").asBoolean()).isFalse();
        assertThat(answers.get("7").at("/result/isError").asBoolean()).isTrue();
    }

    private static JsonNode tree(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new AssertionError("Standard output holds what is no message: " + line, e);
        }
    }
}
