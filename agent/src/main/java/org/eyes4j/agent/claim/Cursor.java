package org.eyes4j.agent.claim;

import java.util.List;
import java.util.Set;

/** A place in the words of a clause, moved on by what is read. Not thread-safe. */
final class Cursor {
    private static final Word END = new Word(Word.Sort.MARK, "", Double.NaN, 0, 0);

    private final List<Word> words;
    private int at;

    Cursor(List<Word> words) {
        this.words = words;
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

    Word peek() {
        return peek(0);
    }

    Word peek(int ahead) {
        int i = at + ahead;
        return i >= 0 && i < words.size() ? words.get(i) : END;
    }

    Word next() {
        Word word = peek();
        at++;
        return word;
    }

    boolean is(String word) {
        return peek().is(word);
    }

    boolean isAny(Set<String> some) {
        return !peek().isQuote() && some.contains(peek().text());
    }

    /** Takes these words, parted by blanks, if they come next. */
    boolean take(String phrase) {
        String[] parts = phrase.split(" ");
        for (int i = 0; i < parts.length; i++) {
            if (!peek(i).is(parts[i])) {
                return false;
            }
        }
        at += parts.length;
        return true;
    }

    /** Takes the first of these phrases that comes next; empty if none does. */
    String takeAny(List<String> phrases) {
        for (String phrase : phrases) {
            if (take(phrase)) {
                return phrase;
            }
        }
        return "";
    }

    boolean takeAny(Set<String> words) {
        if (isAny(words)) {
            at++;
            return true;
        }
        return false;
    }

    List<Word> rest() {
        return at >= words.size() ? List.of() : words.subList(at, words.size());
    }
}
