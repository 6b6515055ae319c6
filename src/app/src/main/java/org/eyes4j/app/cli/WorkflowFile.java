package org.eyes4j.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.eyes4j.agent.conduct.Workshop;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.workflow.Workflow;
import org.eyes4j.agent.workflow.WorkflowChecker;
import org.eyes4j.agent.workflow.WorkflowReader;
import org.eyes4j.config.yaml.Fault;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.eyes4j.config.yaml.YamlDocument;
import org.eyes4j.wiring.Eyes4j;

/**
 * A workflow's file, held against the tools there are.
 *
 * @param path where it is
 * @param plan what it says, if it has no fault
 */
record WorkflowFile(Path path, Plan plan) {

    /**
     * Reads and checks a file, or the registered workflow of a name.
     *
     * @throws FaultyDocumentException with every fault, each with its line and column
     * @throws CommandFailure if there is no such file
     */
    static WorkflowFile read(String file, Eyes4j eyes4j) {
        Path path = path(file, eyes4j.home().workflows());
        YamlDocument document;
        try {
            document = YamlDocument.read(path);
        } catch (IOException e) {
            throw CommandFailure.usage("Cannot read " + path + ": " + e.getMessage());
        }
        Workflow workflow = WorkflowReader.read(document, path);
        Workshop workshop = eyes4j.workshop();
        List<Fault> faults =
                new WorkflowChecker(workshop.checker()).check(workflow, document, workshop.tools(), workshop.limits());
        if (!faults.isEmpty()) {
            throw new FaultyDocumentException(faults);
        }
        return new WorkflowFile(path, workflow.plan());
    }

    private static Path path(String file, Path registered) {
        try {
            Path path = Path.of(file);
            if (!Files.exists(path) && Files.exists(registered.resolve(file + ".yaml"))) {
                return registered.resolve(file + ".yaml");
            } else if (Files.isDirectory(path)) {
                throw CommandFailure.usage(path + " is a folder; name a workflow's file (YAML) in it");
            } else if (!Files.exists(path)) {
                throw CommandFailure.usage("There is no workflow " + path + ". Check the path");
            }
            return path;
        } catch (InvalidPathException e) {
            throw CommandFailure.usage("'" + file + "' is no file name: " + e.getReason());
        }
    }

    /** What it is called. */
    String name() {
        if (!plan.name().isBlank()) {
            return plan.name();
        }
        Path last = path.getFileName();
        return last == null ? "workflow" : last.toString().replaceFirst("\\.(ya?ml|json)$", "");
    }

    /** Faults for a person: one a line, as compilers write them. */
    static String text(List<Fault> faults) {
        return faults.stream().map(Fault::toString).collect(Collectors.joining("\n"))
                + (faults.size() > 1 ? "\n" + faults.size() + " faults" : "");
    }

    /** Faults for programs. */
    static ObjectNode json(String file, List<Fault> faults) {
        ObjectNode root =
                JsonNodeFactory.instance.objectNode().put("workflow", file).put("valid", faults.isEmpty());
        ArrayNode all = root.putArray("faults");
        faults.forEach(f -> all.addObject()
                .put("line", f.line())
                .put("column", f.column())
                .put("path", f.path())
                .put("expected", f.expected())
                .put("found", f.found()));
        return root.put("exit", faults.isEmpty() ? ExitCode.DONE : ExitCode.USAGE);
    }
}
