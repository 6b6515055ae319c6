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
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.plan.PlanFormatException;
import org.eyes4j.config.yaml.Fault;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.eyes4j.config.yaml.YamlDocument;

/**
 * A workflow's file, held against the tools there are.
 *
 * @param path where it is
 * @param plan what it says, if it has no fault
 */
record WorkflowFile(Path path, Plan plan) {

    /**
     * Reads and checks a file.
     *
     * @throws FaultyDocumentException with every fault, each with its line and column
     * @throws CommandFailure if there is no such file
     */
    static WorkflowFile read(String file, Workshop workshop) {
        Path path = path(file);
        YamlDocument document;
        try {
            document = YamlDocument.read(path);
        } catch (IOException e) {
            throw CommandFailure.usage("Cannot read " + path + ": " + e.getMessage());
        }
        return new WorkflowFile(path, plan(document, workshop));
    }

    private static Path path(String file) {
        try {
            Path path = Path.of(file);
            if (Files.isDirectory(path)) {
                throw CommandFailure.usage(path + " is a folder; name a workflow's file (YAML) in it");
            } else if (!Files.exists(path)) {
                throw CommandFailure.usage("There is no workflow " + path + ". Check the path");
            }
            return path;
        } catch (InvalidPathException e) {
            throw CommandFailure.usage("'" + file + "' is no file name: " + e.getReason());
        }
    }

    private static Plan plan(YamlDocument document, Workshop workshop) {
        try {
            Plan plan = PlanCodec.fromJson(document.root());
            List<Fault> faults = workshop.checker().check(plan, workshop.tools(), workshop.limits()).stream()
                    .filter(org.eyes4j.agent.plan.Fault::isError)
                    .map(f -> document.fault(f.where(), f.explain(), ""))
                    .toList();
            if (!faults.isEmpty()) {
                throw new FaultyDocumentException(faults);
            }
            return plan;
        } catch (PlanFormatException e) {
            throw new FaultyDocumentException(e.faults().stream()
                    .map(f -> document.fault(f.where(), f.explain(), ""))
                    .toList());
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
