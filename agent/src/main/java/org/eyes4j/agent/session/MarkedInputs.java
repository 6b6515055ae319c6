package org.eyes4j.agent.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.tools.geometry.BoundingBox;

/** What was drawn, as inputs that a plan can refer to and as words for a language model. */
final class MarkedInputs {
    private MarkedInputs() {}

    /**
     * All inputs that hold things: those that the question speaks of, and what was drawn beside, a picture each.
     *
     * @param given by the words of the question
     * @param shown pictures that the question is asked of
     */
    static Map<String, List<FoundRegion>> of(
            Map<String, List<FoundRegion>> given, Marks marks, Set<SessionPicture> shown) {
        Map<String, List<FoundRegion>> all = new LinkedHashMap<>(given);
        for (SessionPicture picture : shown) {
            List<FoundRegion> drawn = marks.regions().stream()
                    .filter(found -> found.picture().image().equals(picture.name())
                            && given.values().stream().noneMatch(things -> things.contains(found)))
                    .toList();
            if (!drawn.isEmpty()) {
                all.put(all.containsKey("marked") ? "marked" + picture.number() : "marked", drawn);
            }
        }
        return all;
    }

    /** What was drawn, for a language model; empty for nothing. */
    static String text(Marks marks) {
        StringBuilder text = new StringBuilder();
        for (FoundRegion found : marks.regions()) {
            BoundingBox box = found.region().box();
            text.append(String.format(
                    Locale.ROOT,
                    "%n- %s %s %s %.0f,%.0f,%.0f,%.0f%s",
                    found.region().id(),
                    found.region().label().replaceAll("\\s+", " "),
                    found.picture().image(),
                    box.x1(),
                    box.y1(),
                    box.x2(),
                    box.y2(),
                    marks.uses().get(found.region().id()) == Mark.Use.EXEMPLAR ? " (an example: like this one)" : ""));
        }
        return text.isEmpty()
                ? ""
                : "\nDrawn by the user on the pictures with this question (id label picture x1,y1,x2,y2):" + text;
    }
}
