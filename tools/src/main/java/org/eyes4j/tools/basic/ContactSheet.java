package org.eyes4j.tools.basic;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.image.Rasters;

/**
 * Where pictures go on a sheet, and the sheet itself. Each keeps its proportions, is as large as its square allows (but four
 * times its own size at most), and lies in the middle of it; its caption is below the square, in one line, cut where it is longer.
 */
final class ContactSheet {
    private static final int GAP = 8;
    private static final int LARGEST_ENLARGEMENT = 4;
    private static final Color PAPER = new Color(0xfafafa);
    private static final Color MOUNT = new Color(0xe6e6e6);
    private static final Color INK = new Color(0x202020);

    private final int columns;
    private final int side;
    private final Lettering lettering;
    private final int line;

    ContactSheet(int columns, int side, boolean captions) {
        this.columns = columns;
        this.side = side;
        double letters = Math.max(10, Math.min(20, side / 18.0));
        this.lettering =
                FontLettering.of(letters).<Lettering>map(l -> l).orElseGet(() -> new PixelLettering(letters * 0.8));
        this.line = captions ? (int) Math.ceil(lettering.height()) + GAP / 2 : 0;
    }

    private int width() {
        return GAP + columns * (side + GAP);
    }

    private int height(int pictures) {
        return GAP + (pictures + columns - 1) / columns * (side + line + GAP);
    }

    long pixels(int pictures) {
        return (long) width() * height(pictures);
    }

    /** Stops early where that is asked for; then the sheet is not whole. */
    Raster draw(List<Raster> pictures, List<String> captions, ToolContext context) {
        BufferedImage sheet = new BufferedImage(width(), height(pictures.size()), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = sheet.createGraphics();
        Set<String> unshown = new LinkedHashSet<>();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            graphics.setColor(PAPER);
            graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
            for (int i = 0; i < pictures.size() && !context.cancellation().isRequested(); i++) {
                int x = GAP + i % columns * (side + GAP);
                int y = GAP + i / columns * (side + line + GAP);
                place(graphics, pictures.get(i), x, y);
                if (line > 0) {
                    caption(graphics, captions.get(i), x, y + side + GAP / 4.0, unshown);
                }
            }
        } finally {
            graphics.dispose();
        }
        if (!unshown.isEmpty()) {
            context.warn("No font on this machine shows " + String.join(", ", unshown) + "; they are not on the sheet");
        }
        return Rasters.fromBufferedImage(sheet);
    }

    private void place(Graphics2D graphics, Raster picture, int x, int y) {
        graphics.setColor(MOUNT);
        graphics.fillRect(x, y, side, side);
        double scale = Math.min(LARGEST_ENLARGEMENT, (double) side / Math.max(picture.width(), picture.height()));
        int width = (int) Math.max(1, Math.round(picture.width() * scale));
        int height = (int) Math.max(1, Math.round(picture.height() * scale));
        Raster shown = scale < 1 ? Rasters.scale(picture, width, height) : picture;
        graphics.drawImage(
                Rasters.toBufferedImage(shown), x + (side - width) / 2, y + (side - height) / 2, width, height, null);
    }

    private void caption(Graphics2D graphics, String words, double x, double y, Set<String> unshown) {
        String text = words.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        if (!lettering.shows(text)) {
            unshown.add("'" + text + "'");
            return;
        }
        String fitting = text;
        int length = text.codePointCount(0, text.length());
        while (length > 1 && lettering.width(fitting) > side) {
            length--;
            fitting = text.substring(0, text.offsetByCodePoints(0, length)).strip() + "...";
        }
        double free = Math.max(0, side - lettering.width(fitting));
        lettering.write(graphics, fitting, x + free / 2, y, INK);
    }
}
