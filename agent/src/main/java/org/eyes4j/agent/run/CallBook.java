package org.eyes4j.agent.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;

/** Where the calls of a run are written down with what they gave, and may be answered from without being made. Thread-safe. */
public interface CallBook {
    /** Writes nothing down and knows nothing. */
    CallBook NONE = new CallBook() {
        @Override
        public boolean concerns(ToolSpecification tool) {
            return false;
        }

        @Override
        public Optional<ToolResult> find(ToolSpecification tool, String key) {
            return Optional.empty();
        }

        @Override
        public void write(ToolSpecification tool, String key, ToolResult result) {}
    };

    /**
     * Whether calls of a tool are written down: those whose results cannot be worked out again for sure or for little.
     * Finding a call's key costs reading all of its arguments.
     */
    default boolean concerns(ToolSpecification tool) {
        return tool.is(Trait.MODEL) || tool.is(Trait.EFFECT) || tool.is(Trait.RANDOM);
    }

    /**
     * What a call came to when it was made before, or why it must not be made now.
     *
     * @param key equal for equal calls only: tool, version, wished model and arguments are in it
     */
    Optional<ToolResult> find(ToolSpecification tool, String key);

    /** A call was made. */
    void write(ToolSpecification tool, String key, ToolResult result);

    /**
     * A call that was made.
     *
     * @param key by which {@link #find} knows it
     */
    record MadeCall(String tool, String key, ToolResult result) {}

    /** A book that is written from the beginning, perhaps beside another that answers. */
    final class Log implements CallBook {
        private final CallBook other;
        private final Map<String, MadeCall> calls = new LinkedHashMap<>();

        public Log() {
            this(NONE);
        }

        /** One that also has what another answers, and that tells it what is written. */
        public Log(CallBook other) {
            this.other = other;
        }

        @Override
        public boolean concerns(ToolSpecification tool) {
            return CallBook.super.concerns(tool) || other.concerns(tool);
        }

        @Override
        public Optional<ToolResult> find(ToolSpecification tool, String key) {
            Optional<ToolResult> known = other.find(tool, key);
            known.ifPresent(result -> note(tool, key, result));
            return known;
        }

        @Override
        public void write(ToolSpecification tool, String key, ToolResult result) {
            note(tool, key, result);
            other.write(tool, key, result);
        }

        private synchronized void note(ToolSpecification tool, String key, ToolResult result) {
            calls.put(key, new MadeCall(tool.name(), key, result));
        }

        /** What was written down, in order. */
        public synchronized List<MadeCall> calls() {
            return List.copyOf(calls.values());
        }
    }
}
