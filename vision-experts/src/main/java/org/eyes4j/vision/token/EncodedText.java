package org.eyes4j.vision.token;

import java.util.List;

/**
 * One text as tokens; all members have the same length. The arrays belong to the caller.
 *
 * @param ids the tokens' ids
 * @param tokens as the vocabulary writes them
 * @param types segment ids
 * @param special 1 where the tokenizer put a token of its own, 0 where the text has one
 * @param offsets {@code [start, end)} in UTF-16 characters of the text; {@code [0, 0]} for special tokens
 */
public record EncodedText(long[] ids, List<String> tokens, long[] types, long[] special, List<int[]> offsets) {
    public EncodedText {
        tokens = List.copyOf(tokens);
        offsets = List.copyOf(offsets);
        if (ids.length != tokens.size()
                || ids.length != types.length
                || ids.length != special.length
                || ids.length != offsets.size()) {
            throw new IllegalArgumentException("Expected as many tokens, types, marks and offsets as the " + ids.length
                    + " ids, got " + tokens.size() + ", " + types.length + ", " + special.length + " and "
                    + offsets.size());
        }
    }

    public int length() {
        return ids.length;
    }
}
