package org.eyes4j.agent.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eyes4j.agent.answer.Look;
import org.eyes4j.agent.language.Written;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.tools.value.FrameMapping;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** What a step sees in a crop around each thing that it found: that thing again, in its place; the same text where it reads. */
record CloserLook(String id, String step, Value.Detections before) implements SecondLook {

    @Override
    public Optional<Look> compare(RunResult again) {
        if (!(again.values().get(id) instanceof Value.ListOf views)
                || views.items().size() != before.regions().size()) {
            return Optional.empty();
        }
        List<String> kept = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (int i = 0; i < views.items().size(); i++) {
            Region region = before.regions().get(i);
            if (!(views.items().get(i) instanceof Value.Detections seen)) {
                continue;
            }
            List<Region> now = FrameMapping.map(seen, before.frame()).regions();
            String text = region.text();
            boolean same = text == null ? Likeness.best(region, now).isPresent() : reads(text, now);
            (same ? kept : lost).add(region.id());
            if (!same) {
                told.add(
                        text == null
                                ? Likeness.name(region) + " was not found again in a closer look"
                                : "'" + text + "' was read as '" + read(region, now) + "' in a closer look");
            }
        }
        String sentence = told.isEmpty() ? "" : "step '" + step + "': " + String.join("; ", told);
        return Optional.of(new Look(step, Look.Way.CLOSER, lost.isEmpty(), kept, lost, List.of(), sentence));
    }

    private static boolean reads(String text, List<Region> now) {
        return Written.says(now.stream().map(r -> String.valueOf(r.text())).toList(), text, true);
    }

    private static String read(Region region, List<Region> now) {
        return now.stream()
                .filter(r -> r.text() != null && r.box().intersectionArea(region.box()) > 0)
                .map(r -> String.valueOf(r.text()))
                .reduce((a, b) -> a + " " + b)
                .orElse("nothing");
    }
}
