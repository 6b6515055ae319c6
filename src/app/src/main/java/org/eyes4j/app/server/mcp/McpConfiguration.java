package org.eyes4j.app.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.eyes4j.app.mcp.EyesOffer;
import org.eyes4j.app.mcp.McpOffer;
import org.eyes4j.app.mcp.McpProtocol;
import org.eyes4j.app.mcp.PictureFolders;
import org.eyes4j.app.server.problem.ErrorForm;
import org.eyes4j.app.server.problem.Problems;
import org.eyes4j.app.service.Problem;
import org.eyes4j.app.service.ProblemJson;
import org.eyes4j.app.service.Services;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The servlet at {@code /mcp} and what stands behind it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(McpSettings.class)
class McpConfiguration {
    private static final String PATH = "/mcp";

    @Bean
    McpProtocol mcpProtocol(Services services, ObjectProvider<McpOffer> other, McpSettings settings) {
        McpOffer offer = other.getIfAvailable(() ->
                new EyesOffer(services, PictureFolders.none(services.eyes4j().pictureReader()), settings.overlay()));
        return new McpProtocol(offer, version(), new McpProtocol.Limits(settings.parallel(), settings.page()));
    }

    private static String version() {
        String version = McpConfiguration.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    @Bean
    HttpSessions mcpSessions(McpProtocol protocol, McpSettings settings) {
        return new HttpSessions(protocol, settings);
    }

    @Bean
    ServletRegistrationBean<McpServlet> mcpServlet(
            McpProtocol protocol, HttpSessions sessions, McpSettings settings, Problems problems) {
        ServletRegistrationBean<McpServlet> servlet =
                new ServletRegistrationBean<>(new McpServlet(protocol, sessions, settings, problems), PATH);
        servlet.setAsyncSupported(true);
        servlet.setName("mcp");
        return servlet;
    }

    /** Open streams end before the web server waits for requests to end. */
    @Bean
    SmartLifecycle mcpEnd(HttpSessions sessions) {
        return new SmartLifecycle() {
            private volatile boolean running;

            @Override
            public void start() {
                running = true;
            }

            @Override
            public void stop() {
                running = false;
                sessions.close();
            }

            @Override
            public boolean isRunning() {
                return running;
            }
        };
    }

    /** Problems before a message is read, as JSON-RPC errors that belong to no request. */
    @Bean
    ErrorForm mcpErrors() {
        return new ErrorForm() {
            @Override
            public boolean serves(String path) {
                return path.equals(PATH);
            }

            @Override
            public JsonNode body(Problem problem) {
                ObjectNode node = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
                node.putNull("id");
                ObjectNode error = node.putObject("error").put("code", -32000).put("message", problem.detail());
                error.set("data", ProblemJson.of(problem));
                return node;
            }
        };
    }
}
