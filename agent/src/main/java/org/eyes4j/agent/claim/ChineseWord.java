package org.eyes4j.agent.claim;

import java.util.Map;

/**
 * A word of a Chinese sentence.
 *
 * @param text folded to simplified characters; a quotation as it is written
 * @param tags what it may do, each with its value; "quote", "number", "noun" and "mark" beside those of the word list
 */
record ChineseWord(String text, Map<String, String> tags, int from, int to) {
    boolean is(String tag) {
        return tags.containsKey(tag);
    }

    String value(String tag) {
        return tags.getOrDefault(tag, "");
    }
}
