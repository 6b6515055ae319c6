package org.eyes4j.app.preview;

import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.quantity.Quantity;

/**
 * A model that a step will load.
 *
 * @param installed whether nothing is to be fetched for it; always so for a language model, which runs elsewhere
 */
public record ModelNeed(ModelManifest model, boolean installed) {
    String name() {
        return model.name();
    }

    /** What a pull fetches: 0 when it is installed, and when its size is not known. */
    long pullBytes() {
        return installed ? 0 : model.downloadBytes();
    }

    boolean isOfUnknownSize() {
        return !installed && model.downloadBytes() == 0;
    }

    String state() {
        if (model.isLanguageModel()) {
            return "language model";
        }
        return installed
                ? "installed"
                : "a pull of " + (isOfUnknownSize() ? "unknown size" : Quantity.human(pullBytes()))
                        + (model.unverified() ? ", unverified" : "");
    }
}
