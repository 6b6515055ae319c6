package org.eyes4j.tools;

/**
 * What a tool lacks before it can work: a model that nobody fetches unasked.
 *
 * @param model the one that would serve it best, by its name in the catalogue
 * @param size of what is fetched, as {@code 512 MB}; empty where nobody knows it before
 */
public record Lack(String model, String size) {
    public Lack {
        if (model.isBlank()) {
            throw new IllegalArgumentException("A lack names a model, got '" + model + "'");
        }
    }

    /** As {@code `eyes4j models pull NAME` fetches it (512 MB)}. */
    public String remedy() {
        return "`eyes4j models pull " + model + "` (" + (size.isEmpty() ? "its size is told before it starts" : size)
                + ")";
    }
}
