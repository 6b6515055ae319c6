package org.eyes4j.vision.hub;

import org.jspecify.annotations.Nullable;

/**
 * The files of a hub's repository are not what a family needs. The message names the file, what was expected and what was
 * found, and is fit for a person; experts turn it into a failure of the tool.
 */
public final class HubException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public HubException(String message) {
        this(message, null);
    }

    public HubException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
