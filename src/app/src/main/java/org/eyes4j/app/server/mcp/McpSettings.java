package org.eyes4j.app.server.mcp;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much MCP clients may ask for.
 *
 * @param sessions clients at once; more are sent away
 * @param sessionIdle after which a client that says nothing and listens to nothing is forgotten
 * @param parallel requests that work at once, of all clients
 * @param page items of a list
 * @param overlay longest side in pixels of the pictures that show an answer's regions; 0 sends none
 * @param maxMessage largest message, with the pictures in it
 */
@ConfigurationProperties(prefix = "eyes4j.server.mcp", ignoreUnknownFields = false)
record McpSettings(
        @DefaultValue("200") int sessions,
        @DefaultValue("30m") Duration sessionIdle,
        @DefaultValue("64") int parallel,
        @DefaultValue("200") int page,
        @DefaultValue("1024") int overlay,
        @DefaultValue("64MB") DataSize maxMessage) {
    McpSettings {
        between("sessions", sessions, 1, 100_000);
        between("parallel", parallel, 1, 10_000);
        between("page", page, 1, 10_000);
        between("overlay", overlay, 0, 8192);
        if (maxMessage.toBytes() < 1024 || maxMessage.toBytes() > 1L << 30) {
            throw new IllegalArgumentException("max-message: expected 1KB to 1GB, found " + maxMessage);
        }
        if (sessionIdle.toSeconds() < 1) {
            throw new IllegalArgumentException("session-idle: expected at least 1s, found " + sessionIdle);
        }
    }

    private static void between(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + ": expected " + least + " to " + most + ", found " + value);
        }
    }
}
