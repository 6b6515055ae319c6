package org.eyes4j.vision.template;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Variables while a template is rendered, what is written, and how much of either is still allowed. Used by one thread. */
final class Scope {
    /** Far more than any template of a conversation takes. */
    private static final int MAX_STEPS = 100_000;

    private static final int MAX_CHARACTERS = 1_000_000;

    private final @Nullable Scope outer;
    private final Map<String, Object> own = new HashMap<>();
    private final Run run;

    private static final class Run {
        private final StringBuilder out = new StringBuilder();
        private int steps;
    }

    private Scope(@Nullable Scope outer, Run run) {
        this.outer = outer;
        this.run = run;
    }

    static Scope of(Map<String, Object> variables) {
        Scope scope = new Scope(null, new Run());
        scope.own.putAll(variables);
        return scope;
    }

    /** A loop's own variables: what is set there is gone after it. */
    Scope inner() {
        return new Scope(this, run);
    }

    Object get(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            Object value = scope.own.get(name);
            if (value != null) {
                return value;
            }
        }
        return Undefined.named(name);
    }

    void set(String name, Object value) {
        own.put(name, value);
    }

    /** Sets a member of what {@code namespace} made; nothing else can be changed. */
    void put(String name, String member, Object value) {
        if (!(get(name) instanceof Namespace namespace)) {
            throw new TemplateException("it sets `" + name + "." + member + "`, and `" + name + "` is no namespace");
        }
        namespace.put(member, value);
    }

    void write(String text) {
        if (run.out.length() + text.length() > MAX_CHARACTERS) {
            throw new TemplateException("it writes more than " + MAX_CHARACTERS + " characters");
        }
        run.out.append(text);
    }

    void step() {
        if (++run.steps > MAX_STEPS) {
            throw new TemplateException("it takes more than " + MAX_STEPS + " steps");
        }
    }

    String written() {
        return run.out.toString();
    }
}
