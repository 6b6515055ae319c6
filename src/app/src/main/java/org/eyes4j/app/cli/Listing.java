package org.eyes4j.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import org.eyes4j.wiring.Eyes4j;

/** Something that a command lists, for people and for programs. */
interface Listing {
    /** One sentence for the help. */
    String description();

    ObjectNode json(Eyes4j eyes4j);

    void print(Eyes4j eyes4j, PrintStream out);
}
