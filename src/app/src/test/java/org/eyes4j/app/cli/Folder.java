package org.eyes4j.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eyes4j.tools.image.Png;
import org.eyes4j.tools.image.Raster;

/** Pictures of one colour each, in a folder. */
final class Folder {
    private static final int[][] COLOURS = {{220, 20, 20}, {20, 160, 30}, {20, 40, 220}, {250, 250, 250}, {0, 0, 0}};
    private static final String[] NAMES = {"red", "green", "blue", "white", "black"};

    private final Path path;

    Folder(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** The name of the picture of a number. */
    static String name(int number) {
        return String.format("shelf%d/p%05d.png", number % 3, number);
    }

    /** The colour that the picture of a number has. */
    static String colour(int number) {
        return NAMES[number % NAMES.length];
    }

    Folder fill(int pictures) {
        for (int i = 0; i < pictures; i++) {
            paint(name(i), i);
        }
        return this;
    }

    void paint(String name, int number) {
        int[] colour = COLOURS[number % COLOURS.length];
        byte[] pixels = new byte[16 * 12 * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) colour[i % 3];
        }
        // One pixel tells the pictures from each other.
        pixels[0] = (byte) (number >> 8);
        pixels[1] = (byte) number;
        write(name, Png.encode(new Raster(16, 12, 3, pixels)));
    }

    void write(String name, byte[] bytes) {
        try {
            Path file = path.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
