package org.eyes4j.app.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Which frames of a video are wanted: {@code #every=10} each tenth, {@code #every=2s} one each two seconds, {@code #fps=2} two a
 * second; all without it.
 *
 * @param frames each so many frames; 0 where time counts
 * @param seconds one each so many seconds; 0 where frames count
 */
public record FrameChoice(long frames, double seconds) {
    public static final FrameChoice ALL = new FrameChoice(1, 0);

    private static final Set<String> VIDEOS =
            Set.of("mp4", "m4v", "mov", "mkv", "webm", "avi", "mpg", "mpeg", "ts", "m2ts", "flv", "wmv", "ogv", "3gp");
    private static final String FORMS = "#every=10 (each tenth frame), #every=2s (one each two seconds) or #fps=2";

    public FrameChoice {
        if (frames < 0 || !(seconds >= 0) || (frames == 0) == (seconds == 0)) {
            throw new IllegalArgumentException(
                    "Either frames or seconds are above 0, got " + frames + " and " + seconds);
        }
    }

    /** A file's name, and what is chosen of it. */
    record Chosen(String file, FrameChoice choice) {}

    static boolean isVideo(Path file) {
        return VIDEOS.contains(PicturePaths.extension(file));
    }

    /**
     * Reads what stands after {@code #}; a file that is called so is itself.
     *
     * @throws BatchException if it says nothing that can be chosen
     */
    static Chosen of(String text) {
        int cut = text.lastIndexOf('#');
        if (cut < 0 || !isVideo(Path.of(text.substring(0, cut).replace('\0', ' '))) || Files.exists(Path.of(text))) {
            return new Chosen(text, ALL);
        }
        return new Chosen(text.substring(0, cut), choice(text.substring(cut + 1), text));
    }

    private static FrameChoice choice(String words, String text) {
        try {
            if (words.startsWith("every=") && words.endsWith("s")) {
                return byTime(Double.parseDouble(words.substring(6, words.length() - 1)));
            } else if (words.startsWith("every=")) {
                return new FrameChoice(Long.parseLong(words.substring(6)), 0);
            } else if (words.startsWith("fps=")) {
                return byTime(1 / Double.parseDouble(words.substring(4)));
            }
        } catch (IllegalArgumentException e) {
            throw new BatchException(true, "'" + text + "': expected " + FORMS + ", found #" + words, e);
        }
        throw new BatchException(true, "'" + text + "': expected " + FORMS + ", found #" + words);
    }

    private static FrameChoice byTime(double seconds) {
        if (!Double.isFinite(seconds)) {
            throw new IllegalArgumentException("no finite time");
        }
        return new FrameChoice(0, seconds);
    }
}
