package org.eyes4j.vision.store;

import java.io.IOException;
import java.nio.file.Path;
import org.eyes4j.config.model.ModelImport;

/** Converts what was fetched to the file that is used. Implementations are thread-safe. */
public interface Importer {
    /** The manifest's word for what it converts, as {@code tfjs-graph}. */
    String format();

    /** Raised when the result changes; a model that an earlier one made is made anew. */
    int version();

    /**
     * Converts a model.
     *
     * @param main the part that the manifest names; the other parts lie beside it as the manifest says
     * @param cut which part of the graph is kept
     * @param out where the result goes; does not exist before
     * @throws IOException if the source is not what was expected; the message says what
     */
    void convert(Path main, ModelImport.Cut cut, Path out) throws IOException;
}
