package org.eyes4j.vision.template;

/** Python's {@code None}, which is a value that is not there, other than a name that is not known. */
enum None {
    NONE;

    @Override
    public String toString() {
        return "None";
    }
}
