package org.eyes4j.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eyes4j.config.name.NearestName;
import org.eyes4j.plugins.PluginStatus.State;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.conform.Conformance;
import org.eyes4j.tools.conform.Report;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins of a folder, and their tools in a registry. What is wrong with one of them is its {@link PluginStatus} and
 * keeps neither the others nor the program from working. Thread-safe.
 */
public final class Plugins implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);
    private static final Duration TO_CLOSE = Duration.ofSeconds(10);

    private final Path folder;
    private final ToolRegistry registry;
    private final Supplier<PluginContext> context;
    private final ToolGate gate;
    private final Consumer<String> warnings;
    private final Map<String, PluginLoader> loaders;
    private final PluginReader reader;
    private final Switches switches;
    private final Map<String, PluginManifest> residents = new TreeMap<>();
    private final Map<String, Mounted> mounted = new TreeMap<>();
    private final Map<String, ToolOrigin> origins = new ConcurrentHashMap<>();
    private boolean closed;
    private volatile List<PluginStatus> statuses = List.of();
    private @Nullable PluginWatch watch;

    /**
     * None of them is read before {@link #refresh}.
     *
     * @param folder where they lie; may be missing
     * @param registry where their tools are offered; not closed by this
     * @param context what loaders may use, asked for with each plugin
     * @param gate what their tools must pass
     * @param warnings told of each plugin that cannot be used
     * @param loaders one a kind
     */
    public Plugins(
            Path folder,
            ToolRegistry registry,
            Supplier<PluginContext> context,
            ToolGate gate,
            Consumer<String> warnings,
            List<PluginLoader> loaders) {
        this(folder, registry, context, gate, warnings, loaders, List.of());
    }

    /**
     * Some that lie in no folder, too.
     *
     * @param residents what {@code plugin.yml} would say of those
     */
    public Plugins(
            Path folder,
            ToolRegistry registry,
            Supplier<PluginContext> context,
            ToolGate gate,
            Consumer<String> warnings,
            List<PluginLoader> loaders,
            List<PluginManifest> residents) {
        this.folder = folder;
        this.registry = registry;
        this.context = context;
        this.gate = gate;
        this.warnings = warnings;
        this.loaders = new LinkedHashMap<>();
        loaders.forEach(loader -> this.loaders.put(loader.kind(), loader));
        this.reader = new PluginReader(List.copyOf(this.loaders.keySet()));
        this.switches = new Switches(folder);
        residents.forEach(r -> this.residents.put(r.name(), r));
    }

    /** Where they lie. */
    public Path folder() {
        return folder;
    }

    /** How they stand, by the names of their files. */
    public List<PluginStatus> list() {
        return statuses;
    }

    /** How one stands. */
    public Optional<PluginStatus> find(String name) {
        return statuses.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /** Where a tool came from; empty for one that came with the program. */
    public Optional<ToolOrigin> origin(String tool) {
        return Optional.ofNullable(origins.get(tool));
    }

    /** Takes in what was added to the folder or changed there, and takes out what is gone. Whether anything was. */
    public synchronized boolean refresh() {
        if (closed) {
            return false;
        }
        Map<String, PluginEntry> entries = new TreeMap<>();
        PluginEntry.of(folder).forEach(e -> entries.put(e.name(), e));
        residents.forEach((name, r) -> entries.put(name, new PluginEntry(r.folder())));
        boolean gone = false;
        List<Mounted> fresh = new ArrayList<>();
        for (String name : List.copyOf(mounted.keySet())) {
            if (!entries.containsKey(name)) {
                unmount(name);
                gone = true;
            }
        }
        for (PluginEntry entry : entries.values()) {
            String fingerprint = entry.fingerprint();
            Mounted known = mounted.get(entry.name());
            if (known != null && known.fingerprint.equals(fingerprint) && !(gone && known.clashes)) {
                continue;
            }
            if (known != null) {
                unmount(entry.name());
            }
            fresh.add(new Mounted(entry, fingerprint));
        }
        mount(fresh);
        publish();
        return gone || !fresh.isEmpty();
    }

    /** Takes a plugin out and in again, as it is now in the folder. */
    public synchronized PluginStatus reload(String name) {
        Mounted known = demand(name);
        unmount(known.entry.name());
        Mounted again = new Mounted(known.entry, known.entry.fingerprint());
        mount(List.of(again));
        retryClashes();
        publish();
        return again.status();
    }

    /**
     * Offers a plugin's tools, now and after the next start.
     *
     * @throws IllegalArgumentException with a message for a person if there is none of this name
     */
    public synchronized PluginStatus enable(String name) {
        switches.set(demand(name).name(), true);
        return reload(name);
    }

    /**
     * Offers a plugin's tools no more, now and after the next start.
     *
     * @throws IllegalArgumentException with a message for a person if there is none of this name
     */
    public synchronized PluginStatus disable(String name) {
        switches.set(demand(name).name(), false);
        return reload(name);
    }

    /**
     * Takes a plugin out and deletes its files.
     *
     * @throws IllegalArgumentException with a message for a person if there is none of this name
     * @throws UncheckedIOException if its files cannot be deleted
     */
    public synchronized void remove(String name) {
        Mounted known = demand(name);
        if (residents.containsKey(known.entry.name())) {
            throw new IllegalArgumentException("'" + name + "' lies in no folder; disable it");
        }
        unmount(known.entry.name());
        switches.forget(known.name());
        try {
            PluginFiles.delete(known.entry.path());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + known.entry.path(), e);
        }
        retryClashes();
        publish();
    }

    /** Kinds that there are loaders for. */
    public List<String> kinds() {
        return List.copyOf(loaders.keySet());
    }

    /**
     * Loads a plugin once more beside what is offered of it, and looks at all its tools closely.
     *
     * @throws PluginException if it cannot be loaded
     * @throws IllegalArgumentException with a message for a person if there is none of this name
     */
    public List<Report> verify(String name) throws PluginException {
        PluginManifest manifest;
        String reason;
        synchronized (this) {
            Mounted known = demand(name);
            manifest = known.manifest;
            reason = known.reason;
        }
        PluginLoader loader = manifest == null ? null : loaders.get(manifest.kind());
        if (manifest == null || loader == null) {
            throw new PluginException(reason);
        }
        PluginContext now = context.get();
        try {
            Plugin plugin = Patience.wait(
                    "plugin " + name + " loads", now.patience(), () -> loader.load(manifest, now), Plugins::close);
            try {
                return plugin.tools().stream().map(Conformance::full).toList();
            } finally {
                close(plugin);
            }
        } catch (java.util.concurrent.TimeoutException e) {
            throw new PluginException(
                    "it was not ready within " + now.patience().toSeconds() + " s", e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new PluginException(said(e.getCause() == null ? e : e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginException("interrupted", e);
        }
    }

    /** A plugin's tools as they came, not guarded; for checks of them. */
    public synchronized List<Tool> toolsOf(String name) {
        Plugin loaded = demand(name).plugin;
        return loaded == null ? List.of() : loaded.tools();
    }

    /** Looks at the folder every now and then from now on, until this is closed. */
    public synchronized void watch(Duration every) {
        if (watch == null && !closed) {
            watch = PluginWatch.start(this, every);
        }
    }

    private Mounted demand(String name) {
        return mounted.values().stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .or(() -> Optional.ofNullable(mounted.get(name)))
                .orElseThrow(() -> {
                    List<String> names = mounted.values().stream()
                            .map(Mounted::name)
                            .sorted()
                            .toList();
                    return new IllegalArgumentException("There is no plugin '" + name + "' in " + folder
                            + (names.isEmpty()
                                    ? "; there is none at all"
                                    : NearestName.hint(name, names) + " There: " + String.join(", ", names)));
                });
    }

    private void retryClashes() {
        List<Mounted> again = mounted.values().stream()
                .filter(m -> m.clashes)
                .map(m -> new Mounted(m.entry, m.fingerprint))
                .toList();
        again.forEach(m -> unmount(m.entry.name()));
        mount(again);
    }

    /** Reads all, loads those that may be at the same time, and offers their tools one plugin after the other. */
    private void mount(List<Mounted> fresh) {
        PluginContext now = context.get();
        List<Mounted> wanted = new ArrayList<>();
        for (Mounted one : fresh) {
            mounted.put(one.entry.name(), one);
            if (read(one, now)) {
                wanted.add(one);
            }
        }
        List<Thread> threads = new ArrayList<>();
        for (Mounted one : wanted) {
            Thread thread = new Thread(() -> load(one, now), "plugin " + one.name());
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        wanted.stream().filter(one -> one.plugin != null).forEach(this::offer);
        for (Mounted one : fresh) {
            if (one.state == State.FAILED) {
                String warning = "Plugin " + one.status().title() + " cannot be used: " + one.reason;
                LOG.warn("{}", warning);
                warnings.accept(warning);
            }
        }
    }

    /** Whether it is to be loaded. */
    private boolean read(Mounted one, PluginContext now) {
        try {
            PluginManifest manifest = manifest(one, now);
            one.manifest = manifest;
            Optional<Mounted> twin = mounted.values().stream()
                    .filter(m -> m != one
                            && m.manifest != null
                            && !m.clashes
                            && m.name().equals(one.name()))
                    .findFirst();
            if (twin.isPresent()) {
                one.clashes = true;
                one.failed("there is another plugin of this name, "
                        + twin.get().status().title() + ", which is the one in use; remove one of them");
                return false;
            }
            if (!switches.of(manifest.name()).orElse(manifest.enabled())) {
                one.state = State.DISABLED;
                return false;
            }
            return true;
        } catch (PluginException | IOException | RuntimeException e) {
            one.failed(said(e));
            return false;
        }
    }

    private PluginManifest manifest(Mounted one, PluginContext now) throws PluginException, IOException {
        PluginManifest resident = residents.get(one.entry.name());
        if (resident != null) {
            return resident;
        }
        Path unpacked = one.entry.isZip() ? PluginFiles.unpacked(one.entry.path(), one.hash, now.cache()) : folder;
        return one.entry.manifest(reader, unpacked);
    }

    private void load(Mounted one, PluginContext now) {
        PluginManifest manifest = java.util.Objects.requireNonNull(one.manifest);
        PluginLoader loader = java.util.Objects.requireNonNull(loaders.get(manifest.kind()));
        PluginContext own = new PluginContext(
                now.environment(), now.offline(), now.allowed(), now.cache(), now.patience(), note -> {
                    one.notes.add(note);
                    now.notes().accept("Plugin '" + manifest.name() + "': " + note);
                });
        try {
            Plugin plugin = Patience.wait(
                    "plugin " + manifest.name() + " loads",
                    now.patience(),
                    () -> loader.load(manifest, own),
                    Plugins::close);
            one.plugin = plugin;
            plugin.tools().forEach(tool -> one.faults.addAll(gate.faults(tool, one.origin())));
        } catch (java.util.concurrent.TimeoutException e) {
            one.failed("it was not ready within " + now.patience().toMillis() / 1000.0
                    + " s; mend what it waits for and run `eyes4j plugins reload " + manifest.name() + "`");
        } catch (java.util.concurrent.ExecutionException e) {
            one.failed(said(e.getCause() == null ? e : e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            one.failed("loading it was interrupted");
        } catch (RuntimeException | LinkageError e) {
            one.faults.add(said(e));
        }
    }

    private void offer(Mounted one) {
        Plugin plugin = java.util.Objects.requireNonNull(one.plugin);
        List<Tool> tools;
        List<String> faults = new ArrayList<>();
        try {
            tools = plugin.tools();
            faults.addAll(clashes(one, tools));
            one.clashes = !faults.isEmpty();
            faults.addAll(one.faults);
        } catch (RuntimeException | LinkageError e) {
            tools = List.of();
            faults.add(said(e));
        }
        if (faults.isEmpty() && tools.isEmpty() && one.notes.isEmpty()) {
            one.notes.add("It brings no tool");
        }
        if (!faults.isEmpty()) {
            one.failed(String.join("\n", faults));
            close(plugin);
            one.plugin = null;
            return;
        }
        one.state = State.ENABLED;
        one.reason = "";
        tools.forEach(tool -> register(one, tool));
        one.listening = plugin.onChange(() -> changed(one));
    }

    private void register(Mounted one, Tool tool) {
        String name = tool.specification().name();
        origins.put(name, one.origin());
        one.offered.put(tool, name);
        registry.register(gate.guard(tool));
    }

    private List<String> clashes(Mounted one, List<Tool> tools) {
        List<String> faults = new ArrayList<>();
        Map<String, Long> times = tools.stream()
                .collect(Collectors.groupingBy(t -> t.specification().name(), TreeMap::new, Collectors.counting()));
        times.forEach((name, count) -> {
            if (count > 1) {
                faults.add("it brings " + count + " tools called '" + name + "'; each needs a name of its own");
            } else if (registry.find(name).isPresent()) {
                ToolOrigin other = origins.get(name);
                String whose = other == null
                        ? "one that comes with eyes4j"
                        : "one of plugin '" + other.plugin() + "' " + other.version();
                faults.add("its tool '" + name + "' has the name of " + whose + "; rename it"
                        + (other == null ? "" : ", or disable plugin '" + other.plugin() + "'"));
            }
        });
        return faults;
    }

    /** A plugin's tools have become others. Those that are new must pass the gate too; one that does not is left out. */
    private synchronized void changed(Mounted one) {
        Plugin plugin = one.plugin;
        if (closed || plugin == null || one.state != State.ENABLED) {
            return;
        }
        List<Tool> now = plugin.tools();
        for (Map.Entry<Tool, String> old : List.copyOf(one.offered.entrySet())) {
            if (now.stream().noneMatch(t -> t == old.getKey())) {
                withdraw(one, old.getKey(), old.getValue());
            }
        }
        List<Tool> fresh = now.stream().filter(t -> !one.offered.containsKey(t)).toList();
        for (Tool tool : fresh) {
            List<String> faults = Stream.concat(
                            clashes(one, List.of(tool)).stream(), gate.faults(tool, one.origin()).stream())
                    .toList();
            if (faults.isEmpty()) {
                register(one, tool);
            } else {
                String warning = "Plugin '" + one.name() + "': tool '"
                        + tool.specification().name() + "' is left out: " + String.join("; ", faults);
                one.notes.add(warning);
                warnings.accept(warning);
            }
        }
        publish();
    }

    private void withdraw(Mounted one, Tool tool, String name) {
        one.offered.remove(tool);
        origins.remove(name);
        registry.unregister(name);
    }

    private void unmount(String entry) {
        Mounted gone = mounted.remove(entry);
        if (gone == null) {
            return;
        }
        if (gone.listening != null) {
            gone.listening.close();
        }
        gone.byName().forEach((name, tool) -> withdraw(gone, tool, name));
        Plugin plugin = gone.plugin;
        gone.plugin = null;
        if (plugin != null) {
            close(plugin);
        }
    }

    private void publish() {
        statuses = mounted.values().stream().map(Mounted::status).toList();
    }

    private static void close(Plugin plugin) {
        try {
            Patience.wait(
                    "plugin closes",
                    TO_CLOSE,
                    () -> {
                        plugin.close();
                        return plugin;
                    },
                    p -> {});
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.TimeoutException | java.util.concurrent.ExecutionException e) {
            LOG.warn("A plugin did not close", e);
        }
    }

    private static String said(Throwable e) {
        if (e instanceof PluginException || e instanceof org.eyes4j.config.yaml.FaultyDocumentException) {
            return String.valueOf(e.getMessage());
        }
        LOG.warn("A plugin failed unexpectedly", e);
        return "it failed with " + e + "; the log has the details";
    }

    /** Takes all out. */
    @Override
    public synchronized void close() {
        if (watch != null) {
            watch.close();
        }
        closed = true;
        List.copyOf(mounted.keySet()).forEach(this::unmount);
        publish();
    }
}
