package org.eyes4j.tools.basic;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Letters of the machine's fonts; a text the plain font cannot show is written in the first that can. Not thread-safe. */
final class FontLettering implements Lettering {
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    private final Font plain;
    private final LineMetrics metrics;
    private final Map<String, Font> others = new HashMap<>();

    private FontLettering(Font plain) {
        this.plain = plain;
        this.metrics = plain.getLineMetrics("Ag", CONTEXT);
    }

    /** Letters of a height in pixels; empty where this machine has no fonts, or Java cannot use them. */
    static Optional<FontLettering> of(double height) {
        try {
            FontLettering lettering =
                    new FontLettering(new Font(Font.SANS_SERIF, Font.BOLD, 12).deriveFont((float) (height * 1.25)));
            return lettering.width("A") > 0 && lettering.shows("A0") ? Optional.of(lettering) : Optional.empty();
        } catch (RuntimeException | Error e) {
            // A Java without fonts, or without the libraries for them, fails in one of many ways: plain Errors among
            // them.
            if (e instanceof VirtualMachineError && !(e instanceof InternalError)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    @Override
    public double width(String text) {
        return font(text).getStringBounds(text, CONTEXT).getWidth();
    }

    @Override
    public double height() {
        return metrics.getAscent() + metrics.getDescent();
    }

    @Override
    public boolean shows(String text) {
        return font(text).canDisplayUpTo(text) < 0;
    }

    @Override
    public void write(Graphics2D graphics, String text, double x, double y, Color colour) {
        graphics.setColor(colour);
        graphics.setFont(font(text));
        graphics.drawString(text, (float) x, (float) (y + metrics.getAscent()));
    }

    private Font font(String text) {
        return plain.canDisplayUpTo(text) < 0 ? plain : others.computeIfAbsent(text, this::search);
    }

    private Font search(String text) {
        return Stream.of(GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts())
                .filter(font -> font.canDisplayUpTo(text) < 0)
                .findFirst()
                .map(font -> font.deriveFont(Font.BOLD, plain.getSize2D()))
                .orElse(plain);
    }
}
