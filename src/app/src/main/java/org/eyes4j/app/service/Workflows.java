package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.agent.conduct.Workshop;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.workflow.RegisteredWorkflow;
import org.eyes4j.agent.workflow.Workflow;
import org.eyes4j.agent.workflow.WorkflowChecker;
import org.eyes4j.agent.workflow.WorkflowReader;
import org.eyes4j.agent.workflow.WorkflowSchema;
import org.eyes4j.config.yaml.Fault;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.eyes4j.config.yaml.YamlDocument;
import org.eyes4j.wiring.Eyes4j;

/** The workflows of this server's folder, samples to begin with, and the check of one that is being written. Thread-safe. */
public final class Workflows {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> RESERVED = Set.of("check", "schema");

    private final Eyes4j eyes4j;
    private final Inventory inventory;
    private final List<WorkflowSamples.Sample> samples;

    public Workflows(Eyes4j eyes4j) {
        this.eyes4j = eyes4j;
        this.inventory = new Inventory(eyes4j);
        this.samples = WorkflowSamples.ofClassPath();
    }

    /**
     * {@code {workflows: [{name, description, inputs: {name: kind}, steps, faults}], samples: [the same with yaml], tools: those that only
     * workflows call}}; what was
     * put into the folder by hand meanwhile is among them.
     */
    public ObjectNode list() {
        eyes4j.workflows().refresh();
        ObjectNode root = JSON.objectNode();
        ArrayNode own = root.putArray("workflows");
        eyes4j.workflows().list().forEach(workflow -> own.add(brief(workflow)));
        ArrayNode given = root.putArray("samples");
        samples.forEach(sample -> given.add(
                brief(sample.name(), Optional.of(sample.workflow()), 0).put("yaml", sample.yaml())));
        ArrayNode aside = root.putArray("tools");
        eyes4j.tools().aside().forEach(tool -> aside.add(inventory.tool(tool.specification())));
        return root;
    }

    private static ObjectNode brief(RegisteredWorkflow workflow) {
        return brief(workflow.name(), workflow.workflow(), workflow.faults().size());
    }

    private static ObjectNode brief(String name, Optional<Workflow> workflow, int faults) {
        ObjectNode node = JSON.objectNode().put("name", name);
        node.put("description", workflow.map(Workflow::description).orElse(""));
        ObjectNode inputs = node.putObject("inputs");
        workflow.ifPresent(w -> w.plan()
                .inputs()
                .forEach((input, rule) -> inputs.put(input, rule.kind().toString())));
        node.put("steps", workflow.map(w -> w.plan().steps().size()).orElse(0));
        return node.put("faults", faults);
    }

    /**
     * One that is registered, with its YAML and, where its form is right, what it says in a plan's form.
     *
     * @throws Problem if there is none of this name
     */
    public ObjectNode find(String name) {
        RegisteredWorkflow workflow = registered(name);
        ObjectNode node = JSON.objectNode().put("name", workflow.name()).put("yaml", workflow.text());
        workflow.workflow().ifPresent(w -> node.set("workflow", PlanCodec.toJson(w.plan())));
        node.set("faults", faults(workflow.faults()));
        return node;
    }

    /**
     * The YAML of one that is registered.
     *
     * @throws Problem if there is none of this name
     */
    public String text(String name) {
        return registered(name).text();
    }

    private RegisteredWorkflow registered(String name) {
        return eyes4j.workflows().find(name).orElseThrow(() -> Problem.notFound("workflow", name));
    }

    /**
     * The plan of one that can be called.
     *
     * @param field where it is asked for
     * @throws Problem if there is none, or it has faults
     */
    static Plan plan(Eyes4j eyes4j, String name, String field) {
        RegisteredWorkflow workflow = eyes4j.workflows()
                .find(name)
                .orElseThrow(() -> Problem.at(
                        field,
                        Problem.notFound("workflow", name).detail() + "; GET /api/v1/workflows lists those there are"));
        if (!workflow.isTool()) {
            throw refused(workflow.faults());
        }
        return workflow.workflow().orElseThrow().plan();
    }

    /**
     * Registers a workflow, in the place of an earlier one of the name.
     *
     * @return whether there was none before
     * @throws Problem with every fault it has; nothing is changed then
     */
    public boolean put(String name, String yaml, Caller caller) {
        caller.demand(Caller.Scope.ADMIN);
        if (RESERVED.contains(name)) {
            throw Problem.at(
                    "name", "A workflow cannot be called '" + name + "' here: the address means something else");
        }
        boolean isNew = eyes4j.workflows().find(name).isEmpty();
        try {
            eyes4j.workflows().put(name, yaml);
        } catch (FaultyDocumentException e) {
            throw refused(e.faults());
        } catch (IllegalArgumentException e) {
            throw Problem.at("name", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return isNew;
    }

    private static Problem refused(List<Fault> faults) {
        return Problem.at(faults.stream()
                .map(fault -> new Problem.Fault(fault.path(), place(fault) + message(fault)))
                .toList());
    }

    private static String place(Fault fault) {
        return fault.line() > 0 ? "line " + fault.line() + ", column " + fault.column() + ": " : "";
    }

    private static String message(Fault fault) {
        return "expected " + fault.expected() + ", found " + fault.found();
    }

    /**
     * Takes a workflow away, its file too.
     *
     * @throws Problem if there is none of this name
     */
    public void remove(String name, Caller caller) {
        caller.demand(Caller.Scope.ADMIN);
        try {
            if (!eyes4j.workflows().remove(name)) {
                throw Problem.notFound("workflow", name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Holds a text against the form of workflows and the tools there are: {@code {faults: [{line, column, path, expected, found,
     * message}], workflow?}}, where {@code workflow} is the text's tree as it stands, there wherever it can be read at all.
     */
    public ObjectNode check(String yaml) {
        ObjectNode node = JSON.objectNode();
        try {
            YamlDocument document = YamlDocument.parse(yaml, "workflow");
            node.set("workflow", document.root());
            Workflow workflow = WorkflowReader.read(document);
            Workshop workshop = eyes4j.workshop();
            node.set(
                    "faults",
                    faults(new WorkflowChecker(workshop.checker())
                            .check(workflow, document, workshop.tools(), workshop.limits())));
        } catch (FaultyDocumentException e) {
            node.set("faults", faults(e.faults()));
        }
        return node;
    }

    private static ArrayNode faults(List<Fault> faults) {
        ArrayNode array = JSON.arrayNode();
        for (Fault fault : faults) {
            array.addObject()
                    .put("line", fault.line())
                    .put("column", fault.column())
                    .put("path", fault.path())
                    .put("expected", fault.expected())
                    .put("found", fault.found())
                    .put("message", message(fault));
        }
        return array;
    }

    /** The JSON Schema of a workflow's file with the tools there are, for editors. */
    public JsonNode schema() {
        return WorkflowSchema.of(eyes4j.tools());
    }
}
