package org.eyes4j.agent.answer;

import java.util.List;

/**
 * A second look at what a step had found.
 *
 * @param step the step whose finding was looked at again
 * @param way how
 * @param agrees whether it showed the same
 * @param kept ids of the regions that were found again
 * @param lost ids of the regions that were not
 * @param extra labels of what was found only now
 * @param told what it showed otherwise, as a sentence; empty where it agrees
 */
public record Look(
        String step, Way way, boolean agrees, List<String> kept, List<String> lost, List<String> extra, String told) {
    /** Ways of looking again. */
    public enum Way {
        /** At the mirrored picture. */
        MIRRORED,
        /** At a crop around each region. */
        CLOSER
    }

    public Look {
        kept = List.copyOf(kept);
        lost = List.copyOf(lost);
        extra = List.copyOf(extra);
    }
}
