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
 * @param second what else something stands between, if this is the one side of it
 */
record Found(
        Target target,
        Argument.Ref regions,
        Argument.Ref search,
        double sure,
        @Nullable Found anchor,
        @Nullable Found second) {

    Found(Target target, Argument.Ref regions, Argument.Ref search, double sure) {
        this(target, regions, search, sure, null, null);
    }

    /** CEL that holds when something was found. */
    String any() {
        return regions.name() + ".count > 0" + (second == null ? "" : " && " + second.any());
    }

    Found narrowed(Argument.Ref to) {
        return new Found(target, to, search, sure, anchor, second);
    }

    Found anchored(Found to) {
        return new Found(target, regions, search, sure, to, second);
    }

    Found paired(Found other) {
        return new Found(target, regions, search, sure, anchor, other);
    }

    /** This side of a pair alone. */
    Found alone() {
        return new Found(target.alone(), regions, search, sure, anchor, null);
    }
}
