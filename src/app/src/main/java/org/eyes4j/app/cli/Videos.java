package org.eyes4j.app.cli;

import org.eyes4j.app.batch.PictureInput;
import org.eyes4j.wiring.Eyes4j;

/** How videos are opened. */
final class Videos {
    private Videos() {}

    static PictureInput.Films films(Eyes4j eyes4j) {
        return (file, choice, name) -> {
            throw CommandFailure.setup("Videos cannot be read by this version of eyes4j: " + file);
        };
    }
}
