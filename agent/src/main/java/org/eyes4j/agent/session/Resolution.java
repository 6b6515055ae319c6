package org.eyes4j.agent.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.agent.run.FoundRegion;

/** What a question of a conversation comes to before anyone plans. */
sealed interface Resolution {

    /** Something that is meant or not: a thing's id or a picture's name, and words that tell it from the others. */
    record Option(String id, String words) {}

    /**
     * All that it refers to is known, or is left to be looked for.
     *
     * @param question with its references said in full: "the dog (inputs.that)"
     * @param plain the same for another picture: "the dog"
     * @param shown names of the pictures that it is asked of
     * @param given things by the input's name that holds them
     * @param notes what a person should know of how it was understood
     */
    record Resolved(
            String question, String plain, List<String> shown, Map<String, List<FoundRegion>> given, List<String> notes)
            implements Resolution {
        public Resolved {
            shown = List.copyOf(shown);
            given = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(given));
            notes = List.copyOf(notes);
        }
    }

    /** Words of it fit several things equally. */
    record Unclear(String text, String phrase, List<Option> options) implements Resolution {
        public Unclear {
            options = List.copyOf(options);
        }
    }

    /** Words of it fit nothing there is. */
    record Unknown(String text) implements Resolution {}
}
