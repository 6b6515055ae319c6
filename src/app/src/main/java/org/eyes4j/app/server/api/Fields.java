package org.eyes4j.app.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.app.service.Problem;
import org.eyes4j.tools.name.Names;

/** Reads members of a body, each fault told at its field. */
final class Fields {
    private Fields() {}

    /**
     * Refuses anything but an object with none but these members.
     *
     * @throws Problem naming the first that is too much
     */
    static void of(JsonNode body, String... members) {
        if (!body.isObject()) {
            throw Problem.of(Problem.Type.INVALID, "Expected a JSON object");
        }
        List<String> known = Arrays.asList(members);
        for (Map.Entry<String, JsonNode> member : body.properties()) {
            if (!known.contains(member.getKey())) {
                throw Problem.at(
                        "/" + member.getKey(),
                        "There is no field '" + member.getKey() + "' here; " + Names.hint(member.getKey(), known));
            }
        }
    }

    static Optional<String> text(JsonNode body, String member) {
        JsonNode node = body.path(member);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw Problem.at("/" + member, "Expected a text");
        }
        return Optional.of(node.textValue());
    }

    /** A whole number of a query parameter, within bounds. */
    static int within(String parameter, Optional<String> given, int standard, int least, int most) {
        if (given.isEmpty()) {
            return standard;
        }
        String expected = "Expected '" + parameter + "' to be a whole number of " + least + " to " + most;
        try {
            int value = Integer.parseInt(given.get().strip());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw Problem.at(parameter, expected);
        }
        throw Problem.at(parameter, expected);
    }
}
