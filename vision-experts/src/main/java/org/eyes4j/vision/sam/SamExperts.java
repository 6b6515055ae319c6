package org.eyes4j.vision.sam;

import java.util.List;
import org.eyes4j.config.Settings;
import org.eyes4j.tools.Tool;
import org.eyes4j.vision.expert.Models;

/** The experts of the promptable mask decoder family. */
public final class SamExperts {
    private SamExperts() {}

    /** All of them; they share encoded pictures, so that the second tool on a picture is quick too. */
    public static List<Tool> all(Models models, Settings settings) {
        return all(models, settings, List.of());
    }

    /**
     * The same, where {@code segment} also understands words and examples.
     *
     * @param byMeaning how, tried in the catalogue's order of their models
     */
    public static List<Tool> all(Models models, Settings settings, List<SegmentByMeaning> byMeaning) {
        Encodings encodings = new Encodings(settings.cache().encodings());
        return List.of(
                new Segment(models, encodings, byMeaning),
                new SegmentEverything(models, encodings),
                new FindSimilar(models, encodings));
    }
}
