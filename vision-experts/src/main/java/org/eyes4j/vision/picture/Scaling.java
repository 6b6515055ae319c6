package org.eyes4j.vision.picture;

import java.util.List;
import java.util.Set;

/**
 * From the levels 0–255 of a channel to what a model wants: {@code (level × factor − mean) / std}, in RGB order.
 *
 * @param factor usually 1 or 1/255
 * @param mean one for each channel
 * @param std one for each channel, not 0
 */
public record Scaling(double factor, List<Double> mean, List<Double> std) {
    /** 0 to 255. */
    public static final Scaling NONE = new Scaling(1, List.of(0., 0., 0.), List.of(1., 1., 1.));
    /** 0 to 1. */
    public static final Scaling UNIT = new Scaling(1 / 255., List.of(0., 0., 0.), List.of(1., 1., 1.));
    /** -1 to 1. */
    public static final Scaling SYMMETRIC = new Scaling(1 / 255., List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5));
    /** Mean 0 and deviation 1 over ImageNet's pictures. */
    public static final Scaling IMAGENET =
            new Scaling(1 / 255., List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
    /** The same for CLIP's pictures. */
    public static final Scaling CLIP = new Scaling(
            1 / 255., List.of(0.48145466, 0.4578275, 0.40821073), List.of(0.26862954, 0.26130258, 0.27577711));

    public Scaling {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.size() != 3 || std.size() != 3 || std.contains(0.)) {
            throw new IllegalArgumentException(
                    "A scaling has 3 means and 3 deviations other than 0, got " + mean + " and " + std);
        }
    }

    /** Whether it does the same to all three channels. */
    boolean isUniform() {
        return Set.copyOf(mean).size() == 1 && Set.copyOf(std).size() == 1;
    }

    /** What each of the 256 levels of a channel becomes, computed as numpy's float32 would. */
    float[] table(int channel) {
        float[] table = new float[256];
        float m = mean.get(channel).floatValue();
        float s = std.get(channel).floatValue();
        for (int level = 0; level < 256; level++) {
            table[level] = ((float) (level * factor) - m) / s;
        }
        return table;
    }
}
