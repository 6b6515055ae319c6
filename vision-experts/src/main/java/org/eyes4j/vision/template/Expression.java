package org.eyes4j.vision.template;

/** Something that has a value: text, whole number, truth, list, map, or one of {@link None} and {@link Undefined}. */
@FunctionalInterface
interface Expression {
    Object in(Scope scope);
}
