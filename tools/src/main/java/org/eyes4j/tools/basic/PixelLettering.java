package org.eyes4j.tools.basic;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Letters of 5 x 7 squares, for machines without any font: capitals, digits and common signs. Other characters show as a
 * box.
 */
final class PixelLettering implements Lettering {
    private static final int COLUMNS = 5;
    private static final int ROWS = 7;
    /** A character and its seven rows, each five bits as two hexadecimal digits. */
    private static final String SHAPES = """
            A0E11111F111111 B1E11111E11111E C0E11101010110E D1E11111111111E E1F10101E10101F F1F10101E101010
            G0E11101711110E H1111111F111111 I0E04040404040E J0702020202120C K11121418141211 L1010101010101F
            M111B1515111111 N11191513111111 O0E11111111110E P1E11111E101010 Q0E11111115120D R1E11111E141211
            S0F10100E01011E T1F040404040404 U1111111111110E V11111111110A04 W11111115151B11 X11110A040A1111
            Y11110A04040404 Z1F01020408101F 00E11131519110E 1040C040404040E 20E11010608101F 31E01010E01011E
            402060A121F0202 51F101E0101110E 60608101E11110E 71F010204080808 80E11110E11110E 90E11110F01020C
            .00000000000C0C ,000000000C0408 :000C0C000C0C00 %18190204081303 -0000001F000000 _0000000000001F
            +0004041F040400 /01010204081010 (02040808080402 )08040202020408 #0A0A1F0A1F0A0A '04040800000000
            ?0E110102040004 !04040404040004 "0A0A0000000000 &0C12140815120D =00001F001F0000
            """;

    private static final int[] UNKNOWN = {0x1f, 0x11, 0x11, 0x11, 0x11, 0x11, 0x1f};

    private final Map<Character, int[]> shapes = new HashMap<>();
    private final double square;

    /**
     * @param height of a letter, in pixels
     */
    PixelLettering(double height) {
        square = Math.max(1, Math.rint(height / ROWS));
        for (String shape : SHAPES.split("\\s+")) {
            int[] rows = new int[ROWS];
            for (int row = 0; row < ROWS; row++) {
                rows[row] = Integer.parseInt(shape.substring(1 + 2 * row, 3 + 2 * row), 16);
            }
            shapes.put(shape.charAt(0), rows);
        }
        shapes.put(' ', new int[ROWS]);
    }

    @Override
    public double width(String text) {
        return text.length() * (COLUMNS + 1) * square;
    }

    @Override
    public double height() {
        return (ROWS + 2) * square;
    }

    @Override
    public boolean shows(String text) {
        return text.toUpperCase(Locale.ROOT).chars().allMatch(c -> shapes.containsKey((char) c));
    }

    @Override
    public void write(Graphics2D graphics, String text, double x, double y, Color colour) {
        graphics.setColor(colour);
        String capitals = text.toUpperCase(Locale.ROOT);
        for (int i = 0; i < capitals.length(); i++) {
            int[] rows = shapes.getOrDefault(capitals.charAt(i), UNKNOWN);
            for (int row = 0; row < ROWS; row++) {
                for (int column = 0; column < COLUMNS; column++) {
                    if ((rows[row] >> (COLUMNS - 1 - column) & 1) != 0) {
                        graphics.fill(new Rectangle2D.Double(
                                x + (i * (COLUMNS + 1) + column + 0.5) * square,
                                y + (row + 1) * square,
                                square,
                                square));
                    }
                }
            }
        }
    }
}
