package org.eyes4j.vision.hub;

import org.jspecify.annotations.Nullable;

/**
 * The files of a hub's repository are not what a family needs, or the pictures are not what its settings can make something of.
 * The message names the file, what was expected and what was found, and is fit for a person; experts turn it into a failure of
 * the tool.
 */
public final class HubException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean aboutPictures;

    public HubException(String message) {
        this(message, null);
    }

    public HubException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private HubException(String message, @Nullable Throwable cause, boolean aboutPictures) {
        super(message, cause);
        this.aboutPictures = aboutPictures;
    }

    /** The files are well, but nothing can be made of these pictures with them. */
    public static HubException ofPictures(String message) {
        return new HubException(message, null, true);
    }

    /** Whether other pictures would do. */
    public boolean isAboutPictures() {
        return aboutPictures;
    }
}
