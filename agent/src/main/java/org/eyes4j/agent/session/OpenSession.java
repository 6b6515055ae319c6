package org.eyes4j.agent.session;

import com.fasterxml.jackson.databind.JsonNode;

/** A conversation that this process has: no other can go on with it before this is closed. Thread-safe. */
public interface OpenSession extends AutoCloseable {

    Session session();

    /** Whether it began just now, and nothing of it is kept yet. */
    boolean isFresh();

    /**
     * Keeps the conversation as it is now; when this throws, it is as it was.
     *
     * @throws SessionException if it cannot be kept, or another process took it since
     */
    void keep(Session changed);

    /** Keeps what the last turn was answered as doors tell it. */
    void keepAnswer(JsonNode answer);

    /** Keeps a picture's bytes; gives the id they are found by. */
    String keepPicture(byte[] bytes);

    /**
     * The bytes of a picture, as they were given.
     *
     * @throws SessionException if they are not there any more, or are others
     */
    byte[] picture(SessionPicture picture);

    /** Forgets pictures and answers that no turn speaks of any more. */
    void sweep();

    /** Lets others have it. One in which nothing was asked leaves nothing behind. */
    @Override
    void close();
}
