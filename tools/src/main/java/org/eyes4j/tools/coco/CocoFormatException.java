package org.eyes4j.tools.coco;

/** A file that is not in COCO's form; the message tells which entry, what was expected and what came. */
public final class CocoFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public CocoFormatException(String message) {
        super(message);
    }
}
