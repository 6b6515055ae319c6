package org.eyes4j.agent.session;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where conversations are kept. A turn is there whole or not at all, also after a {@code kill -9}. One process at a time has a
 * conversation, and in it one voice. Thread-safe, also between processes. An implementation inherits {@code
 * SessionStoreContractTest}.
 */
public interface SessionStore extends AutoCloseable {
    /** Whose conversations are that were had where nobody is asked who they are. */
    String LOCAL = "local";

    /** How long a title may be. */
    int MOST_TITLE = 200;

    /**
     * What there is to know of a conversation without going on with it.
     *
     * @param title as it was named, else its first question; empty for none
     * @param updated when its last turn was kept
     * @param questions how many were asked
     * @param pictures how many were given
     * @param bytes it takes
     * @param last the last question; empty for none
     * @param fault why it cannot be read; empty when it can
     */
    record Summary(
            String id,
            String owner,
            String title,
            Instant updated,
            int questions,
            int pictures,
            long bytes,
            String last,
            String fault) {}

    /**
     * Which conversations are wanted.
     *
     * @param owner whose; empty for everybody's
     * @param words each of which is to be in the title, a question or an answer; in lower case
     * @param most how many
     */
    record Search(Optional<String> owner, List<String> words, int most) {
        public static final Search ALL = new Search(Optional.empty(), List.of(), Integer.MAX_VALUE);

        public Search {
            words = List.copyOf(words);
        }

        /** By words as a person types them. */
        public static Search of(Optional<String> owner, String typed, int most) {
            return new Search(
                    owner,
                    Arrays.stream(typed.toLowerCase(Locale.ROOT).strip().split("\\s+", -1))
                            .filter(w -> !w.isEmpty())
                            .limit(20)
                            .toList(),
                    most);
        }
    }

    /**
     * A conversation to be read.
     *
     * @param answers what turns were answered as doors tell it, by the turn's number from 1; not of every turn
     */
    record Kept(Session session, String owner, String title, Map<Integer, JsonNode> answers) {
        public Kept {
            answers = Map.copyOf(answers);
        }
    }

    /** An id for a conversation that nobody named. */
    String newId();

    boolean holds(String id);

    /**
     * Goes on with a conversation, or begins one. Close it to let others have it.
     *
     * @param owner whose it is if it begins now
     * @throws SessionException if the id is none, another process has it, or what is kept of it is damaged
     */
    OpenSession open(String id, String owner);

    default OpenSession open(String id) {
        return open(id, LOCAL);
    }

    /**
     * A conversation as it is kept, without going on with it; empty if there is none.
     *
     * @throws SessionException if what is kept of it is damaged
     */
    Optional<Kept> find(String id);

    /** Conversations, the latest first. */
    List<Summary> list(Search search);

    /** All conversations, the latest first. */
    default List<Summary> list() {
        return list(Search.ALL);
    }

    /**
     * Names a conversation, also while someone has it.
     *
     * @param title empty for its first question
     * @return whether there is one of this id
     * @throws SessionException if the title is too long
     */
    boolean rename(String id, String title);

    /**
     * Makes another conversation of the first turns of one, with the pictures they speak of.
     *
     * @param turns how many
     * @param branch the new one's id
     * @param owner whose the new one is
     * @throws SessionException if there is no such conversation or turn, or one of the new id already
     */
    void branch(String id, int turns, String branch, String owner);

    /**
     * Forgets a conversation with its pictures.
     *
     * @return whether there was one
     * @throws SessionException if another process has it
     */
    boolean remove(String id);

    /**
     * Forgets conversations that nobody went on with for long; those that someone has stay.
     *
     * @param keep how long; zero for ever
     * @return their ids
     */
    List<String> prune(Duration keep);

    /** Refuses a title that is too long; gives it on one line. */
    static String checkTitle(String title) {
        String line = title.replaceAll("\\s+", " ").strip();
        if (line.length() > MOST_TITLE) {
            throw new SessionException(
                    SessionException.Kind.WRONG_USAGE,
                    "A session's title is at most " + MOST_TITLE + " characters; got " + line.length());
        }
        return line;
    }

    @Override
    default void close() {}
}
