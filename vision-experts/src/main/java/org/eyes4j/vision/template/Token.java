package org.eyes4j.vision.template;

/**
 * A piece of a template.
 *
 * @param line where it begins, from 1
 */
record Token(Kind kind, String text, int line) {
    enum Kind {
        /** Text between tags, as it is. */
        PLAIN,
        /** <code>{{</code> or <code>{%</code>. */
        OPEN,
        /** <code>}}</code> or <code>%}</code>. */
        CLOSE,
        NAME,
        TEXT,
        NUMBER,
        SIGN,
        END
    }

    boolean is(Kind kind, String text) {
        return this.kind == kind && this.text.equals(text);
    }
}
