package org.eyes4j.vision.caption;

import java.util.List;
import org.eyes4j.config.Settings;
import org.eyes4j.tools.Tool;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.florence.FlorenceModels;

/** The experts that write texts about pictures. */
public final class CaptionExperts {
    private CaptionExperts() {}

    /** All of them; they share what they saw of pictures. */
    public static List<Tool> all(Models models, Settings settings, FlorenceModels florence) {
        Captioners captioners = new Captioners(settings.cache().encodings(), florence);
        return List.of(
                new Caption(models, captioners),
                new CaptionRegions(models, captioners, florence),
                new Answer(models, captioners));
    }
}
