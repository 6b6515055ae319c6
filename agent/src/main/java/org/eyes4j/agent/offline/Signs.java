package org.eyes4j.agent.offline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.value.Region;

/** Signs have no label in a detector's vocabulary: they are known by their lettering. */
final class Signs {
    private Signs() {}

    /** The lines that stand together with the largest one, in the order they were read. */
    static List<Region> main(List<Region> lines) {
        Region largest = lines.stream()
                .max(Comparator.comparingDouble(r -> r.box().area()))
                .orElseThrow();
        List<Region> together = new ArrayList<>(List.of(largest));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Region line : lines) {
                if (!together.contains(line) && together.stream().anyMatch(t -> near(t.box(), line.box()))) {
                    together.add(line);
                    grown = true;
                }
            }
        }
        return lines.stream().filter(together::contains).toList();
    }

    /** Whether two lines could stand on one sign: no farther apart than the taller of them is high. */
    private static boolean near(BoundingBox a, BoundingBox b) {
        double reach = Math.max(a.height(), b.height());
        return a.grow(reach / 2).intersectionArea(b.grow(reach / 2)) > 0;
    }
}
