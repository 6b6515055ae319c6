package org.eyes4j.app.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eyes4j.app.server.ScriptedTool;
import org.eyes4j.app.server.TestServer;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.image.Png;
import org.eyes4j.tools.image.Raster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official SDK's client against {@code /mcp}. */
class McpHttpTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] RED = Png.encode(new Raster(40, 30, 3, red(40 * 30)));

    private static TestServer server;
    /** Held, so that its level stays. */
    private static final Logger CLIENT_LOG = Logger.getLogger("io.modelcontextprotocol");

    private final BlockingQueue<List<Tool>> toolChanges = new LinkedBlockingQueue<>();
    private final BlockingQueue<McpSchema.ProgressNotification> progress = new LinkedBlockingQueue<>();
    private McpSyncClient client;

    private static byte[] red(int pixels) {
        byte[] data = new byte[pixels * 3];
        for (int i = 0; i < pixels; i++) {
            data[3 * i] = (byte) 0xE0;
        }
        return data;
    }

    @BeforeAll
    static void start(@TempDir Path home) {
        CLIENT_LOG.setLevel(Level.WARNING);
        server = TestServer.start(home, ScriptedTool.echo(), ScriptedTool.tell());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpClientStreamableHttpTransport transport() {
        return HttpClientStreamableHttpTransport.builder(server.at("").toString())
                .endpoint("/mcp")
                .openConnectionOnStartup(true)
                .build();
    }

    @BeforeEach
    void connect() {
        client = McpClient.sync(transport())
                .requestTimeout(Duration.ofSeconds(30))
                .toolsChangeConsumer(toolChanges::add)
                .progressConsumer(progress::add)
                .build();
        client.initialize();
    }

    @AfterEach
    void leave() {
        client.closeGracefully();
    }

    private CallToolResult call(String tool, Map<String, Object> arguments) {
        return client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
    }

    private static String text(CallToolResult result) {
        return ((TextContent) result.content().get(0)).text();
    }

    @Test
    void should_greet_in_the_newest_version() {
        assertThat(client.getServerInfo().name()).isEqualTo("eyes4j");
        assertThat(client.getServerInstructions()).startsWith("eyes4j sees pictures.");
        assertThat(client.getServerCapabilities().tools().listChanged()).isTrue();
        assertThat(client.getCurrentInitializationResult().protocolVersion()).isEqualTo("2025-11-25");
        assertThat(client.ping()).isNotNull();
    }

    @Test
    void should_list_every_tool_and_ask_by_name_with_schemas() {
        List<Tool> tools = client.listTools().tools();

        assertThat(tools).extracting(Tool::name).isSorted().contains("ask", "detect", "crop", "echo");
        assertThat(tools).hasSize(server.eyes4j().tools().names().size() + 1);
        assertThat(tools).allSatisfy(tool -> {
            assertThat(tool.inputSchema()).containsEntry("type", "object");
            assertThat(tool.outputSchema()).containsEntry("type", "object");
            assertThat(tool.description()).isNotBlank();
            ToolSpecification specification =
                    server.eyes4j().tools().specification(tool.name()).orElse(null);
            boolean effect = specification != null && specification.is(ToolSpecification.Trait.EFFECT);
            assertThat(tool.annotations().readOnlyHint()).isEqualTo(!effect);
            assertThat(tool.annotations().destructiveHint()).isEqualTo(effect);
        });
    }

    @Test
    void should_call_a_tool_and_give_its_value_as_structure_and_words() {
        CallToolResult result = call("echo", Map.of("text", "hello"));

        assertThat(result.isError()).isFalse();
        assertThat(JSON.<JsonNode>valueToTree(result.structuredContent()))
                .isEqualTo(tree("{\"tool\":\"echo\",\"kind\":\"text\",\"value\":\"hello\",\"warnings\":[]}"));
        assertThat(text(result)).contains("hello");
    }

    @Test
    void should_take_a_picture_as_data_and_give_another_back_as_artifact_and_image() throws Exception {
        CallToolResult result = call(
                "mirror",
                Map.of(
                        "image",
                        Map.of(
                                "data",
                                "data:image/png;base64," + Base64.getEncoder().encodeToString(RED))));

        assertThat(text(result)).doesNotContain("base64");
        ImageContent shown = (ImageContent) result.content().get(1);
        assertThat(shown.mimeType()).isEqualTo("image/jpeg");
        JsonNode value = JSON.valueToTree(result.structuredContent()).path("value");
        String uri = "eyes4j://artifacts/" + value.path("artifact").asText();
        BlobResourceContents blob = (BlobResourceContents)
                client.readResource(McpSchema.ReadResourceRequest.builder(uri).build())
                        .contents()
                        .get(0);
        Raster mirrored = Png.decode(Base64.getDecoder().decode(blob.blob()));
        assertThat(mirrored.width()).isEqualTo(40);
        assertThat(mirrored.height()).isEqualTo(30);
        assertThat(client.listResources().resources())
                .extracting(McpSchema.Resource::uri)
                .contains(uri);
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void should_tell_a_wrong_argument_as_a_result() {
        CallToolResult result = call("echo", Map.of("txt", "hello"));

        assertThat(result.isError()).isTrue();
        assertThat(text(result))
                .isEqualTo("Tool 'echo' has no argument 'txt'; did you mean 'text'? (at /arguments/txt)");
    }

    @Test
    void should_tell_progress_while_a_tool_works() throws InterruptedException {
        client.callTool(CallToolRequest.builder("tell")
                .arguments(Map.of("times", 3))
                .progressToken("p1")
                .build());

        McpSchema.ProgressNotification told = progress.poll(10, TimeUnit.SECONDS);
        assertThat(told).isNotNull();
        assertThat(told.progressToken()).isEqualTo("p1");
        assertThat(told.message()).startsWith("at 1 of");
    }

    @Test
    void should_tell_when_the_tools_change() throws InterruptedException {
        ToolRegistry tools = server.eyes4j().tools();
        tools.register(new ScriptedTool(
                ToolSpecification.named("plugin")
                        .describedAs("Comes and goes")
                        .gives(org.eyes4j.tools.value.Kind.TEXT, "nothing"),
                (a, c) -> org.eyes4j.tools.ToolResult.of(new org.eyes4j.tools.value.Value.Text(""))));

        assertThat(toolChanges.poll(20, TimeUnit.SECONDS))
                .extracting(Tool::name)
                .contains("plugin");
        tools.unregister("plugin");
        assertThat(toolChanges.poll(20, TimeUnit.SECONDS))
                .extracting(Tool::name)
                .doesNotContain("plugin");
    }

    @Test
    void should_refuse_what_is_not_there() {
        assertThatThrownBy(() -> client.readResource(McpSchema.ReadResourceRequest.builder("eyes4j://artifacts/none")
                        .build()))
                .isInstanceOf(McpError.class)
                .hasMessageContaining("There is no resource of this URI");
        assertThatThrownBy(() -> call("eco", Map.of()))
                .isInstanceOf(McpError.class)
                .hasMessageContaining("Unknown tool 'eco'; did you mean 'echo'?");
        assertThatThrownBy(() -> client.getPrompt(
                        McpSchema.GetPromptRequest.builder("cont").build()))
                .isInstanceOf(McpError.class)
                .hasMessageContaining("There is no prompt 'cont'; did you mean 'count'?");
    }

    @Test
    void should_have_prompts_in_two_languages_and_complete_their_arguments() {
        assertThat(client.listPrompts().prompts())
                .extracting(McpSchema.Prompt::name)
                .containsExactly("describe", "count", "find", "read_text", "compare");
        assertThat(prompt("en")).startsWith("Count with the tool 'ask': how many cups are in the picture abc?");
        assertThat(prompt("zh-TW")).startsWith("請用工具「ask」數一數：圖片 abc 裡有多少cups？");
        McpSchema.CompleteResult completed = client.completeCompletion(new McpSchema.CompleteRequest(
                new McpSchema.PromptReference("count"),
                new McpSchema.CompleteRequest.CompleteArgument("language", "z")));
        assertThat(completed.completion().values()).containsExactly("zh-TW");
    }

    private String prompt(String language) {
        McpSchema.GetPromptResult result = client.getPrompt(McpSchema.GetPromptRequest.builder("count")
                .arguments(Map.of("picture", "abc", "thing", "cups", "language", language))
                .build());
        return ((TextContent) result.messages().get(0).content()).text();
    }
}
