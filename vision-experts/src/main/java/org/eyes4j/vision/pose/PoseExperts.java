package org.eyes4j.vision.pose;

import java.util.List;
import org.eyes4j.tools.Tool;
import org.eyes4j.vision.expert.Models;

/** The experts of this package. */
public final class PoseExperts {
    private PoseExperts() {}

    public static List<Tool> all(Models models) {
        return List.of(new EstimatePose(models));
    }
}
