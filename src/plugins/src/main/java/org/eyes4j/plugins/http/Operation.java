package org.eyes4j.plugins.http;

import java.util.List;
import java.util.Optional;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;

/**
 * An operation as a tool: what it takes and gives, and how that travels.
 *
 * @param specification of the tool
 * @param method in capitals
 * @param path with parameters in braces
 * @param parts in the document's order
 * @param bodyType media type of what is sent; empty for no body
 * @param result where the value is in the answer
 * @param repeatable whether calling it twice does no more than calling it once
 */
record Operation(
        ToolSpecification specification,
        String method,
        String path,
        List<Part> parts,
        String bodyType,
        Result result,
        boolean repeatable) {
    Operation {
        parts = List.copyOf(parts);
    }

    /**
     * Where the value is in an answer.
     *
     * @param kind of the value
     * @param at JSON pointer into the answer; empty for all of it
     * @param cel an expression over {@code body}, {@code width} and {@code height} that gives the value's JSON form
     */
    record Result(Kind kind, String at, Optional<String> cel) {}
}
