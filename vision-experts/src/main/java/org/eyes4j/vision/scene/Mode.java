package org.eyes4j.vision.scene;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a picture is divided. */
enum Mode {
    /** One part a class. */
    SEMANTIC,
    /** One part a thing; parts may overlap, and what is no thing is left out where the model knows that. */
    INSTANCE,
    /** One part a thing and one part a class of what is no thing; parts do not overlap. */
    PANOPTIC;

    static final String AUTO = "auto";

    /** As a caller writes it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Mode> of(String word) {
        return Arrays.stream(values()).filter(m -> m.word().equals(word)).findFirst();
    }

    /** What a caller may write. */
    static String[] words() {
        return List.of(AUTO, SEMANTIC.word(), INSTANCE.word(), PANOPTIC.word()).toArray(String[]::new);
    }
}
