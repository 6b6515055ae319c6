package org.eyes4j.agent.claim;

import java.util.List;
import java.util.Map;

/** A place in the words of a Chinese clause, moved on by what is read. Not thread-safe. */
final class ChineseCursor {
    private static final ChineseWord END = new ChineseWord("", Map.of(), 0, 0);

    private final List<ChineseWord> words;
    private int at;

    ChineseCursor(List<ChineseWord> words) {
        this.words = words;
    }

    /** All words of the clause. */
    List<ChineseWord> words() {
        return words;
    }

    int mark() {
        return at;
    }

    void reset(int mark) {
        at = mark;
    }

    boolean atEnd() {
        return at >= words.size();
    }

    int size() {
        return words.size();
    }

    ChineseWord peek() {
        return peek(0);
    }

    ChineseWord peek(int ahead) {
        int i = at + ahead;
        return i >= 0 && i < words.size() ? words.get(i) : END;
    }

    ChineseWord next() {
        ChineseWord word = peek();
        at++;
        return word;
    }

    boolean take(String text) {
        if (peek().text().equals(text)) {
            at++;
            return true;
        }
        return false;
    }

    boolean takeTag(String tag) {
        if (peek().is(tag)) {
            at++;
            return true;
        }
        return false;
    }

    boolean takeNoun(String noun) {
        if (peek().value("noun").equals(noun)) {
            at++;
            return true;
        }
        return false;
    }
}
