package org.eyes4j.vision.tfjs;

/** What a rule cannot do, said without the node's name; {@link Translator} adds the node and makes a {@link TfjsImportException} of it. */
final class UnsupportedGraph extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsupportedGraph(String message) {
        super(message);
    }
}
