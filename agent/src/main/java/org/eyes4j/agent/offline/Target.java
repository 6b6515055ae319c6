package org.eyes4j.agent.offline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thing a question is about, as a noun phrase names it.
 *
 * @param sort what sort of thing it is, which decides who can find it
 * @param head its noun, singular, in English where the lexicon knows the word, else as written
 * @param written the noun as the asker wrote it, for the answer
 * @param colour the colour it must have, by the colour tool's name
 * @param modifiers words said of it that no tool measures
 * @param order which one of several, with {@code index}: the second from the left
 * @param index counted from 1; 0 when no order is asked for
 * @param many how many are meant, from that place on or of the nearest ("the <em>two</em> leftmost"); 0 where no number is said
 * @param relation how it must stand to {@code anchor}
 * @param second for an anchor of "between": what stands on the other side; null where the thing itself is several
 * @param except whether everything but this is meant
 * @param given the input that holds it already; null where it must be looked for
 */
public record Target(
        Sort sort,
        String head,
        String written,
        @Nullable String colour,
        List<String> modifiers,
        @Nullable Order order,
        int index,
        int many,
        @Nullable Relation relation,
        @Nullable Target anchor,
        @Nullable Target second,
        boolean except,
        @Nullable String given) {

    /** Sorts of things, by who finds them. */
    public enum Sort {
        /** Something a detector looks for by its word. */
        THING,
        /** Anything at all. */
        ANYTHING,
        PERSON,
        FACE,
        TEXT,
        /** A sign or notice: found through what is written on it. */
        SURFACE,
        CODE,
        PICTURE,
        /** Where a scene plays ("on the wall"): tells nothing apart when only said along. */
        SETTING,
        BACKGROUND
    }

    public Target {
        modifiers = List.copyOf(modifiers);
    }

    static Target of(Sort sort, String head, String written) {
        return new Target(sort, head, written, null, List.of(), null, 0, 0, null, null, null, false, null);
    }

    static Target wholePicture() {
        return of(Sort.PICTURE, "picture", "picture");
    }

    /** The same thing in the asker's own word. */
    Target called(String word) {
        return new Target(
                sort, head, word, colour, modifiers, order, index, many, relation, anchor, second, except, given);
    }

    Target coloured(@Nullable String name) {
        return new Target(
                sort, head, written, name, modifiers, order, index, many, relation, anchor, second, except, given);
    }

    Target modified(List<String> words) {
        return new Target(
                sort, head, written, colour, words, order, index, many, relation, anchor, second, except, given);
    }

    Target ordered(Order by, int place) {
        return new Target(
                sort, head, written, colour, modifiers, by, place, many, relation, anchor, second, except, given);
    }

    Target standing(Relation how, Target to) {
        return new Target(sort, head, written, colour, modifiers, order, index, many, how, to, second, except, given);
    }

    /** So many of them. */
    Target counted(int number) {
        return new Target(
                sort, head, written, colour, modifiers, order, index, number, relation, anchor, second, except, given);
    }

    /** This and another, as what something stands between. */
    Target and(Target other) {
        return new Target(
                sort, head, written, colour, modifiers, order, index, many, relation, anchor, other, except, given);
    }

    /** This without the other that something stands between. */
    Target alone() {
        return new Target(
                sort, head, written, colour, modifiers, order, index, many, relation, anchor, null, except, given);
    }

    /** This wherever it stands. */
    Target standingAlone() {
        return new Target(
                sort, head, written, colour, modifiers, order, index, many, null, null, second, except, given);
    }

    Target butThis() {
        return new Target(
                sort, head, written, colour, modifiers, order, index, many, relation, anchor, second, true, given);
    }

    /** This, which an input holds. */
    Target given(String input) {
        return new Target(
                sort, head, written, colour, modifiers, order, index, many, relation, anchor, second, except, input);
    }

    Target unordered() {
        return new Target(sort, head, written, colour, modifiers, null, 0, 0, relation, anchor, second, except, given);
    }

    boolean is(Sort other) {
        return sort == other;
    }

    /** Whether it only says where everything is. */
    boolean isPlace() {
        return sort == Sort.PICTURE || sort == Sort.SETTING;
    }

    /** How many an order or nearness chooses; 1 where no number is said. */
    int chosen() {
        return isChosen() ? Math.max(1, many) : 1;
    }

    /** Whether an order or nearness tells which of several is meant. */
    boolean isChosen() {
        return order != null || relation == Relation.NEAREST;
    }

    /** Whether it says no more than a noun. */
    boolean isPlain() {
        return colour == null && order == null && relation == null && !except && given == null;
    }

    /** A compact form: {@code red cup@left2<right:cat>!}, {@code 3 cup@largest1}, {@code cat<between:cup&dog>}, {@code dog=that}. */
    @Override
    public String toString() {
        return (chosen() > 1 ? many + " " : "")
                + (colour == null ? "" : colour + " ")
                + head
                + (given == null ? "" : "=" + given)
                + (order == null ? "" : "@" + order + index)
                + (relation == null ? "" : "<" + relation + ":" + anchor + ">")
                + (second == null ? "" : "&" + second)
                + (except ? "!" : "");
    }
}
