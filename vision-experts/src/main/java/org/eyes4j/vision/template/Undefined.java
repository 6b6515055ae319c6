package org.eyes4j.vision.template;

/** What a name stands for that nothing was given for: it is written as nothing and is not true, but has no members. */
record Undefined(String name) {
    static Undefined named(String name) {
        return new Undefined(name);
    }
}
