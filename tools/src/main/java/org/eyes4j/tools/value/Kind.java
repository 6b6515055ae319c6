package org.eyes4j.tools.value;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The type of a {@link Value}, as the ports of tools declare it. Written {@code image}, {@code list<text>}, {@code any}. */
public sealed interface Kind {

    /** The kinds without a parameter. */
    enum Plain implements Kind {
        ANY,
        TEXT,
        NUMBER,
        FLAG,
        IMAGE,
        VIDEO,
        AUDIO,
        DETECTIONS,
        MASKS,
        KEYPOINTS,
        CLASSIFICATION,
        EMBEDDING,
        DEPTH_MAP,
        VISUAL_PROMPTS,
        RECORD;

        @Override
        public boolean accepts(Kind other) {
            return this == ANY || this == other;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A list whose items are all of one kind. */
    record ListKind(Kind element) implements Kind {
        @Override
        public boolean accepts(Kind other) {
            return other instanceof ListKind list && element.accepts(list.element);
        }

        @Override
        public String toString() {
            return "list<" + element + ">";
        }
    }

    Kind ANY = Plain.ANY;
    Kind TEXT = Plain.TEXT;
    Kind NUMBER = Plain.NUMBER;
    Kind FLAG = Plain.FLAG;
    Kind IMAGE = Plain.IMAGE;
    Kind VIDEO = Plain.VIDEO;
    Kind AUDIO = Plain.AUDIO;
    Kind DETECTIONS = Plain.DETECTIONS;
    Kind MASKS = Plain.MASKS;
    Kind KEYPOINTS = Plain.KEYPOINTS;
    Kind CLASSIFICATION = Plain.CLASSIFICATION;
    Kind EMBEDDING = Plain.EMBEDDING;
    Kind DEPTH_MAP = Plain.DEPTH_MAP;
    Kind VISUAL_PROMPTS = Plain.VISUAL_PROMPTS;
    Kind RECORD = Plain.RECORD;

    static Kind listOf(Kind element) {
        return new ListKind(element);
    }

    /** Whether a value of the other kind may stand where this kind is asked for, without any conversion. */
    // Not a default method: with one, touching Plain first would read the constants above before there are any.
    boolean accepts(Kind other);

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if there is no such kind; the message lists those there are
     */
    static Kind parse(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        if (name.startsWith("list<") && name.endsWith(">") && name.length() <= 64) {
            return new ListKind(parse(name.substring(5, name.length() - 1)));
        }
        for (Plain kind : Plain.values()) {
            if (kind.toString().equals(name)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("There is no kind '" + text + "'; kinds are "
                + Stream.of(Plain.values()).map(Kind.Plain::toString).collect(Collectors.joining(", "))
                + " and list<KIND>");
    }
}
