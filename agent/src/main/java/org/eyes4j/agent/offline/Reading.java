package org.eyes4j.agent.offline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far the words of one clause have been put together. Not thread-safe. */
final class Reading {
    final List<Token> tokens;
    final List<Piece> pieces = new ArrayList<>();

    /** The word that comes next. */
    int at;

    Reading(List<Token> tokens) {
        this.tokens = tokens;
    }

    @Nullable
    Token peek(int ahead) {
        return at + ahead < tokens.size() ? tokens.get(at + ahead) : null;
    }

    boolean is(int ahead, String... tags) {
        Token token = peek(ahead);
        return token != null && token.isAny(tags);
    }

    Piece last() {
        return pieces.get(lastIndex());
    }

    void replaceLast(Piece piece) {
        pieces.set(lastIndex(), piece);
    }

    /** "the person standing on the left": what a noun does stands between it and its place. */
    int lastIndex() {
        int i = pieces.size() - 1;
        while (i > 0 && pieces.get(i) instanceof Piece.Mark mark && mark.token().isAny("stance", "activity")) {
            i--;
        }
        return i;
    }

    String text(int ahead) {
        Token token = peek(ahead);
        return token == null ? "" : token.text();
    }

    /** Whether the clause ends here, but for punctuation. */
    boolean isDone() {
        return tokens.subList(at, tokens.size()).stream().allMatch(Token::isPunctuation);
    }

    /** Gives up what was read from a word and a piece on. */
    boolean back(int word, int piece) {
        at = word;
        pieces.subList(piece, pieces.size()).clear();
        return false;
    }
}
