package org.eyes4j.app.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * {@code results.jsonl}: a line of JSON an item, and at the same time the journal by which a batch is gone on with. A line that
 * was {@link #append}ed is on the disk; of an item's several lines the last counts; a line that was torn at the end is cut off.
 * In memory is where each line lies, no more. Thread-safe.
 */
final class Journal implements AutoCloseable {
    static final String FILE = "results.jsonl";
    private static final int BUFFER = 1 << 16;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final FileChannel channel;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Object forcing = new Object();
    private int unreadable;
    private long end;
    private long written;
    private long forced;

    /** What a line says of its item. */
    record Known(
            String digest,
            String workflow,
            boolean done,
            @Nullable FailureKind failure) {
        static Known of(JsonNode line) {
            JsonNode kind = line.at("/failure/kind");
            return new Known(
                    line.path("sha256").asText(),
                    line.path("workflow").asText(),
                    line.path("status").asText().equals("done"),
                    kind.isTextual() ? FailureKind.valueOf(kind.textValue().toUpperCase(java.util.Locale.ROOT)) : null);
        }
    }

    /** @param order the item's place in this run; of an item that this run has not met, its place in the file after all others */
    private record Entry(long offset, int length, Known known, long order) {
        static final long UNMET = 1L << 48;

        boolean isMet() {
            return order < UNMET;
        }
    }

    private Journal(FileChannel channel) {
        this.channel = channel;
    }

    /** Opens the journal of a folder, with what is in it. */
    static Journal open(Path folder) throws IOException {
        Journal journal = new Journal(FileChannel.open(
                folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
        try {
            journal.read();
            return journal;
        } catch (IOException | RuntimeException e) {
            journal.channel.close();
            throw e;
        }
    }

    private void read() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
        long at = 0;
        while (channel.read(buffer.clear(), at) > 0) {
            buffer.flip();
            at += buffer.remaining();
            while (buffer.hasRemaining()) {
                byte next = buffer.get();
                line.write(next);
                if (next == '\n') {
                    took(line.toByteArray());
                    line.reset();
                }
            }
        }
        channel.truncate(end);
    }

    private void took(byte[] line) {
        try {
            JsonNode json = MAPPER.readTree(line);
            String item = json.path("item").asText();
            if (item.isEmpty()) {
                unreadable++;
            } else {
                entries.put(item, new Entry(end, line.length, Known.of(json), Entry.UNMET + end));
            }
        } catch (IOException | IllegalArgumentException e) {
            unreadable++;
        }
        end += line.length;
    }

    /** Whole lines that say nothing of an item. */
    synchronized int unreadable() {
        return unreadable;
    }

    synchronized int size() {
        return entries.size();
    }

    /** What is known of an item. */
    synchronized Optional<Known> find(String item) {
        return Optional.ofNullable(entries.get(item)).map(Entry::known);
    }

    /** An item's line stays as it is; its place is this. */
    synchronized void keep(String item, long order) {
        entries.computeIfPresent(item, (name, e) -> new Entry(e.offset, e.length, e.known, order));
    }

    /** Writes an item's line; it is on the disk when this comes back. Lines of several threads are forced there together. */
    void append(ObjectNode line, long order) throws IOException {
        byte[] bytes = bytes(line);
        long own;
        synchronized (this) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            long at = end;
            while (buffer.hasRemaining()) {
                at += channel.write(buffer, at);
            }
            entries.put(line.path("item").asText(), new Entry(end, bytes.length, Known.of(line), order));
            end = at;
            own = ++written;
        }
        synchronized (forcing) {
            if (forced < own) {
                long now;
                synchronized (this) {
                    now = written;
                }
                channel.force(false);
                forced = now;
            }
        }
    }

    private static byte[] bytes(ObjectNode line) {
        try {
            byte[] json = MAPPER.writeValueAsBytes(line);
            byte[] whole = java.util.Arrays.copyOf(json, json.length + 1);
            whole[json.length] = '\n';
            return whole;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of nodes could not be written", e);
        }
    }

    /** Items of earlier runs that this one did not meet. */
    synchronized long unmet() {
        return entries.values().stream().filter(e -> !e.isMet()).count();
    }

    private List<Map.Entry<String, Entry>> inOrder() {
        List<Map.Entry<String, Entry>> all = new ArrayList<>(entries.entrySet());
        all.sort(Comparator.comparingLong(e -> e.getValue().order));
        return all;
    }

    /** The last line of each item, in order. */
    synchronized void copyTo(OutputStream out) throws IOException {
        for (Map.Entry<String, Entry> entry : inOrder()) {
            out.write(line(entry.getValue()));
        }
    }

    /** Does something with the last line of each item, in order, one after the other. */
    void each(Reader reader) throws IOException {
        List<Map.Entry<String, Entry>> all;
        synchronized (this) {
            all = inOrder();
        }
        for (Map.Entry<String, Entry> entry : all) {
            reader.read(MAPPER.readTree(line(entry.getValue())));
        }
    }

    /** Is given lines. */
    @FunctionalInterface
    interface Reader {
        void read(JsonNode line) throws IOException;
    }

    private byte[] line(Entry entry) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(entry.length);
        long at = entry.offset;
        while (buffer.hasRemaining()) {
            int count = channel.read(buffer, at);
            if (count < 0) {
                throw new IOException(FILE + " became shorter while it was in use");
            }
            at += count;
        }
        return buffer.array();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
