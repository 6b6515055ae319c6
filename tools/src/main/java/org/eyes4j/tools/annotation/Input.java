package org.eyes4j.tools.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says more about a parameter of a {@link VisionTool}. */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Input {
    /** What {@link #defaultValue} and {@link #example} are when nothing is said. */
    String NONE = "\u0000";

    /** In snake_case; the parameter's own name if left out (which needs {@code javac -parameters}). */
    String name() default "";

    /** The same as {@link #description}, for brevity. */
    String value() default "";

    /** What it is, as a fragment of a sentence; its name if left out. */
    String description() default "";

    /** Smallest number allowed. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Largest number allowed. */
    double max() default Double.POSITIVE_INFINITY;

    /** Most items of a list or characters of a text. */
    int maxItems() default org.eyes4j.tools.Port.DEFAULT_MAX_ITEMS;

    /** The only texts allowed; an enum has its own. */
    String[] choices() default {};

    /** What stands in when it is left out: a text, or JSON. A parameter with one is optional. */
    String defaultValue() default NONE;

    /** What a caller might write: a text, or JSON. */
    String example() default NONE;

    /** Whether it may not be left out; one that may is then {@code null}, an empty {@code Optional} or an empty list. */
    boolean required() default true;
}
