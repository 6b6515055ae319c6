package org.eyes4j.vision;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.Tool;
import org.eyes4j.vision.detect.Detect;
import org.eyes4j.vision.embedding.EmbedText;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.face.FaceExperts;
import org.eyes4j.vision.text.ReadText;

/** Every expert there is, none of them loaded. */
public final class Experts {
    private Experts() {}

    /**
     * All experts on one set of models.
     *
     * @param encodings how many pictures an expert remembers what it made of
     */
    public static List<Tool> all(Models models, int encodings) {
        List<Tool> all = new ArrayList<>(
                List.of(new Detect(models, encodings), new ReadText(models, encodings), new EmbedText(models)));
        all.addAll(FaceExperts.all(models));
        return List.copyOf(all);
    }
}
