package org.eyes4j.tools;

/**
 * Whether a tool can be called just now. One that cannot is still there: planners choose another while it lasts.
 *
 * @param ready whether a call may succeed
 * @param reason why it is not ready, as a sentence for people; empty where it is
 */
public record Availability(boolean ready, String reason) {
    /** It can be called. */
    public static final Availability READY = new Availability(true, "");

    public Availability {
        if (ready != reason.isEmpty()) {
            throw new IllegalArgumentException(
                    "What is not ready has a reason, and nothing else has; got ready " + ready + ", '" + reason + "'");
        }
    }

    /** It cannot be called just now, and why. */
    public static Availability out(String reason) {
        return new Availability(false, reason);
    }
}
