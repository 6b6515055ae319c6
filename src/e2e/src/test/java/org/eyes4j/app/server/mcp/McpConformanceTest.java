package org.eyes4j.app.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eyes4j.app.server.Server;
import org.eyes4j.wiring.Eyes4j;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The protocol's own conformance suite (npm package {@code @modelcontextprotocol/conformance}) against a server as {@code eyes4j
 * serve} starts it: the same servlet, sessions, filters and protocol. Only what is offered is another, since the suite calls
 * tools, resources and prompts by names of its own ({@link ConformanceOffer}).
 *
 * <p>All server scenarios run, those that the suite itself calls pending too ({@code json-schema-2020-12}, {@code
 * server-sse-polling}). Its client and authorization scenarios test clients; there are none here. Needs node and npm.
 */
class McpConformanceTest {
    /** The newest for each; that of 0.1.16 needs node 22. */
    private static final String FOR_NODE_22 = "0.1.16";

    private static final String FOR_OLDER_NODES = "0.1.13";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> SCENARIOS = List.of(
            "completion-complete",
            "dns-rebinding-protection",
            "elicitation-sep1034-defaults",
            "elicitation-sep1330-enums",
            "json-schema-2020-12",
            "logging-set-level",
            "ping",
            "prompts-get-embedded-resource",
            "prompts-get-simple",
            "prompts-get-with-args",
            "prompts-get-with-image",
            "prompts-list",
            "resources-list",
            "resources-read-binary",
            "resources-read-text",
            "resources-subscribe",
            "resources-templates-read",
            "resources-unsubscribe",
            "server-initialize",
            "server-sse-multiple-streams",
            "server-sse-polling",
            "tools-call-audio",
            "tools-call-elicitation",
            "tools-call-embedded-resource",
            "tools-call-error",
            "tools-call-image",
            "tools-call-mixed-content",
            "tools-call-sampling",
            "tools-call-simple-text",
            "tools-call-with-logging",
            "tools-call-with-progress",
            "tools-list");

    @TestFactory
    Stream<DynamicTest> should_pass_every_server_scenario(@TempDir Path home, @TempDir Path results) throws Exception {
        Path suite = suite();
        try (Eyes4j eyes4j = new Eyes4j(Map.of("EYES4J_HOME", home.toString()), true, Optional.empty());
                Server server = Server.start(eyes4j, Map.of("server.port", 0, "eyes4j.test.mcp-conformance", true))) {
            run(
                    results,
                    240,
                    "node",
                    suite.toString(),
                    "server",
                    "--suite",
                    "all",
                    "--url",
                    "http://127.0.0.1:" + server.port() + "/mcp",
                    "--output-dir",
                    results.toString());
        }
        Map<String, JsonNode> checks = checks(results);
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(dynamicTest(
                "all scenarios ran", () -> assertThat(checks.keySet()).containsAll(SCENARIOS)));
        checks.forEach((scenario, found) -> tests.add(dynamicTest(scenario, () -> passed(found))));
        return tests.stream();
    }

    private static void passed(JsonNode checks) {
        assertThat(checks).isNotEmpty();
        assertThat(checks)
                .allSatisfy(check -> assertThat(check.path("status").asText())
                        .as(
                                "%s: %s",
                                check.path("name").asText(),
                                check.path("errorMessage").asText())
                        .isIn("SUCCESS", "INFO"));
    }

    /** By scenario. */
    private static Map<String, JsonNode> checks(Path results) throws IOException {
        Map<String, JsonNode> checks = new TreeMap<>();
        try (Stream<Path> files = Files.walk(results)) {
            for (Path file : files.filter(f -> f.endsWith("checks.json")).toList()) {
                String folder = String.valueOf(file.getParent().getFileName());
                String scenario = folder.replaceFirst("^server-", "").replaceFirst("-\\d{4}-\\d\\d-\\d\\dT.*$", "");
                checks.put(scenario, JSON.readTree(file.toFile()));
            }
        }
        return checks;
    }

    /** The suite's program, installed from the user's registry if it is not there yet. */
    private static Path suite() throws Exception {
        Optional<String> node = version("node");
        assumeTrue(node.isPresent() && version("npm").isPresent(), "node and npm are not installed");
        int major = Integer.parseInt(node.orElseThrow().replaceFirst("^v", "").split("\\.")[0]);
        String version = major >= 22 ? FOR_NODE_22 : FOR_OLDER_NODES;
        Path folder = Files.createDirectories(Path.of("target", "mcp-conformance-" + version))
                .toAbsolutePath();
        Path program = folder.resolve("node_modules/@modelcontextprotocol/conformance/dist/index.js");
        if (!Files.exists(program)) {
            int code = run(
                    folder,
                    180,
                    "npm",
                    "install",
                    "--no-audit",
                    "--no-fund",
                    "--ignore-scripts",
                    "--prefix",
                    folder.toString(),
                    "@modelcontextprotocol/conformance@" + version);
            assumeTrue(
                    code == 0 && Files.exists(program),
                    "npm could not install @modelcontextprotocol/conformance@" + version);
        }
        return program;
    }

    private static Optional<String> version(String program) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(program, "--version")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(text.strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static int run(Path folder, int seconds, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Arrays.asList(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(String.join(" ", command) + " took more than " + seconds + " s");
        }
        return process.exitValue();
    }
}
