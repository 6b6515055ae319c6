package org.eyes4j.agent.claim;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which of several things is meant by a place that none of them, or more than one, is in. Stateless. */
final class Extremes {
    private Extremes() {}

    static Optional<Seen> of(List<Seen> things, Condition.At at) {
        if (things.stream().map(seen -> seen.frame().image()).distinct().count() > 1) {
            return Optional.empty();
        }
        if (at.across() == 0 && at.down() == Condition.At.ANY && things.size() % 2 == 1) {
            List<Seen> order =
                    things.stream().sorted(Comparator.comparingDouble(Seen::x)).toList();
            return Optional.of(order.get(order.size() / 2));
        }
        return things.stream().min(Comparator.comparingDouble(seen -> distance(seen, at)));
    }

    private static double distance(Seen seen, Condition.At at) {
        double across = at.across() == Condition.At.ANY ? 0 : Math.abs(seen.x() - (at.across() + 1) / 2.0);
        double down = at.down() == Condition.At.ANY ? 0 : Math.abs(seen.y() - (at.down() + 1) / 2.0);
        return across + down;
    }
}
