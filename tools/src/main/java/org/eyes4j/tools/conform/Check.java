package org.eyes4j.tools.conform;

import org.eyes4j.tools.conform.Report.Depth;

/**
 * One thing that a tool must do.
 *
 * @param name in snake_case
 * @param depth the least close look that it is part of
 * @param does looks
 */
public record Check(String name, Depth depth, Look does) {
    /** Looks whether a tool does it. */
    @FunctionalInterface
    public interface Look {
        Finding at(Trial trial);
    }

    /** Looks; a check that fails itself says so. */
    public Finding run(Trial trial) {
        try {
            return does.at(trial);
        } catch (CannotLook e) {
            return Finding.skipped(name, String.valueOf(e.getMessage()));
        }
    }
}
