package org.eyes4j.app.server.security;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.eyes4j.tools.hash.Sha256;

/**
 * A key as its holder has it: {@code e4j_} and 256 random bits. Of one only its SHA-256 is kept. That is right for random keys
 * of this length: nobody finds 2^256 of them by trying, so the slow, salted hashes that passwords need would make every request
 * slow and nothing safer.
 *
 * @param text shown once, to whoever made it
 */
public record ApiKey(String text) {
    private static final String PREFIX = "e4j_";
    private static final String HASH = "sha256:";

    /** A new one. */
    public static ApiKey random() {
        byte[] bits = new byte[32];
        new SecureRandom().nextBytes(bits);
        return new ApiKey(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    /** What is kept of it: {@code sha256:} and 64 hexadecimal digits. */
    public String hash() {
        return HASH + Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    static boolean isHash(String text) {
        return text.matches("sha256:[0-9a-f]{64}");
    }

    /** Never the key itself: texts of objects get into logs. */
    @Override
    public String toString() {
        return "ApiKey[" + hash() + "]";
    }
}
