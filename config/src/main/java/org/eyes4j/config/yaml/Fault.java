package org.eyes4j.config.yaml;

/**
 * One fault of a document: where it is, what was expected there, and what was found.
 *
 * @param file the document's name, as a person would open it
 * @param line line, from 1; 0 when the fault has no place in a file
 * @param column column, from 1; 0 when the fault has no place in a file
 * @param path the field, as {@code files.detector.size}; empty for the document itself
 * @param expected what would be right
 * @param found what is there
 */
public record Fault(String file, int line, int column, String path, String expected, String found) {
    /** {@code file:line:column: path: expected …, found …}. */
    @Override
    public String toString() {
        String place = line > 0 ? file + ":" + line + ":" + column : file;
        return place + ": " + (path.isEmpty() ? "" : path + ": ") + "expected " + expected + ", found " + found;
    }
}
