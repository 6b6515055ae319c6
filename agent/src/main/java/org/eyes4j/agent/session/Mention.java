package org.eyes4j.agent.session;

import java.util.Set;

/**
 * Words of a question that refer to something a conversation may know.
 *
 * @param start where they begin
 * @param end where they end, exclusively
 * @param text as written
 * @param sort what sort of reference they are
 * @param noun what they name; any for "it" and "one"
 * @param written the noun as it is written; empty where there is none
 * @param plural whether they speak of several
 * @param place which of several: an order and a place in it; none for no order
 * @param index from 1 in that order; -1 for the last; 0 where no order is said
 * @param colour a colour that they name; empty for none
 * @param many how many they speak of; 0 where no number is said
 * @param flags what else they say
 */
record Mention(
        int start,
        int end,
        String text,
        Sort sort,
        Noun noun,
        String written,
        boolean plural,
        Place place,
        int index,
        String colour,
        int many,
        Set<Flag> flags) {

    /** Sorts of references. */
    enum Sort {
        /** "#r12". */
        ID,
        /** "it", "they". */
        PRONOUN,
        /** "the second dog", "that one". */
        THING,
        /** "which one": of those that were spoken of. */
        GROUP
    }

    /** What a reference says beside. */
    enum Flag {
        /** "that", "this", "those". */
        POINTS,
        /** "the other". */
        OTHER,
        /** "both". */
        BOTH,
        /** "its". */
        POSSESSIVE,
        /** "she". */
        PERSON
    }

    /** Orders in which things are counted. */
    enum Place {
        NONE,
        LEFT,
        RIGHT,
        TOP,
        BOTTOM,
        MIDDLE,
        LARGEST,
        SMALLEST,
        TALLEST,
        SHORTEST,
        WIDEST,
        NARROWEST
    }

    Mention {
        flags = Set.copyOf(flags);
    }

    boolean is(Flag flag) {
        return flags.contains(flag);
    }

    /** A reference that says nothing of place, colour or number. */
    static Mention plain(int start, int end, String text, Sort sort, boolean plural, Set<Flag> flags) {
        return new Mention(start, end, text, sort, Noun.ANY, "", plural, Place.NONE, 0, "", 0, flags);
    }
}
