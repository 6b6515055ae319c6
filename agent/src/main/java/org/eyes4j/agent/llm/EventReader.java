package org.eyes4j.agent.llm;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into events: server-sent events as the WHATWG's HTML standard has them (9.2.6, without ids and retry), or
 * one JSON object a line, as Ollama sends them.
 */
final class EventReader implements Closeable {
    private final BufferedReader lines;
    private final boolean serverSent;

    EventReader(BufferedReader lines, boolean serverSent) {
        this.lines = lines;
        this.serverSent = serverSent;
    }

    /** The next event with data; null at the end. */
    @Nullable
    ServerSentEvent next() throws IOException {
        return serverSent ? nextServerSent() : nextLine();
    }

    private @Nullable ServerSentEvent nextLine() throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank()) {
                return new ServerSentEvent(null, line);
            }
        }
        return null;
    }

    private @Nullable ServerSentEvent nextServerSent() throws IOException {
        StringBuilder data = new StringBuilder();
        @Nullable String name = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    return new ServerSentEvent(name, data.toString());
                }
                name = null;
                continue;
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1).strip();
            if (field.equals("data")) {
                data.append(data.isEmpty() ? "" : "\n").append(value);
            } else if (field.equals("event")) {
                name = value;
            }
        }
        // An event that the end of the stream cut short is none; what was whole but for its empty line is told.
        return data.isEmpty() ? null : new ServerSentEvent(name, data.toString());
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
