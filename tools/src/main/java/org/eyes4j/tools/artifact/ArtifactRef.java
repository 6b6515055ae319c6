package org.eyes4j.tools.artifact;

import java.util.regex.Pattern;

/**
 * The handle by which steps, models and clients pass stored bytes.
 *
 * @param id SHA-256 of the bytes, 64 lower-case hexadecimal digits
 * @param mediaType such as {@code image/png}
 * @param size in bytes
 */
public record ArtifactRef(String id, String mediaType, long size) {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z][a-z0-9.+-]{0,60}/[a-z][a-z0-9.+-]{0,60}");

    public ArtifactRef {
        if (!isId(id)) {
            throw new IllegalArgumentException(
                    "An artifact's id is 64 lower-case hexadecimal digits (SHA-256), got '" + brief(id) + "'");
        }
        if (!MEDIA_TYPE.matcher(mediaType).matches()) {
            throw new IllegalArgumentException("A media type looks like 'image/png', got '" + brief(mediaType) + "'");
        }
        if (size < 0) {
            throw new IllegalArgumentException("An artifact's size is at least 0 bytes, got " + size);
        }
    }

    /** Whether a text can be an id at all; anything else is not looked up, so it can name no file. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    static String brief(String text) {
        return text.length() > 80 ? text.substring(0, 77) + "..." : text;
    }
}
