package org.eyes4j.agent.plan;

import java.util.List;

/** What was read is not of a plan's form; carries every fault, each with its place. */
public final class PlanFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    public PlanFormatException(List<Fault> faults) {
        super(Fault.list(faults));
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }
}
