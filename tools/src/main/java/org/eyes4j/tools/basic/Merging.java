package org.eyes4j.tools.basic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.FrameMapping;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;
import org.jspecify.annotations.Nullable;

/** Regions of several results as one, and what was searched for with them. */
final class Merging {
    private static final double SAME = 0.9;

    private Merging() {}

    /** How much boxes of one label overlap where they are one thing. */
    static Port overlap() {
        return Port.optional(
                        "overlap",
                        Kind.NUMBER,
                        "boxes of one label that overlap at least so much (IoU) are one thing, and the better stays")
                .or(SAME)
                .between(0.1, 1);
    }

    /**
     * At least one result; the first one's frame is kept. Of two regions of one label with nearly the same box, the better
     * stays.
     *
     * @param overlap the IoU from which boxes are nearly the same
     */
    static Value.Detections merge(List<Value.Detections> results, double overlap) {
        Frame frame = results.get(0).frame();
        List<Region> regions = new ArrayList<>();
        Search search = null;
        for (Value.Detections result : results) {
            for (Region region : FrameMapping.map(result, frame).regions()) {
                add(regions, region, overlap);
            }
            search = merge(search, result.search());
        }
        return new Value.Detections(frame, regions, search);
    }

    private static void add(List<Region> regions, Region region, double overlap) {
        for (int i = 0; i < regions.size(); i++) {
            Region known = regions.get(i);
            if (known.isNamed() && known.id().equals(region.id())
                    || known.label().equals(region.label()) && known.box().iou(region.box()) >= overlap) {
                if (region.score() > known.score()) {
                    regions.set(i, region);
                }
                return;
            }
        }
        regions.add(region);
    }

    private static @Nullable Search merge(@Nullable Search a, @Nullable Search b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        Map<String, List<String>> matched = new LinkedHashMap<>(a.matched());
        b.matched().forEach(matched::putIfAbsent);
        return new Search(
                union(a.asked(), b.asked()),
                matched,
                union(a.unknown(), b.unknown()).stream()
                        .filter(word -> !matched.containsKey(word))
                        .toList(),
                a.closedVocabulary() || b.closedVocabulary(),
                Math.max(a.threshold(), b.threshold()),
                String.join(", ", union(List.of(a.model()), List.of(b.model()))));
    }

    private static List<String> union(List<String> a, List<String> b) {
        Set<String> all = new LinkedHashSet<>(a);
        all.addAll(b);
        return List.copyOf(all);
    }
}
