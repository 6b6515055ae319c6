package org.eyes4j.agent.session;

import java.util.List;

/** What a reference stands for. */
sealed interface Referent {

    /** These things, all of them. */
    record Known(List<Unit> units) implements Referent {
        public Known {
            units = List.copyOf(units);
        }
    }

    /** One of these, and nothing says which. */
    record Several(List<Unit> units) implements Referent {
        public Several {
            units = List.copyOf(units);
        }
    }

    /** Nothing that is there. */
    record Nothing(String why) implements Referent {}

    /** It refers to nothing the conversation knows; the planner may look for it. */
    record Open() implements Referent {}

    Referent OPEN = new Open();
}
