package org.eyes4j.app.server.api;

import java.util.Optional;

/** What clients say of files that they send. */
final class Uploads {
    private static final int MOST = 200;

    private Uploads() {}

    /** A file's name without folders and signs that are not printed: only ever shown. */
    static String name(Optional<String> given) {
        String last = given.orElse("").replace('\\', '/');
        last = last.substring(last.lastIndexOf('/') + 1)
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}]", "")
                .strip();
        if (last.length() > MOST) {
            last = last.substring(0, last.offsetByCodePoints(0, last.codePointCount(0, MOST)));
        }
        return last.isEmpty() ? "picture" : last;
    }
}
