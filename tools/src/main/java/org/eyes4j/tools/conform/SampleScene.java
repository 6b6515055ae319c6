package org.eyes4j.tools.conform;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.image.Rasters;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** A drawn picture with a ball and a box in it: what tools are tried with when their author gives nothing better. */
final class SampleScene {
    static final int WIDTH = 320;
    static final int HEIGHT = 240;

    private static final BoundingBox BALL = new BoundingBox(60, 70, 140, 150);
    private static final BoundingBox BOX = new BoundingBox(190, 90, 270, 180);

    private SampleScene() {}

    static Value.Image picture(String id) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setPaint(new GradientPaint(0, 0, new Color(150, 190, 230), 0, HEIGHT, new Color(110, 140, 90)));
        g.fillRect(0, 0, WIDTH, HEIGHT);
        g.setColor(new Color(200, 40, 40));
        g.fillOval(60, 70, 80, 80);
        g.setColor(new Color(240, 210, 60));
        g.fillRect(190, 90, 80, 90);
        g.setColor(Color.BLACK);
        g.setStroke(new BasicStroke(3));
        g.drawRect(190, 90, 79, 89);
        g.dispose();
        return Value.Image.of(id, Rasters.fromBufferedImage(image).dropAlpha());
    }

    /** The ball and the box, scaled into a frame, with masks. */
    static Value.Detections things(Frame frame) {
        return new Value.Detections(
                frame, List.of(region(frame, "r1", "ball", 0.9, BALL), region(frame, "r2", "box", 0.8, BOX)));
    }

    private static Region region(Frame frame, String id, String label, double score, BoundingBox of) {
        BoundingBox box = in(frame, of);
        Mask mask = Mask.fromBox(frame.width(), frame.height(), box);
        return new Region(
                id,
                Detection.of(label, score, box)
                        .withMask(mask)
                        .withText("sample")
                        .withAttribute("sort", label));
    }

    static BoundingBox ball(Frame frame) {
        return in(frame, BALL);
    }

    private static BoundingBox in(Frame frame, BoundingBox box) {
        double x = (double) frame.width() / WIDTH;
        double y = (double) frame.height() / HEIGHT;
        return new BoundingBox(box.x1() * x, box.y1() * y, box.x2() * x, box.y2() * y);
    }

    /** One colour all over. */
    static Raster plain(int width, int height, int channels, int value) {
        byte[] data = new byte[width * height * channels];
        java.util.Arrays.fill(data, (byte) value);
        return new Raster(width, height, channels, data);
    }
}
