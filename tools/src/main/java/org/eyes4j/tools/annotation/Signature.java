package org.eyes4j.tools.annotation;

import java.lang.reflect.Method;
import java.util.List;
import org.eyes4j.tools.ToolSpecification;
import org.jspecify.annotations.Nullable;

/**
 * A method that can be a tool.
 *
 * @param parameters in order
 * @param output how what it gives becomes a value; null where it gives a {@link org.eyes4j.tools.ToolResult}
 */
record Signature(
        Method method,
        ToolSpecification specification,
        List<Parameter> parameters,
        @Nullable Binding output) {

    /** What a parameter is given. */
    sealed interface Parameter {
        /**
         * The argument of a port.
         *
         * @param optional whether the parameter is an {@code Optional}
         * @param absent what stands for one that was left out
         */
        record OfPort(
                String port,
                Binding binding,
                boolean optional,
                @Nullable Object absent) implements Parameter {}

        /** The call's context. */
        record Context() implements Parameter {}

        /** The call's cancellation. */
        record Stop() implements Parameter {}
    }
}
