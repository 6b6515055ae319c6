package org.eyes4j.agent.workflow;

import java.util.List;
import java.util.Optional;
import org.eyes4j.config.yaml.Fault;

/**
 * A workflow in the folder of registered ones.
 *
 * @param name the name of its file without the ending
 * @param text its YAML
 * @param workflow what it says, where its form is right
 * @param faults why it is no tool; empty when it is one
 */
public record RegisteredWorkflow(String name, String text, Optional<Workflow> workflow, List<Fault> faults) {
    public RegisteredWorkflow {
        faults = List.copyOf(faults);
    }

    /** Whether it can be called. */
    public boolean isTool() {
        return faults.isEmpty();
    }
}
