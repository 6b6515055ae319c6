package org.eyes4j.agent.verify;

import java.util.Optional;
import org.eyes4j.agent.answer.Look;
import org.eyes4j.agent.run.RunResult;

/** A step that looks again at what another found. */
interface SecondLook {
    /** The step of the verifying plan that has what is seen now. */
    String id();

    /** The step whose finding is looked at again. */
    String step();

    /** What it shows; empty where the step gave nothing. */
    Optional<Look> compare(RunResult again);
}
