package org.eyes4j.agent.offline;

import org.eyes4j.agent.plan.Argument;

/**
 * A thing that a plan looks for.
 *
 * @param regions the step that gives what was meant, all conditions held
 * @param search the step that looked, before conditions
 */
record Found(Target target, Argument.Ref regions, Argument.Ref search) {

    /** CEL that holds when something was found. */
    String any() {
        return regions.name() + ".count > 0";
    }

    Found narrowed(Argument.Ref to) {
        return new Found(target, to, search);
    }
}
