package org.eyes4j.agent.offline;

import org.eyes4j.agent.plan.Argument;
import org.jspecify.annotations.Nullable;

/**
 * A thing that a plan looks for.
 *
 * @param regions the step that gives what was meant, all conditions held
 * @param search the step that looked, before conditions
 * @param sure the score from which a finding is certain; below it, it is the best guess there is
 * @param anchor what it must stand to in a relation, if anything
 */
record Found(
        Target target,
        Argument.Ref regions,
        Argument.Ref search,
        double sure,
        @Nullable Found anchor) {

    Found(Target target, Argument.Ref regions, Argument.Ref search, double sure) {
        this(target, regions, search, sure, null);
    }

    /** CEL that holds when something was found. */
    String any() {
        return regions.name() + ".count > 0";
    }

    Found narrowed(Argument.Ref to) {
        return new Found(target, to, search, sure, anchor);
    }

    Found anchored(Found to) {
        return new Found(target, regions, search, sure, to);
    }
}
