package org.eyes4j.agent.dialogue;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.agent.llm.Abilities;
import org.eyes4j.agent.llm.Message;
import org.eyes4j.agent.prompt.Tokens;

/** Keeps a conversation within what a language model can read: the oldest results of tools go first, and are said to have gone. */
final class Room {
    /** The rest is for tools, pictures, the answer, and estimates that are wrong. */
    private static final double SHARE = 0.6;

    private static final String GONE = "(left out here, to save room; the step's value is kept and can be referred to)";

    private Room() {}

    /** The messages as they are, or with as many old results left out as it takes; the newest round stays whole. */
    static List<Message> fit(List<Message> messages, Abilities abilities) {
        int room = (int) (abilities.contextTokens() * SHARE);
        int used = messages.stream().mapToInt(m -> Tokens.estimate(m.text())).sum();
        if (room == 0 || used <= room) {
            return messages;
        }
        int newest = messages.size();
        while (newest > 0 && !(messages.get(newest - 1) instanceof Message.Assistant)) {
            newest--;
        }
        List<Message> fitted = new ArrayList<>(messages);
        for (int i = 0; i < newest && used > room; i++) {
            if (fitted.get(i) instanceof Message.Tool tool) {
                used -= Tokens.estimate(tool.text()) - Tokens.estimate(GONE);
                fitted.set(i, new Message.Tool(tool.call(), tool.tool(), GONE));
            } else if (fitted.get(i) instanceof Message.User user
                    && i > 1
                    && !user.images().isEmpty()) {
                fitted.set(i, new Message.User(user.text() + " " + GONE));
            }
        }
        return fitted;
    }
}
