package org.eyes4j.tools;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolResult.Success;
import org.eyes4j.tools.geometry.FrameMismatchException;
import org.eyes4j.tools.name.Names;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where tools are found by name, and the one way they are called: validate, complete with defaults, run, check what came
 * out. Thread-safe. Iteration is by name.
 */
public final class ToolRegistry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ToolRegistry.class);

    private final Map<String, Tool> tools = new ConcurrentSkipListMap<>();
    private final Map<String, Tool> aside = new ConcurrentSkipListMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<CallObserver> observers = new CopyOnWriteArrayList<>();

    public static ToolRegistry of(Collection<? extends Tool> some) {
        ToolRegistry registry = new ToolRegistry();
        some.forEach(registry::register);
        return registry;
    }

    /**
     * Adds a tool.
     *
     * @throws IllegalArgumentException if its name is taken
     */
    public void register(Tool tool) {
        String name = tool.specification().name();
        Tool other = aside.containsKey(name) ? aside.get(name) : tools.putIfAbsent(name, tool);
        if (other != null) {
            throw new IllegalArgumentException("There is a tool '" + name + "' already ("
                    + other.getClass().getName() + "); " + tool.getClass().getName() + " needs another name");
        }
        listeners.forEach(Runnable::run);
    }

    /**
     * Adds a tool that only those who name it find: it is in no list, and offered to nobody.
     *
     * @throws IllegalArgumentException if its name is taken
     */
    public void registerAside(Tool tool) {
        String name = tool.specification().name();
        if (tools.containsKey(name) || aside.putIfAbsent(name, tool) != null) {
            throw new IllegalArgumentException("There is a tool '" + name + "' already");
        }
    }

    /** Those that are in no list. */
    public List<Tool> aside() {
        return List.copyOf(aside.values());
    }

    /** Takes a tool out and closes it; whether there was one. Calls of it that work go on to their end or fail. */
    public boolean unregister(String name) {
        Tool gone = tools.remove(name);
        if (gone == null) {
            return false;
        }
        listeners.forEach(Runnable::run);
        close(name, gone);
        return true;
    }

    /** Tells whenever a tool came or went, on the thread that brought or took it. Close the handle to stop listening. */
    public Cancellation.Registration onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    public Optional<Tool> find(String name) {
        return Optional.ofNullable(tools.get(name)).or(() -> Optional.ofNullable(aside.get(name)));
    }

    public Optional<ToolSpecification> specification(String name) {
        return find(name).map(Tool::specification);
    }

    public List<ToolSpecification> specifications() {
        return tools.values().stream().map(Tool::specification).toList();
    }

    /** The specifications of those that can be called just now: what a planner chooses from. */
    public List<ToolSpecification> usable() {
        return tools.values().stream()
                .filter(tool -> tool.availability().ready())
                .map(Tool::specification)
                .toList();
    }

    /** Why tools cannot be called just now, by name; empty where all can. */
    public Map<String, String> outages() {
        Map<String, String> outages = new LinkedHashMap<>();
        tools.forEach((name, tool) -> {
            Availability now = tool.availability();
            if (!now.ready()) {
                outages.put(name, now.reason());
            }
        });
        return outages;
    }

    public Collection<String> names() {
        return List.copyOf(tools.keySet());
    }

    /** {@code "Unknown tool 'segmnt'; did you mean 'segment'?"} */
    public String unknown(String name) {
        return "Unknown tool '" + name + "'; " + Names.hint(name, tools.keySet());
    }

    /** Hears of calls that were made. Thread-safe; must neither wait nor throw. */
    @FunctionalInterface
    public interface CallObserver {
        /** A call took so many nanoseconds and came to this. */
        void called(ToolSpecification tool, ToolResult result, long nanos);
    }

    /** Has someone told of every call from now on. */
    public void observe(CallObserver observer) {
        observers.add(observer);
    }

    /** Calls a tool. Never throws for anything the tool does: a bug in it is a {@link FailureKind#INTERNAL} failure. */
    public ToolResult call(ToolCall call, ToolContext context) {
        Tool tool = find(call.tool()).orElse(null);
        if (tool == null) {
            return ToolResult.failed(FailureKind.INVALID_ARGUMENT, unknown(call.tool()));
        }
        if (observers.isEmpty()) {
            return call(tool, call, context);
        }
        long start = System.nanoTime();
        ToolResult result = call(tool, call, context);
        long took = System.nanoTime() - start;
        observers.forEach(o -> o.called(tool.specification(), result, took));
        return result;
    }

    private static ToolResult call(Tool tool, ToolCall call, ToolContext context) {
        ToolSpecification specification = tool.specification();
        List<String> faults = ArgumentChecker.faults(specification, call.arguments());
        if (!faults.isEmpty()) {
            return ToolResult.failed(FailureKind.INVALID_ARGUMENT, String.join("; ", faults));
        }
        if (context.cancellation().isRequested()) {
            return ToolResult.failed(FailureKind.CANCELLED, "Cancelled before '" + call.tool() + "' began");
        }
        try {
            List<String> warnings = new ArrayList<>();
            ToolResult result = tool.call(
                    ArgumentChecker.complete(specification, call.arguments()), context.warningTo(warnings::add));
            return finish(specification, result, warnings);
        } catch (FrameMismatchException e) {
            return ToolResult.failed(
                    FailureKind.BAD_INPUT,
                    String.valueOf(e.getMessage()),
                    "Give '" + call.tool() + "' values that belong to the same picture.");
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            LOG.error("Tool '{}' failed unexpectedly", call.tool(), e);
            return e instanceof OutOfMemoryError
                    ? ToolResult.failed(
                            FailureKind.LIMIT,
                            "Tool '" + call.tool() + "' ran out of memory",
                            "Give a smaller picture or more memory (-Xmx)")
                    : ToolResult.failed(
                            FailureKind.INTERNAL,
                            "Tool '" + call.tool() + "' has a bug: " + e,
                            "The log has the details");
        }
    }

    private static ToolResult finish(ToolSpecification specification, ToolResult result, List<String> warnings) {
        if (result instanceof Failure) {
            return result;
        }
        Success success = (Success) result;
        if (!specification.output().accepts(success.value().kind())) {
            return ToolResult.failed(
                    FailureKind.INTERNAL,
                    "Tool '" + specification.name() + "' declares " + specification.output() + " and gave "
                            + success.value().kind());
        }
        List<String> all = new ArrayList<>(success.warnings());
        all.addAll(warnings);
        return new Success(success.value(), success.model(), all);
    }

    /** Closes every tool; one that fails does not keep the others open. */
    @Override
    public void close() {
        Map<String, Tool> all = new LinkedHashMap<>(tools);
        all.putAll(aside);
        tools.clear();
        aside.clear();
        all.forEach(ToolRegistry::close);
    }

    private static void close(String name, Tool tool) {
        try {
            tool.close();
        } catch (RuntimeException e) {
            LOG.warn("Tool '{}' did not close", name, e);
        }
    }
}
