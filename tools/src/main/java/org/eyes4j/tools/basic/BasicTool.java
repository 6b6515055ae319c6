package org.eyes4j.tools.basic;

import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.expression.ExpressionException;
import org.eyes4j.tools.geometry.FrameMismatchException;

/**
 * What the tools without a model have in common: they stop when asked to, and geometry of two different pictures or an
 * expression that does not fit is a failure, not a bug.
 */
abstract class BasicTool implements Tool {
    private final ToolSpecification specification;

    BasicTool(ToolSpecification specification) {
        this.specification = specification;
    }

    @Override
    public final ToolSpecification specification() {
        return specification;
    }

    @Override
    public final ToolResult call(Arguments arguments, ToolContext context) {
        if (context.cancellation().isRequested()) {
            return cancelled();
        }
        try {
            return run(arguments, context);
        } catch (FrameMismatchException e) {
            return badInput(
                    String.valueOf(e.getMessage()),
                    "Give '" + specification.name() + "' regions that were found in the same picture.");
        } catch (ExpressionException e) {
            return invalid(String.valueOf(e.getMessage()));
        }
    }

    abstract ToolResult run(Arguments arguments, ToolContext context);

    final ToolResult badInput(String message, String hint) {
        return ToolResult.failed(FailureKind.BAD_INPUT, message, hint);
    }

    final ToolResult invalid(String message) {
        return ToolResult.failed(FailureKind.INVALID_ARGUMENT, message);
    }

    final ToolResult cancelled() {
        return ToolResult.failed(FailureKind.CANCELLED, "'" + specification.name() + "' was cancelled");
    }
}
