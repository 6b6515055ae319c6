package org.eyes4j.tools.annotation;

import java.util.List;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * How a Java type stands for a kind of value.
 *
 * @param kind of the values
 * @param choices the only texts there are, for an enum
 * @param framed whether values are made in the frame of a picture among the arguments
 * @param whole whether numbers are whole
 * @param in makes the Java object of a value; says what is wrong by {@link ToolFailure}
 * @param out makes the value of a Java object
 */
record Binding(Kind kind, List<String> choices, boolean framed, boolean whole, In in, Out out) {

    /** From a value to what the method takes. */
    @FunctionalInterface
    interface In {
        Object toJava(Value value);
    }

    /** From what the method gives to a value; {@code picture} is the first picture's frame among the arguments. */
    @FunctionalInterface
    interface Out {
        Value toValue(Object java, @Nullable Frame picture);
    }

    static Binding of(Kind kind, In in, Out out) {
        return new Binding(kind, List.of(), false, false, in, out);
    }

    /** One whose values stand in the frame of a picture among the arguments. */
    static Binding inFrame(Kind kind, In in, FramedOut out) {
        return new Binding(kind, List.of(), true, false, in, (java, picture) -> {
            if (picture == null) {
                throw new IllegalStateException(
                        "There is no picture among the arguments for these coordinates to belong to; give " + kind
                                + " as a Value with a frame");
            }
            return out.toValue(java, picture);
        });
    }

    /** {@link Out} with a picture. */
    @FunctionalInterface
    interface FramedOut {
        Value toValue(Object java, Frame picture);
    }
}
