package org.eyes4j.app.server.ops;

import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;
import org.eyes4j.app.server.ScriptedTool;
import org.eyes4j.app.server.TestServer;
import org.eyes4j.app.server.TestServer.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

class OpsTest {
    @Test
    void should_tell_health_and_metrics(@TempDir Path home) {
        try (TestServer server = TestServer.start(home, ScriptedTool.echo())) {
            server.post("/api/v1/tools/echo", "{\"arguments\":{\"text\":\"hi\"}}");

            assertThat(server.get("/actuator/health/liveness").status()).isEqualTo(200);
            assertThat(server.get("/actuator/health/readiness").text()).isEqualTo("{\"status\":\"UP\"}");
            JsonNode health = server.get("/actuator/health").json();
            assertThat(health.at("/status").textValue()).isEqualTo("UP");
            assertThat(health.at("/components/eyes4j/components/detect/details/models")
                            .toString())
                    .contains("coco-ssd");
            String metrics = server.get("/actuator/prometheus").text();
            assertThat(metrics)
                    .contains("eyes4j_tool_calls_seconds_count{model=\"none\",outcome=\"done\",tool=\"echo\"} 1")
                    .contains("eyes4j_runs_working", "eyes4j_streams", "eyes4j_models_memory_bytes");
        }
    }

    @Test
    void should_send_spans_of_a_run_to_a_collector(@TempDir Path home) {
        WireMockServer collector =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        collector.start();
        collector.stubFor(post(urlEqualTo("/v1/traces")).willReturn(ok()));
        String plan =
                "{\"inputs\":{},\"steps\":[{\"id\":\"said\",\"tool\":\"echo\",\"with\":{\"text\":\"secret words\"}}],"
                        + "\"outputs\":{\"said\":{\"ref\":\"said\"}}}";
        try (TestServer server = TestServer.at(
                home,
                Map.of("eyes4j.server.telemetry.otlp", "http://127.0.0.1:" + collector.port() + "/v1/traces"),
                ScriptedTool.echo())) {
            Reply run = server.post("/api/v1/runs?wait=30", "{\"kind\":\"workflow\",\"plan\":" + plan + "}");
            assertThat(run.status()).as(run.text()).isEqualTo(200);
            assertThat(run.json().get("status").textValue()).isEqualTo("done");
            server.beans(SdkTracerProvider.class)
                    .forEach(p -> p.forceFlush().join(10, java.util.concurrent.TimeUnit.SECONDS));

            String sent = collector.findAll(postRequestedFor(urlEqualTo("/v1/traces"))).stream()
                    .map(r -> new String(r.getBody(), StandardCharsets.ISO_8859_1))
                    .collect(Collectors.joining());
            assertThat(sent)
                    .contains("invoke_agent eyes4j", "execute_tool echo", "gen_ai.operation.name", "gen_ai.tool.name")
                    .contains(run.json().get("id").textValue())
                    .doesNotContain("secret words");
        } finally {
            collector.stop();
        }
    }

    @Test
    void should_refuse_a_wrong_setting_by_its_name(@TempDir Path home) {
        assertThatThrownBy(() -> TestServer.at(home, Map.of("eyes4j.server.telemetry.log", "xml")))
                .hasMessageContaining("eyes4j.server.telemetry.log");
        assertThatThrownBy(() -> TestServer.at(home, Map.of("eyes4j.server.telemetry.otlp", "collector:4318")))
                .hasMessageContaining("eyes4j.server.telemetry.otlp");
    }

    @Test
    void should_log_an_entry_a_line_with_the_run_it_is_about() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ServerLog log =
                new ServerLog(OpsSettings.Form.JSON, Level.INFO, new PrintStream(out, true, StandardCharsets.UTF_8));
        LogRecord entry = new LogRecord(Level.WARNING, "line one\nline two");
        entry.setLoggerName("org.eyes4j.some.Thing");
        entry.setThrown(new IllegalStateException("broken"));

        try (MDC.MDCCloseable run = MDC.putCloseable("run", "20260101-000000-abc")) {
            log.publish(entry);
        }
        log.publish(new LogRecord(Level.FINE, "not this"));

        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text.lines()).hasSize(1);
        JsonNode json = new ObjectMapper().readTree(text);
        assertThat(json.get("level").textValue()).isEqualTo("warn");
        assertThat(json.get("run").textValue()).isEqualTo("20260101-000000-abc");
        assertThat(json.get("message").textValue()).isEqualTo("line one\nline two");
        assertThat(json.get("error").textValue()).isEqualTo("java.lang.IllegalStateException: broken");
    }
}
