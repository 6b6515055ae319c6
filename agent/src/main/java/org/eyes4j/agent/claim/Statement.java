package org.eyes4j.agent.claim;

import java.util.List;
import java.util.Set;

/** What one clause states of a picture. */
sealed interface Statement {

    /** That there are so many of a thing, or (negated) not. */
    record Exists(Phrase what, boolean negated) implements Statement {}

    /** That things are so, all conditions together, or (negated) not. */
    record Holds(Phrase subject, List<Condition> conditions, boolean negated) implements Statement {
        public Holds {
            conditions = List.copyOf(conditions);
        }
    }

    /** That there are more of one thing than of another; as many where {@code same}. */
    record Outnumbers(Phrase more, Phrase less, boolean same) implements Statement {}

    /** That things follow each other in an order. */
    record Sequence(Rank by, List<Phrase> things) implements Statement {
        public Sequence {
            things = List.copyOf(things);
        }
    }

    /** That nothing of a sort was found at all; or that only these were. */
    record Only(List<Phrase> things) implements Statement {
        public Only {
            things = List.copyOf(things);
        }
    }

    /** A number that stands for itself. */
    record Amount(double number) implements Statement {}

    /** Yes or no, with nothing more. */
    record Verdict(boolean yes) implements Statement {}

    /** A text that stands for itself: what is written, or what a thing is. */
    record Quoted(String text) implements Statement {}

    /** That something was done to things, by one of these tools; to nothing that is named where there is none. */
    record Did(Set<String> tools, List<Phrase> objects) implements Statement {
        public Did {
            tools = Set.copyOf(tools);
            objects = List.copyOf(objects);
        }
    }

    /** That two pictures are alike, or not. */
    record Alike(boolean same) implements Statement {}
}
