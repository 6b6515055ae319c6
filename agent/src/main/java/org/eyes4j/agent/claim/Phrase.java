package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.List;

/**
 * A thing as a sentence names it.
 *
 * @param quantity how many
 * @param noun singular, in English; see the constants for those that name no kind of thing
 * @param plural whether several are spoken of
 * @param conditions what must be true of it
 */
record Phrase(Quantity quantity, String noun, boolean plural, List<Condition> conditions) {
    /** Whatever was spoken of last. */
    static final String IT = "it";
    /** Of those spoken of last, the one not yet told of. */
    static final String OTHER = "other";
    /** The others of those that a sentence speaks of. */
    static final String EACH_OTHER = "each other";
    /** Everything but those that a sentence speaks of. */
    static final String REST = "rest";
    /** Any thing. */
    static final String THING = "thing";

    static final String PICTURE = "picture";
    static final String BACKGROUND = "background";

    Phrase {
        conditions = List.copyOf(conditions);
    }

    static Phrase the(String noun) {
        return new Phrase(Quantity.THE, noun, false, List.of());
    }

    Phrase with(Condition more) {
        List<Condition> all = new ArrayList<>(conditions);
        all.add(more);
        return new Phrase(quantity, noun, plural, all);
    }

    Phrase with(Quantity other) {
        return new Phrase(other, noun, plural, conditions);
    }

    boolean is(String name) {
        return noun.equals(name);
    }
}
