package org.eyes4j.vision.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Map;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.StarterModels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadTextTest {
    private final ReadText readText = new ReadText(StarterModels.models(), 4);

    @BeforeAll
    static void needsFonts() {
        boolean fonts;
        try {
            fonts = GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length > 0;
        } catch (RuntimeException | Error e) {
            fonts = false;
        }
        Assumptions.assumeTrue(fonts, "no fonts on this machine to draw text with");
    }

    @AfterEach
    void close() {
        readText.close();
    }

    @Test
    void should_read_lines_in_order_with_their_boxes() {
        Value.Detections lines = read(paint(400, 200, 0, "PLATFORM 9", "Mind the gap"));

        assertThat(lines.regions()).extracting(Region::text).containsExactly("PLATFORM 9", "Mind the gap");
        assertThat(lines.regions().get(0).box().y2())
                .isLessThan(lines.regions().get(1).box().y1() + 10);
        assertThat(lines.regions()).allSatisfy(r -> assertThat(r.score()).isGreaterThan(0.8));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, -35, 90, -90, 180})
    void should_read_a_turned_line(int degrees) {
        Value.Detections lines = read(paint(400, 400, degrees, "LIBRARY"));

        assertThat(lines.regions()).hasSize(1);
        Region line = lines.regions().get(0);
        assertThat(line.text()).isEqualTo("LIBRARY");
        double angle = Double.parseDouble(line.detection().attributes().get("angle"));
        double turned = Math.IEEEremainder(angle - degrees, 360);
        assertThat(turned).isCloseTo(0, within(4.0));
    }

    @Test
    void should_find_nothing_on_a_blank_picture() {
        assertThat(read(paint(300, 200, 0)).regions()).isEmpty();
    }

    private Value.Detections read(Raster picture) {
        return (Value.Detections) StarterModels.call(readText, Map.of("image", Value.Image.of("made", picture)));
    }

    private static Raster paint(int width, int height, int degrees, String... lines) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(new Color(240, 240, 235));
        g.fillRect(0, 0, width, height);
        g.rotate(Math.toRadians(degrees), width / 2.0, height / 2.0);
        g.setColor(new Color(30, 30, 60));
        g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 36));
        for (int i = 0; i < lines.length; i++) {
            int w = g.getFontMetrics().stringWidth(lines[i]);
            g.drawString(lines[i], (width - w) / 2, height / 2 + 12 + (int) ((i - (lines.length - 1) / 2.0) * 60));
        }
        g.dispose();
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int c = image.getRGB(x, y);
                rgb[at++] = (byte) (c >> 16);
                rgb[at++] = (byte) (c >> 8);
                rgb[at++] = (byte) c;
            }
        }
        return new Raster(width, height, 3, rgb);
    }
}
