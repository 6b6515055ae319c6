package org.eyes4j.agent.run;

import java.util.Optional;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;

/** Where the calls of a run are written down with what they gave, and may be answered from without being made. Thread-safe. */
public interface CallBook {
    /** Writes nothing down and knows nothing. */
    CallBook NONE = new CallBook() {
        @Override
        public boolean isOpen() {
            return false;
        }

        @Override
        public Optional<ToolResult> find(ToolSpecification tool, String key) {
            return Optional.empty();
        }

        @Override
        public void write(ToolSpecification tool, String key, ToolResult result) {}
    };

    /** Whether it wants to be asked at all: a call's key costs reading all of its arguments. */
    default boolean isOpen() {
        return true;
    }

    /**
     * What a call came to when it was made before, or why it must not be made now.
     *
     * @param key equal for equal calls only: tool, version, wished model and arguments are in it
     */
    Optional<ToolResult> find(ToolSpecification tool, String key);

    /** A call was made. */
    void write(ToolSpecification tool, String key, ToolResult result);
}
