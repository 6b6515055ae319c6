package org.eyes4j.agent.claim;

import java.util.List;
import java.util.Set;

/** What a sentence says of a thing; true, false or not known of each region. */
sealed interface Condition {

    /**
     * In a part of the picture.
     *
     * @param across -1 left, 0 in the middle, 1 right, {@link #ANY} not said
     * @param down -1 top, 0 in the middle, 1 bottom, {@link #ANY} not said
     * @param half whether the whole half is meant
     */
    record At(int across, int down, boolean half) implements Condition {
        static final int ANY = 9;

        At(int across, int down) {
            this(across, down, false);
        }
    }

    /** So to other things. "Between" has one phrase that names several, or two. */
    record Stands(Bearing bearing, List<Phrase> anchors) implements Condition {
        public Stands {
            anchors = List.copyOf(anchors);
        }
    }

    /**
     * Of these colours.
     *
     * @param main whether the thing's main colour must be among them; else any of its colours is enough
     */
    record Coloured(List<String> colours, boolean main) implements Condition {
        public Coloured {
            colours = List.copyOf(colours);
        }
    }

    /** The so-manieth of its like in an order, counted from 1, from the end where negative. */
    record Ranked(Rank by, int index) implements Condition {}

    /** More so than another. */
    record Exceeds(Rank by, Phrase other) implements Condition {}

    /** As much as another. */
    record Equals(Rank by, Phrase other) implements Condition {}

    /** With this written on it; the whole of what is written, unless {@code part}. */
    record Says(String text, boolean part) implements Condition {}

    /** Of another kind. */
    record Labelled(Phrase kind) implements Condition {}

    /** So large, as {@code what} of the measuring tools. */
    record Measures(String what, double number, double tolerance) implements Condition {}

    /** So far from another, in pixels. */
    record Apart(double number, double tolerance, Phrase other) implements Condition {}

    /** In this box, or around this point, in pixels. */
    record Boxed(List<Double> numbers) implements Condition {
        public Boxed {
            numbers = List.copyOf(numbers);
        }
    }

    /** One of these regions, by their ids. */
    record Cited(Set<String> ids) implements Condition {
        public Cited {
            ids = Set.copyOf(ids);
        }
    }

    /** Found with this score, 0–1. */
    record Scored(double score, double tolerance) implements Condition {}

    /** Anything else, in one word; may be an attribute that a tool noted. */
    record Described(String word) implements Condition {}
}
