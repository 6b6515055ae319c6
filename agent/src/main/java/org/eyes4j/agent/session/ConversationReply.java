package org.eyes4j.agent.session;

import java.util.List;
import java.util.Map;
import org.eyes4j.agent.AskReply;
import org.eyes4j.tools.value.Value;

/** What a question of a conversation came to. */
public sealed interface ConversationReply {

    /**
     * The agent was asked.
     *
     * @param reply its answer; regions bear ids of the conversation
     * @param turn what was kept of it
     * @param pictures that it was asked of, by name, in order
     */
    record Answered(AskReply reply, Turn turn, Map<SessionPicture, Value.Image> pictures) implements ConversationReply {
        public Answered {
            pictures = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(pictures));
        }
    }

    /** Something that is meant or not: a thing's id or a picture's name, and words that tell it from the others. */
    record Option(String id, String words) {}

    /**
     * Words of it fit several things equally; the next line may say which is meant.
     *
     * @param text asks which
     * @param phrase the words
     * @param options what they fit
     */
    record Unclear(String text, String phrase, List<Option> options) implements ConversationReply {
        public Unclear {
            options = List.copyOf(options);
        }
    }

    /** Words of it fit nothing there is; the text says what there is. */
    record Unknown(String text) implements ConversationReply {}

    /** It was stopped before its end; nothing of it is kept. */
    record Stopped() implements ConversationReply {}
}
