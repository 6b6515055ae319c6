package org.eyes4j.agent.offline;

import org.eyes4j.agent.plan.Argument;

/**
 * A thing that a plan looks for.
 *
 * @param regions the step that gives what was meant, all conditions held
 * @param search the step that looked, before conditions
 * @param sure the score from which a finding is certain; below it, it is the best guess there is
 */
record Found(Target target, Argument.Ref regions, Argument.Ref search, double sure) {

    /** CEL that holds when something was found. */
    String any() {
        return regions.name() + ".count > 0";
    }

    Found narrowed(Argument.Ref to) {
        return new Found(target, to, search, sure);
    }
}
