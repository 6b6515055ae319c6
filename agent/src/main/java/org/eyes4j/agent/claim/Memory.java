package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.List;

/** What the sentences before spoke of: what "it" and "the other" mean. Not thread-safe. */
final class Memory {
    private List<Seen> focus = List.of();
    private List<Seen> all = List.of();
    private String kind = "";

    /** Things that were spoken of, and everything of their kind. */
    void spokeOf(List<Seen> things, List<Seen> ofKind, String noun) {
        if (things.isEmpty()) {
            return;
        }
        focus = List.copyOf(things);
        boolean part = new ArrayList<>(all).containsAll(things) && all.size() > things.size();
        if (!part || ofKind.size() > all.size()) {
            all = List.copyOf(ofKind);
        }
        if (!noun.equals(Phrase.IT) && !noun.equals(Phrase.OTHER) && !noun.equals("one")) {
            kind = noun;
        }
    }

    List<Seen> focus() {
        return focus;
    }

    /** Those of the kind that were not spoken of last. */
    List<Seen> others() {
        return all.stream().filter(seen -> !focus.contains(seen)).toList();
    }

    String kind() {
        return kind;
    }
}
