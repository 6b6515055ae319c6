package org.eyes4j.app.server.openai;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Conversations;
import org.eyes4j.tools.hash.Sha256;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chat completions come with all that was said before and no name for it. A conversation whose beginning was answered here a
 * while ago is known again by what was said, so that "it" and "the second one" find what was seen. Kept for a day, by this
 * process only. Thread-safe.
 */
final class Chains implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Chains.class);
    private static final Duration KEEP = Duration.ofDays(1);
    private static final int MOST = 1000;

    private final Conversations conversations;
    private final SecureRandom random = new SecureRandom();
    /** Session → what was said in it until now. */
    private final Cache<String, String> sessions;

    private final Cache<String, String> bySaid =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(KEEP).build();

    Chains(Conversations conversations) {
        this.conversations = conversations;
        this.sessions = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(KEEP)
                .removalListener(
                        (@Nullable String session,
                                @Nullable String said,
                                com.github.benmanes.caffeine.cache.RemovalCause cause) -> {
                            if (session != null && cause.wasEvicted()) {
                                forget(session);
                            }
                        })
                .build();
    }

    /** The session in which just this was said, and nothing since. */
    Optional<String> find(List<Said> before, Caller caller) {
        String said = digest(before, caller);
        return Optional.ofNullable(bySaid.getIfPresent(said))
                .filter(session -> said.equals(sessions.getIfPresent(session)));
    }

    String begin() {
        byte[] some = new byte[8];
        random.nextBytes(some);
        return Conversations.PASSING + HexFormat.of().formatHex(some);
    }

    /** What was said in a session with this answer. */
    void said(String session, List<Said> all, Caller caller) {
        String said = digest(all, caller);
        sessions.put(session, said);
        bySaid.put(said, session);
    }

    private static String digest(List<Said> said, Caller caller) {
        List<String> parts = new ArrayList<>();
        parts.add(caller.name());
        said.forEach(s -> {
            parts.add(s.role());
            parts.add(s.text().strip());
            parts.addAll(s.pictures());
            parts.add("");
        });
        return Sha256.of(String.join("\u0000", parts).getBytes(StandardCharsets.UTF_8));
    }

    private void forget(String session) {
        try {
            conversations.remove(session);
        } catch (RuntimeException e) {
            LOG.warn("The session {} of a chat completion stays: {}", session, e.getMessage());
        }
    }

    @Override
    public void close() {
        sessions.asMap().keySet().forEach(this::forget);
    }
}
