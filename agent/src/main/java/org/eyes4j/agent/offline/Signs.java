package org.eyes4j.agent.offline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
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

    /** The lines sign by sign, in the order they were read. */
    static List<List<Region>> blocks(List<Region> lines) {
        List<List<Region>> blocks = new ArrayList<>();
        List<Region> left = new ArrayList<>(lines);
        while (!left.isEmpty()) {
            List<Region> block = main(left);
            blocks.add(block);
            left.removeAll(block);
        }
        blocks.sort(Comparator.comparingInt(block -> lines.indexOf(block.get(0))));
        return blocks;
    }

    /** The lines of each sign as one region, which keeps the first line's id. */
    static List<Region> whole(List<Region> lines) {
        return blocks(lines).stream()
                .map(block -> {
                    Region first = block.get(0);
                    BoundingBox around = block.stream()
                            .map(Region::box)
                            .reduce(BoundingBox::union)
                            .orElseThrow();
                    String text = block.stream()
                            .map(line -> String.valueOf(line.text()).strip())
                            .collect(Collectors.joining(" / "));
                    return first.with(first.detection().withBox(around).withText(text));
                })
                .toList();
    }

    /** Whether two lines could stand on one sign: no farther apart than the taller of them is high. */
    private static boolean near(BoundingBox a, BoundingBox b) {
        double reach = Math.max(a.height(), b.height());
        return a.grow(reach / 2).intersectionArea(b.grow(reach / 2)) > 0;
    }
}
