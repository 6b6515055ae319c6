package org.eyes4j.prompts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * A request and the plan that answers it, to show a language model how it is done.
 *
 * @param name of its file
 * @param request in the user's words
 * @param inputs an object: name and kind of each input
 * @param tools names of the tools that the plan calls: without one of them the example misleads
 * @param plan steps and outputs, in a plan's form
 */
public record Example(
        String name, Language language, String request, JsonNode inputs, Set<String> tools, JsonNode plan) {
    public Example {
        tools = Set.copyOf(tools);
    }
}
