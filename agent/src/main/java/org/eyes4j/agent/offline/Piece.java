package org.eyes4j.agent.offline;

/** A clause's parts after its noun phrases, relations and comparisons have been put together. */
sealed interface Piece {

    /** A noun phrase. */
    record Noun(Target target, boolean plural) implements Piece {}

    /**
     * A relation that the noun after it anchors: "left of", "on".
     *
     * @param weak a bare preposition, which may only tie a phrase to the picture
     */
    record Link(Relation relation, boolean weak) implements Piece {}

    /**
     * A comparison without its noun: "bigger", "the largest", "further left".
     *
     * @param word as the asker wrote it
     */
    record Rank(Order order, boolean superlative, String word) implements Piece {}

    /** A place of the picture itself: "on the left", "from the left". */
    record Place(Relation direction, boolean from) implements Piece {}

    /** Any other word that does something. */
    record Mark(Token token) implements Piece {}
}
