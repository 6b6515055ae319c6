package org.eyes4j.app.server.mcp;

import org.eyes4j.app.mcp.McpOffer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts {@link ConformanceOffer} in the place of what eyes4j offers, for servers that a test starts so. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("eyes4j.test.mcp-conformance")
class ConformanceConfiguration {
    @Bean
    McpOffer conformanceOffer(ApplicationContext context) {
        return new ConformanceOffer(
                session -> context.getBean(HttpSessions.class).interrupt(session));
    }
}
