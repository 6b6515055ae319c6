package org.eyes4j.app.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.eyes4j.vision.video.FrameRate;

/**
 * A file, and which frames of it are wanted where it is a video: {@code clip.mp4#every=10} each tenth, {@code #every=2s} one each
 * two seconds, {@code #fps=2} two a second; all without it.
 */
record FrameChoice(String file, FrameRate rate) {
    private static final Set<String> VIDEOS =
            Set.of("mp4", "m4v", "mov", "mkv", "webm", "avi", "mpg", "mpeg", "ts", "m2ts", "flv", "wmv", "ogv", "3gp");
    private static final String FORMS = "#every=10 (each tenth frame), #every=2s (one each two seconds) or #fps=2";

    static boolean isVideo(Path file) {
        return VIDEOS.contains(PicturePaths.extension(file));
    }

    /**
     * Reads what stands after {@code #}; a file that is called so is itself.
     *
     * @throws BatchException if it says nothing that can be chosen
     */
    static FrameChoice of(String text) {
        int cut = text.lastIndexOf('#');
        if (cut < 0 || !isVideo(Path.of(text.substring(0, cut))) || Files.exists(Path.of(text))) {
            return new FrameChoice(text, FrameRate.ALL);
        }
        return new FrameChoice(text.substring(0, cut), rate(text.substring(cut + 1), text));
    }

    private static FrameRate rate(String words, String text) {
        try {
            if (words.startsWith("every=") && words.endsWith("s")) {
                return new FrameRate(0, Double.parseDouble(words.substring(6, words.length() - 1)));
            } else if (words.startsWith("every=")) {
                return new FrameRate(Long.parseLong(words.substring(6)), 0);
            } else if (words.startsWith("fps=")) {
                return new FrameRate(0, 1 / Double.parseDouble(words.substring(4)));
            }
        } catch (IllegalArgumentException e) {
            throw new BatchException(true, "'" + text + "': expected " + FORMS + ", found #" + words, e);
        }
        throw new BatchException(true, "'" + text + "': expected " + FORMS + ", found #" + words);
    }
}
