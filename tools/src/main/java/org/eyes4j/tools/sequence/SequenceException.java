package org.eyes4j.tools.sequence;

/** Text that is no sequence of regions, with the place where it stops being one. */
public final class SequenceException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final String expected;
    private final String found;

    public SequenceException(int offset, String expected, String found) {
        super("Sequence of regions, offset " + offset + ": expected " + expected + ", found " + found);
        this.offset = offset;
        this.expected = expected;
        this.found = found;
    }

    /** Index of the first character that does not fit, from 0. */
    public int offset() {
        return offset;
    }

    public String expected() {
        return expected;
    }

    public String found() {
        return found;
    }
}
