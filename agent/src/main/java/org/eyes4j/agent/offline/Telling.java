package org.eyes4j.agent.offline;

import java.util.List;
import org.eyes4j.agent.answer.Claim;

/** Tells what a run found out about one goal. */
@FunctionalInterface
interface Telling {
    List<Claim> tell(Findings findings);
}
