package org.eyes4j.agent.conduct;

import org.eyes4j.agent.llm.ModelReply.Usage;

/**
 * What language models were asked in one request.
 *
 * @param calls how often
 * @param usage tokens of all calls together
 * @param estimated whether an endpoint did not say and tokens were estimated
 * @param cost by the configured price; 0 where none is configured
 * @param currency of the cost; empty where no price is configured
 */
public record Spent(int calls, Usage usage, boolean estimated, double cost, String currency) {
    public static final Spent NOTHING = new Spent(0, Usage.UNKNOWN, false, 0, "");

    public long tokens() {
        return usage.input() + usage.output();
    }
}
