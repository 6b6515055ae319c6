package org.eyes4j.app.server.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import org.eyes4j.app.service.Problem;

/**
 * A conversation taken apart: the last question, what came before it, and what was called after it.
 *
 * @param question the last message of the user
 * @param before what was said before it
 * @param after calls of the caller's tools after it, and what they came to
 * @param instructions of system messages
 */
record Asked(Said question, List<Said> before, List<Said> after, String instructions) {

    static Asked of(List<Said> messages) {
        int last = -1;
        for (int i = 0; i < messages.size(); i++) {
            last = messages.get(i).isUser() ? i : last;
        }
        if (last < 0) {
            throw Problem.at("messages", "There is no message of the user");
        }
        Said question = messages.get(last);
        if (question.text().isBlank()) {
            throw Problem.at("messages", "The last message of the user has no words: what is to be found out?");
        }
        return new Asked(
                question,
                messages.subList(0, last).stream().filter(Said::isSpoken).toList(),
                messages.subList(last + 1, messages.size()),
                messages.stream()
                        .filter(s -> s.role().equals("system"))
                        .map(Said::text)
                        .collect(Collectors.joining("\n")));
    }

    /** The order to {@code ask}, with pictures of the question only. */
    ObjectNode order() {
        ObjectNode order = JsonNodeFactory.instance.objectNode().put("question", question.text());
        ArrayNode pictures = order.putArray("pictures");
        question.pictures().forEach(pictures::add);
        if (!instructions.isBlank()) {
            order.put("instructions", told(instructions));
        }
        return order;
    }

    /** The order where nothing else is known of what was said before: all pictures, and the words for a language model. */
    ObjectNode wholeOrder() {
        ObjectNode order = order();
        ArrayNode pictures = order.putArray("pictures");
        before.stream().flatMap(s -> s.pictures().stream()).distinct().forEach(pictures::add);
        question.pictures().forEach(pictures::add);
        if (!before.isEmpty()) {
            String earlier =
                    before.stream().map(s -> s.role() + ": " + s.text()).collect(Collectors.joining("\n"));
            order.put("instructions", told(instructions) + "Said before:\n" + earlier + "\n");
        }
        return order;
    }

    private static String told(String instructions) {
        return instructions.isBlank() ? "" : "Instructions of the program that asks:\n" + instructions + "\n";
    }
}
