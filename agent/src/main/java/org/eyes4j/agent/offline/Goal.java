package org.eyes4j.agent.offline;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is asked for.
 *
 * @param targets what it is about; empty for the whole picture or everything in it
 * @param how a relation, an order, {@code colour:red} or a way of hiding; empty where the asking says it all
 * @param anchor what targets are compared by ("nearer to the cup")
 * @param said the part of the question that says so
 * @param picture which of the pictures is meant, from 1; 0 when the question does not say
 */
public record Goal(
        Asked asked,
        List<Target> targets,
        String how,
        @Nullable Target anchor,
        String said,
        int picture) {
    public Goal {
        targets = List.copyOf(targets);
    }

    Goal(Asked asked, List<Target> targets, String how, @Nullable Target anchor, String said) {
        this(asked, targets, how, anchor, said, 0);
    }

    Goal inPicture(int number) {
        return new Goal(asked, targets, how, anchor, said, number);
    }

    static Goal of(Asked asked, List<Target> targets, String said) {
        return new Goal(asked, targets, "", null, said);
    }

    static Goal of(Asked asked, Target target, String how, String said) {
        return new Goal(asked, List.of(target), how, null, said);
    }

    Target target() {
        return targets.get(0);
    }

    /** A compact form: {@code which[nearest](cat|person; cup)}. */
    @Override
    public String toString() {
        return asked
                + (how.isEmpty() ? "" : "[" + how + "]")
                + "("
                + (asked == Asked.CANNOT
                        ? ""
                        : targets.stream().map(Target::toString).collect(Collectors.joining("|")))
                + (anchor == null ? "" : "; " + anchor)
                + ")";
    }
}
