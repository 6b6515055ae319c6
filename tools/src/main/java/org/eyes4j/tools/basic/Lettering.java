package org.eyes4j.tools.basic;

import java.awt.Color;
import java.awt.Graphics2D;

/** Writes short labels of one size. */
interface Lettering {
    /** The room a text needs, in pixels. */
    double width(String text);

    /** The room a line needs, in pixels. */
    double height();

    /** Writes a text whose room begins at this top left corner. */
    void write(Graphics2D graphics, String text, double x, double y, Color colour);

    /** Whether every character of a text can be shown. */
    boolean shows(String text);
}
