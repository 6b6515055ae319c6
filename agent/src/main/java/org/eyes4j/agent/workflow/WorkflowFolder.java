package org.eyes4j.agent.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eyes4j.agent.check.PlanLimits;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.config.yaml.Fault;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.eyes4j.config.yaml.YamlLimits;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolRegistry;

/**
 * The registered workflows: a YAML file each in one folder, each a tool of the same name. A faulty one is no tool and says why.
 * Thread-safe within one process.
 */
public final class WorkflowFolder {
    static final String ENDING = ".yaml";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,63}");
    private static final int MOST = 500;

    private final Path folder;
    private final ToolRegistry tools;
    private final WorkflowChecker checker;
    private final Supplier<PlanLimits> limits;
    private final Supplier<PlanExecutor> executor;
    private final Supplier<RunOptions> alone;
    private Map<String, RegisteredWorkflow> known = Map.of();

    /**
     * A folder whose workflows become tools at {@link #refresh}.
     *
     * @param folder need not be there
     * @param tools where they are registered
     * @param executor runs them; asked for at the first call of one
     * @param alone how one is run that is called outside of any run
     */
    public WorkflowFolder(
            Path folder,
            ToolRegistry tools,
            WorkflowChecker checker,
            Supplier<PlanLimits> limits,
            Supplier<PlanExecutor> executor,
            Supplier<RunOptions> alone) {
        this.folder = folder;
        this.tools = tools;
        this.checker = checker;
        this.limits = limits;
        this.executor = executor;
        this.alone = alone;
    }

    /** Reads the folder anew and registers what is in it; a line for each workflow that is no tool, with its faults. */
    public synchronized List<String> refresh() {
        try {
            return arrange(files());
        } catch (IOException e) {
            return List.of("The workflows in " + folder + " cannot be read: " + e.getMessage());
        }
    }

    /** What is registered, by name. */
    public synchronized List<RegisteredWorkflow> list() {
        return List.copyOf(known.values());
    }

    public synchronized Optional<RegisteredWorkflow> find(String name) {
        return Optional.ofNullable(known.get(name));
    }

    /**
     * Writes a workflow's file and makes a tool of it, in the place of an earlier one of the name.
     *
     * @param name letters, digits, '-' and '_'
     * @param text YAML
     * @throws FaultyDocumentException if it has faults; nothing is written then
     * @throws IllegalArgumentException with a message for a person if it cannot be called so
     * @throws IOException if the file cannot be written
     */
    public synchronized RegisteredWorkflow put(String name, String text) throws IOException {
        demandName(name);
        Map<String, String> files = files();
        files.put(name, text);
        if (files.size() > MOST) {
            throw new IllegalArgumentException("There are at most " + MOST + " registered workflows; remove one first");
        }
        RegisteredWorkflow put = arrangement().arrange(files).stream()
                .filter(w -> w.name().equals(name))
                .findFirst()
                .orElseThrow();
        if (!put.isTool()) {
            throw new FaultyDocumentException(put.faults());
        }
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, name, ".tmp");
        try {
            Files.writeString(draft, text);
            Files.move(draft, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        arrange(files);
        return put;
    }

    /**
     * Removes a workflow, its file too; whether there was one. Workflows that call it are no tools any more.
     *
     * @throws IOException if the file cannot be removed
     */
    public synchronized boolean remove(String name) throws IOException {
        if (!NAME.matcher(name).matches() || !Files.deleteIfExists(file(name))) {
            return false;
        }
        arrange(files());
        return true;
    }

    private static void demandName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A workflow's name is made of small letters, digits, '-' and '_', a letter first, at most 64, got '"
                            + (name.length() > 80 ? name.substring(0, 77) + "..." : name) + "'");
        }
    }

    private Path file(String name) {
        return folder.resolve(name + ENDING);
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return texts;
        }
        List<Path> found;
        try (Stream<Path> all = Files.list(folder)) {
            found = all.filter(f -> f.getFileName().toString().endsWith(ENDING) && Files.isRegularFile(f))
                    .sorted()
                    .limit(MOST)
                    .toList();
        }
        for (Path file : found) {
            String title = file.getFileName().toString();
            String name = title.substring(0, title.length() - ENDING.length());
            texts.put(name, read(file));
        }
        return texts;
    }

    /** A file's text, or as much of one that is too large as shows that it is. */
    private static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(4 * YamlLimits.DEFAULT.characters() + 4), StandardCharsets.UTF_8);
        }
    }

    private Arrangement arrangement() {
        return new Arrangement(Arrangement.withoutWorkflows(tools), checker, limits.get(), executor, alone);
    }

    private List<String> arrange(Map<String, String> files) {
        Arrangement arrangement = arrangement();
        Map<String, RegisteredWorkflow> now = new LinkedHashMap<>();
        arrangement.arrange(files).forEach(w -> now.put(w.name(), w));
        known = now;
        register(arrangement.tools());
        List<String> warnings = new ArrayList<>();
        now.values().stream().filter(w -> !w.isTool()).forEach(w -> {
            StringBuilder told = new StringBuilder("Workflow '" + w.name() + "' is no tool:");
            for (Fault fault : w.faults()) {
                told.append("\n  ").append(fault);
            }
            warnings.add(told.toString());
        });
        return warnings;
    }

    /** Makes the registry's workflows those given; one that stands as it was is left alone. */
    private void register(List<WorkflowTool> wanted) {
        Map<String, WorkflowTool> byName = new LinkedHashMap<>();
        wanted.forEach(tool -> byName.put(tool.specification().name(), tool));
        for (String name : tools.names()) {
            Tool there = tools.find(name).orElse(null);
            if (there instanceof WorkflowTool old) {
                WorkflowTool other = byName.get(name);
                boolean same = other != null
                        && other.workflow().equals(old.workflow())
                        && other.specification().equals(old.specification());
                if (same) {
                    byName.remove(name);
                } else {
                    tools.unregister(name);
                }
            }
        }
        byName.values().forEach(tools::register);
    }
}
