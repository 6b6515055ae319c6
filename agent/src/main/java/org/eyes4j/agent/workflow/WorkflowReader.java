package org.eyes4j.agent.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.plan.PlanFormatException;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.eyes4j.config.yaml.YamlDocument;

/** Reads workflows. What is read is untrusted and bounded; every fault is told at once, with its line and column. */
public final class WorkflowReader {
    private WorkflowReader() {}

    /**
     * Reads a workflow from a document.
     *
     * @throws FaultyDocumentException with every fault of its form
     */
    public static Workflow read(YamlDocument document) {
        JsonNode root = document.root();
        try {
            return new Workflow(PlanCodec.fromJson(root));
        } catch (PlanFormatException e) {
            throw new FaultyDocumentException(PlanFaults.of(e.faults(), document));
        }
    }
}
