package org.eyes4j.app.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.eyes4j.agent.Agent;
import org.eyes4j.agent.session.Conversation;
import org.eyes4j.agent.session.OpenSession;
import org.eyes4j.agent.session.SessionStore;
import org.eyes4j.wiring.Eyes4j;

/** Conversations as the server's doors have them: one voice at a time each, others wait their turn. Thread-safe. */
public final class Conversations {
    private final Eyes4j eyes4j;
    private final Artifacts artifacts;
    private final Map<String, ReentrantLock> voices = new ConcurrentHashMap<>();

    public Conversations(Eyes4j eyes4j, Artifacts artifacts) {
        this.eyes4j = eyes4j;
        this.artifacts = artifacts;
    }

    /**
     * Goes on with a conversation, or begins it, for as long as the work takes.
     *
     * @throws Problem if someone else's question takes too long
     * @throws org.eyes4j.agent.session.SessionException if it cannot be had
     */
    <T> T with(String id, Agent agent, Function<Conversation, T> work) {
        ReentrantLock voice = voices.computeIfAbsent(id, i -> new ReentrantLock(true));
        try {
            if (!voice.tryLock(
                    eyes4j.settings().runs().totalTimeout().toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)) {
                throw Problem.later(
                        Problem.Type.CONFLICT,
                        "The session '" + id + "' is busy with another question",
                        Duration.ofSeconds(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.of(Problem.Type.CANCELLED, "Stopped while the session was busy");
        }
        SessionStore store = eyes4j.sessions();
        try (OpenSession open = store.open(id)) {
            if (open.isFresh()) {
                store.prune(eyes4j.settings().sessions().keep());
            }
            return work.apply(eyes4j.conversation(open, agent, artifacts::decode));
        } finally {
            voice.unlock();
        }
    }

    /** All that are kept, the latest first. */
    public List<SessionStore.Summary> list() {
        return eyes4j.sessions().list();
    }

    /**
     * All of one, for its owner to read.
     *
     * @throws Problem if there is none of this id
     */
    public com.fasterxml.jackson.databind.node.ObjectNode told(String id) {
        return eyes4j.sessions()
                .find(id)
                .map(s -> SessionTelling.of(s, title(s)))
                .orElseThrow(() -> Problem.notFound("session", id));
    }

    private static String title(org.eyes4j.agent.session.Session session) {
        return session.turns().isEmpty() ? "" : session.turns().get(0).question();
    }

    /** Whether there is one of this id. */
    public boolean holds(String id) {
        return eyes4j.sessions().holds(id);
    }

    /** A new id. */
    public String newId() {
        return eyes4j.sessions().newId();
    }

    /** Forgets one with its pictures; whether there was one. */
    public boolean remove(String id) {
        return eyes4j.sessions().remove(id);
    }
}
