package org.eyes4j.vision.store;

import java.nio.file.Path;
import java.util.List;

/**
 * What the store holds of a model, also of one that the catalogue does not know any more.
 *
 * @param name its name
 * @param version its version
 * @param licence SPDX identifier
 * @param folder where its files lie
 * @param bytes of its files
 * @param trustedOnFirstUse files whose manifest states no hash: the first pull's hash is held against later ones
 */
public record StoredModel(
        String name, String version, String licence, Path folder, long bytes, List<String> trustedOnFirstUse) {
    public StoredModel {
        trustedOnFirstUse = List.copyOf(trustedOnFirstUse);
    }
}
