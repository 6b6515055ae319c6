package org.eyes4j.tools;

import java.util.Optional;

/**
 * Anything a plan step can call: an expert, an image operation, a remote service, a workflow.
 *
 * <p>An implementation does its work and nothing else: arguments arrive validated against {@link #specification()}
 * ({@link ToolRegistry#call} sees to it), in the kinds the ports declare, defaults filled in. What cannot be done is a
 * {@link ToolResult.Failure}; an exception is a bug and is reported as one. Thread-safe: one tool serves many calls at
 * once. Loads nothing before its first call.
 */
public interface Tool extends AutoCloseable {

    ToolSpecification specification();

    ToolResult call(Arguments arguments, ToolContext context);

    /** What it lacks to work, as far as can be told without loading anything; nothing where it is ready, or makes itself so. */
    default Optional<Lack> lack() {
        return Optional.empty();
    }

    /** Whether it can be called just now; told at once, without asking anyone outside. */
    default Availability availability() {
        return Availability.READY;
    }

    /** Frees what the tool holds; a later call may load it again. */
    @Override
    default void close() {}
}
