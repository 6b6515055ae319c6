package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.eyes4j.agent.Agent;
import org.eyes4j.agent.session.Conversation;
import org.eyes4j.agent.session.OpenSession;
import org.eyes4j.agent.session.SessionStore;
import org.eyes4j.wiring.Eyes4j;

/** Conversations as the server's doors have them: one voice at a time each, others wait their turn. Thread-safe. */
public final class Conversations {
    /** Begins the ids of conversations that programs have by what was said in them: they are in no list, and go within a day. */
    public static final String PASSING = "v1-";

    private final Eyes4j eyes4j;
    private final Artifacts artifacts;
    private final SessionStore store;
    private final Map<String, ReentrantLock> voices = new ConcurrentHashMap<>();

    public Conversations(Eyes4j eyes4j, Artifacts artifacts, SessionStore store) {
        this.store = store;
        this.eyes4j = eyes4j;
        this.artifacts = artifacts;
    }

    /**
     * Goes on with a conversation, or begins it, for as long as the work takes.
     *
     * @throws Problem if someone else's question takes too long
     * @throws org.eyes4j.agent.session.SessionException if it cannot be had
     */
    <T> T with(String id, Caller caller, Agent agent, Function<Conversation, T> work) {
        return withOpen(id, caller, agent, (open, conversation) -> work.apply(conversation));
    }

    /** The same, and what is kept of it. */
    <T> T withOpen(String id, Caller caller, Agent agent, BiFunction<OpenSession, Conversation, T> work) {
        if (store.find(id).filter(kept -> !caller.sees(kept.owner())).isPresent()) {
            throw Problem.notFound("session", id);
        }
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
        try (OpenSession open = store.open(id, caller.name())) {
            if (open.isFresh()) {
                store.prune(eyes4j.settings().sessions().keep());
            }
            return work.apply(open, eyes4j.conversation(open, agent, artifacts::decode));
        } finally {
            voice.unlock();
        }
    }

    /**
     * Conversations, the latest first; with the scope admin everybody's.
     *
     * @param words that are to be in the title, a question or an answer; empty for all
     */
    public List<SessionStore.Summary> list(Caller caller, String words, int most) {
        return store
                .list(SessionStore.Search.of(
                        caller.may(Caller.Scope.ADMIN) ? Optional.empty() : Optional.of(caller.name()), words, most))
                .stream()
                .filter(kept -> !kept.id().startsWith(PASSING))
                .toList();
    }

    /**
     * All of one: {@code id, title, created, turns, pictures, regions}; a turn with what it was answered then, as the run
     * gave it, where that is kept.
     *
     * @throws Problem if there is none of this id that they may see
     */
    public ObjectNode told(String id, Caller caller) {
        SessionStore.Kept kept = find(id, caller);
        // Those of conversations that were had on the command line are nobody's artifacts yet.
        kept.session().ledger().pictures().forEach(p -> artifacts.adopt(p.artifact(), p.title(), caller));
        return SessionTelling.of(kept);
    }

    private SessionStore.Kept find(String id, Caller caller) {
        return store.find(id)
                .filter(kept -> caller.sees(kept.owner()))
                .orElseThrow(() -> Problem.notFound("session", id));
    }

    /** Whether there is one of this id that they may see. */
    public boolean holds(String id, Caller caller) {
        return store.find(id).filter(kept -> caller.sees(kept.owner())).isPresent();
    }

    /** What a turn was answered, by its number from 1; empty where that is not kept. */
    Optional<ObjectNode> answer(String id, int turn) {
        return store.find(id)
                .map(kept -> kept.answers().get(turn))
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast);
    }

    /** A new id. */
    public String newId() {
        return store.newId();
    }

    /**
     * Names one.
     *
     * @param title empty for its first question
     * @throws Problem if there is none of this id that they may see
     */
    public ObjectNode rename(String id, String title, Caller caller) {
        find(id, caller);
        store.rename(id, title);
        return told(id, caller);
    }

    /**
     * Takes its last turn back.
     *
     * @throws Problem if there is none of this id that they may see, or nothing to take back
     */
    public ObjectNode undo(String id, Caller caller) {
        find(id, caller);
        boolean undone = with(id, caller, eyes4j.agent(), Conversation::undo);
        if (!undone) {
            throw Problem.of(Problem.Type.CONFLICT, "The session '" + id + "' has no turn that could be taken back");
        }
        return told(id, caller);
    }

    /**
     * Makes another of its first turns.
     *
     * @param turns how many
     * @return the new one, as {@link #told} tells it
     * @throws Problem if there is none of this id that they may see
     */
    public ObjectNode branch(String id, int turns, Caller caller) {
        find(id, caller);
        String branch = newId();
        store.branch(id, turns, branch, caller.name());
        return told(branch, caller);
    }

    /** Forgets one with its pictures; whether there was one that they may see. */
    public boolean remove(String id, Caller caller) {
        return holds(id, caller) && store.remove(id);
    }

    /** Forgets one, whose ever it is; whether there was one. */
    public boolean remove(String id) {
        return store.remove(id);
    }
}
