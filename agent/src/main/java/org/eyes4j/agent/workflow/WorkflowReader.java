package org.eyes4j.agent.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.plan.PlanFormatException;
import org.eyes4j.config.yaml.Fault;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.eyes4j.config.yaml.YamlDocument;
import org.jspecify.annotations.Nullable;

/**
 * Reads workflows. What is read is untrusted and bounded; every fault is told at once, with its file, line and column. A step
 * may name another workflow's file, in the same folder or below it; circles of files are refused.
 */
public final class WorkflowReader {
    private static final int MOST_FILES = 50;
    private static final int MOST_DEEP = 8;

    private final @Nullable Path root;
    private final List<Path> chain = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private int files;

    private WorkflowReader(@Nullable Path root) {
        this.root = root;
    }

    /**
     * Reads a workflow that stands alone: its steps cannot name files.
     *
     * @throws FaultyDocumentException with every fault of its form
     */
    public static Workflow read(YamlDocument document) {
        return new WorkflowReader(null).all(document, null);
    }

    /**
     * Reads a workflow whose steps may name files beside it.
     *
     * @param file where the document was read from
     * @throws FaultyDocumentException with every fault of its form, and of those that its steps name
     */
    public static Workflow read(YamlDocument document, Path file) {
        Path at = file.toAbsolutePath().normalize();
        WorkflowReader reader = new WorkflowReader(at.getParent());
        reader.chain.add(at);
        return reader.all(document, at.getParent());
    }

    private Workflow all(YamlDocument document, @Nullable Path folder) {
        Workflow workflow = one(document, folder);
        if (workflow == null || !faults.isEmpty()) {
            throw new FaultyDocumentException(faults);
        }
        return workflow;
    }

    private @Nullable Workflow one(YamlDocument document, @Nullable Path folder) {
        Map<String, Workflow.Part> parts = new LinkedHashMap<>();
        JsonNode tree = document.root();
        if (folder != null && tree.isObject()) {
            tree = tree.deepCopy();
            join((ObjectNode) tree, "", document, folder, parts);
        }
        try {
            return new Workflow(PlanCodec.fromJson(tree), parts);
        } catch (PlanFormatException e) {
            faults.addAll(PlanFaults.of(e.faults(), document, parts));
            return null;
        }
    }

    /** Puts workflows of other files where steps name them. */
    private void join(
            ObjectNode plan, String pointer, YamlDocument document, Path folder, Map<String, Workflow.Part> parts) {
        JsonNode steps = plan.path("steps");
        for (int i = 0; i < steps.size(); i++) {
            String where = pointer + "/steps/" + i;
            JsonNode nested = steps.get(i).path("workflow");
            if (nested.isObject()) {
                join((ObjectNode) nested, where + "/workflow", document, folder, parts);
            } else if (nested.isTextual() && nested.textValue().matches(".*\\.(ya?ml|json)")) {
                Workflow.Part part = part(nested.textValue(), document, where + "/workflow", folder);
                if (part != null) {
                    parts.put(where, part);
                    ((ObjectNode) steps.get(i))
                            .set("workflow", PlanCodec.toJson(part.workflow().plan()));
                } else {
                    // Told already; whatever else is wrong with the step is told beside it.
                    ((ObjectNode) steps.get(i)).put("workflow", "unreadable");
                }
            }
        }
    }

    private Workflow.@Nullable Part part(String name, YamlDocument document, String where, Path folder) {
        Path file;
        try {
            file = folder.resolve(name).normalize();
        } catch (InvalidPathException e) {
            return wrong(document, where, "a file beside this one", "'" + name + "'");
        }
        if (root == null || !file.startsWith(root)) {
            return wrong(document, where, "a file in the folder of the first workflow or below it", "'" + name + "'");
        }
        if (!Files.isRegularFile(file) || !isInside(file)) {
            return wrong(document, where, "a workflow's file", "'" + name + "', which there is not");
        }
        if (chain.contains(file)) {
            List<Path> circle = new ArrayList<>(chain.subList(chain.indexOf(file), chain.size()));
            circle.add(file);
            return wrong(
                    document,
                    where,
                    "workflows that do not run each other in a circle",
                    circle.stream().map(f -> root.relativize(f).toString()).collect(Collectors.joining(" → ")));
        }
        if (chain.size() >= MOST_DEEP || ++files > MOST_FILES) {
            return wrong(
                    document,
                    where,
                    "at most " + MOST_DEEP + " files within one another, and " + MOST_FILES + " in all",
                    "more");
        }
        chain.add(file);
        try {
            YamlDocument other = YamlDocument.read(file);
            Path beside = file.getParent();
            Workflow workflow = one(other, beside == null ? folder : beside);
            if (workflow == null) {
                return null;
            }
            String title = String.valueOf(file.getFileName()).replaceFirst("\\.(ya?ml|json)$", "");
            return new Workflow.Part(workflow.name().isEmpty() ? workflow.named(title) : workflow, other);
        } catch (FaultyDocumentException e) {
            faults.addAll(e.faults());
            return null;
        } catch (IOException e) {
            return wrong(document, where, "a file that can be read", "'" + name + "': " + e.getMessage());
        } finally {
            chain.remove(chain.size() - 1);
        }
    }

    private boolean isInside(Path file) {
        try {
            return root != null && file.toRealPath().startsWith(root.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private Workflow.@Nullable Part wrong(YamlDocument document, String where, String expected, String found) {
        faults.add(document.fault(where, expected, found));
        return null;
    }
}
