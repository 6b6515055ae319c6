package org.eyes4j.agent.prompt;

/**
 * How many tokens, by {@link Tokens#estimate}, values may take in a prompt.
 *
 * @param perValue of one value
 * @param all of all together
 */
public record TextBudget(int perValue, int all) {
    public static final TextBudget DEFAULT = new TextBudget(800, 6_000);

    public TextBudget {
        if (perValue < 40 || all < perValue) {
            throw new IllegalArgumentException(
                    "A value needs 40 tokens, and all together no fewer than one, got " + perValue + " and " + all);
        }
    }
}
