package org.eyes4j.app.cli;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.agent.session.Conversation;
import org.eyes4j.agent.session.ConversationReply;
import org.eyes4j.agent.session.NewPicture;
import org.eyes4j.agent.session.OpenSession;
import org.eyes4j.agent.session.Session;
import org.eyes4j.agent.session.SessionException;
import org.eyes4j.agent.session.SessionStore;
import org.eyes4j.app.output.Picture;
import org.eyes4j.app.output.Told;
import org.eyes4j.wiring.Eyes4j;

/** A conversation as the doors of the terminal have it. What goes wrong with it is told as a command's failure. */
final class Talk implements AutoCloseable {
    private final Eyes4j eyes4j;
    private final OpenSession open;
    private final Conversation conversation;

    private Talk(Eyes4j eyes4j, OpenSession open) {
        this.eyes4j = eyes4j;
        this.open = open;
        this.conversation = eyes4j.conversation(open);
    }

    /**
     * Goes on with a conversation, or begins one; then those that nobody went on with for long are forgotten.
     *
     * @throws CommandFailure if it cannot be had
     */
    static Talk open(Eyes4j eyes4j, String id) {
        try {
            SessionStore store = eyes4j.sessions();
            OpenSession open = store.open(id);
            if (open.isFresh()) {
                store.prune(eyes4j.settings().sessions().keep());
            }
            return new Talk(eyes4j, open);
        } catch (SessionException e) {
            throw failure(e);
        }
    }

    static CommandFailure failure(SessionException e) {
        String message = String.valueOf(e.getMessage());
        return switch (e.kind()) {
            case WRONG_USAGE, LIMIT -> CommandFailure.usage(message);
            case LOCKED, DAMAGED, STORAGE -> CommandFailure.failed(message);
        };
    }

    Session session() {
        return conversation.session();
    }

    ConversationReply ask(String question, List<NewPicture> pictures, Conversation.Manner manner) {
        try {
            return conversation.ask(question, pictures, manner);
        } catch (SessionException e) {
            throw failure(e);
        }
    }

    boolean undo() {
        try {
            return conversation.undo();
        } catch (SessionException e) {
            throw failure(e);
        }
    }

    /** An answer, ready to be written down with the pictures that it is about. */
    Told told(ConversationReply.Answered answered) {
        List<Picture> pictures = new ArrayList<>();
        answered.pictures()
                .forEach((picture, image) -> pictures.add(new Picture(picture.name(), picture.title(), image)));
        return new Told(answered.reply(), pictures, List.of(), eyes4j.pictureNotes());
    }

    @Override
    public void close() {
        try {
            open.close();
        } catch (SessionException e) {
            throw failure(e);
        }
    }
}
