package org.eyes4j.agent.replay;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.agent.run.RegionNames;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** The names that things had in a recorded run. Immutable; thread-safe. */
final class RecordedNames implements RegionNames {
    private record Seen(Frame frame, Detection detection) {}

    private final Map<Seen, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    RecordedNames(List<Value.Detections> seen) {
        for (Value.Detections detections : seen) {
            for (Region region : detections.regions()) {
                if (region.isNamed()) {
                    names.putIfAbsent(new Seen(detections.frame(), region.detection()), region.id());
                    taken.add(region.id());
                }
            }
        }
    }

    @Override
    public Optional<String> of(Frame frame, Detection detection, Set<String> given) {
        return Optional.ofNullable(names.get(new Seen(frame, detection))).filter(id -> !given.contains(id));
    }

    @Override
    public Set<String> taken() {
        return Set.copyOf(taken);
    }
}
