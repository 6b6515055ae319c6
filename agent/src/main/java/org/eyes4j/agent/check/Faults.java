package org.eyes4j.agent.check;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.agent.plan.Fault.Code;

/** Gathers faults, no more than a reader can use. */
final class Faults {
    private static final int MOST = 200;

    private final List<Fault> all = new ArrayList<>();

    void add(Code code, String where, String message, String hint) {
        if (all.size() < MOST) {
            all.add(new Fault(code, where, message, hint));
        }
    }

    void add(Code code, String where, String message) {
        add(code, where, message, "");
    }

    List<Fault> all() {
        return List.copyOf(all);
    }
}
