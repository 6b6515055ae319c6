package org.eyes4j.agent.dialogue;

/**
 * How far a conversation about one request may go.
 *
 * @param tools most tools that are offered
 * @param replans how often what remains of a plan may be planned anew after a step failed
 * @param rounds most calls of the model that decide about next steps, when it decides step by step
 */
public record DialogueLimits(int tools, int replans, int rounds) {
    public static final DialogueLimits DEFAULT = new DialogueLimits(40, 2, 25);

    public DialogueLimits {
        if (tools < 1 || replans < 0 || rounds < 1) {
            throw new IllegalArgumentException(
                    "At least 1 tool, 0 replans and 1 round are needed, got " + tools + ", " + replans + ", " + rounds);
        }
    }
}
