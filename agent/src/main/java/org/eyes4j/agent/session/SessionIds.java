package org.eyes4j.agent.session;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.eyes4j.agent.session.SessionException.Kind;

/** Ids of conversations. */
public final class SessionIds {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private SessionIds() {}

    public static boolean is(String id) {
        return ID.matcher(id).matches();
    }

    /**
     * Refuses what can be no id.
     *
     * @throws SessionException saying what an id is
     */
    public static String check(String id) {
        if (!is(id)) {
            String shown = id.length() > 80 ? id.substring(0, 77) + "..." : id;
            throw new SessionException(
                    Kind.WRONG_USAGE,
                    "A session's id is 1 to 64 letters, digits, '.', '_' and '-', beginning with a letter or digit; got '"
                            + shown + "'");
        }
        return id;
    }

    /** An id for a conversation that nobody named. */
    public static String next(Instant now) {
        byte[] some = new byte[4];
        new SecureRandom().nextBytes(some);
        return STAMP.format(now) + "-" + HexFormat.of().formatHex(some);
    }
}
