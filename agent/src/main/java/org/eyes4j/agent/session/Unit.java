package org.eyes4j.agent.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.value.Region;

/** One thing as people count: a region, or the lines that stand together on one sign. All of one picture. */
record Unit(List<FoundRegion> parts) {
    Unit {
        parts = List.copyOf(parts);
    }

    FoundRegion first() {
        return parts.get(0);
    }

    String id() {
        return first().region().id();
    }

    String picture() {
        return first().picture().image();
    }

    String label() {
        return first().region().label();
    }

    BoundingBox box() {
        return parts.stream()
                .map(part -> part.region().box())
                .reduce(BoundingBox::union)
                .orElseThrow();
    }

    double area() {
        return parts.stream().map(FoundRegion::region).mapToDouble(Region::area).sum();
    }

    boolean isAmong(List<FoundRegion> others) {
        return parts.stream()
                .anyMatch(part -> others.stream()
                        .anyMatch(other ->
                                other.region().id().equals(part.region().id())));
    }

    /** Regions as units, from the left; lines of text that stand together are one. */
    static List<Unit> of(List<FoundRegion> regions) {
        List<Unit> units = new ArrayList<>();
        List<FoundRegion> lines = new ArrayList<>();
        for (FoundRegion found : regions) {
            if (found.region().label().equalsIgnoreCase("text")) {
                lines.add(found);
            } else {
                units.add(new Unit(List.of(found)));
            }
        }
        while (!lines.isEmpty()) {
            List<FoundRegion> together = new ArrayList<>(List.of(lines.remove(0)));
            for (int i = 0; i < together.size(); i++) {
                FoundRegion one = together.get(i);
                List<FoundRegion> beside =
                        lines.stream().filter(line -> near(one, line)).toList();
                together.addAll(beside);
                lines.removeAll(beside);
            }
            together.sort(Comparator.comparingDouble(
                            (FoundRegion line) -> line.region().box().y1())
                    .thenComparingDouble(line -> line.region().box().x1()));
            units.add(new Unit(together));
        }
        units.sort(Comparator.comparing(Unit::picture)
                .thenComparingDouble(unit -> unit.box().x1()));
        return units;
    }

    /** Whether two lines could stand on one sign: no farther apart than the taller of them is high. */
    private static boolean near(FoundRegion a, FoundRegion b) {
        double reach = Math.max(a.region().box().height(), b.region().box().height()) / 2;
        return a.picture().equals(b.picture())
                && a.region()
                                .box()
                                .grow(reach)
                                .intersectionArea(b.region().box().grow(reach))
                        > 0;
    }

    static List<FoundRegion> regions(List<Unit> units) {
        return units.stream().flatMap(unit -> unit.parts().stream()).toList();
    }
}
