package org.eyes4j.plugins.jar;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.eyes4j.config.name.NearestName;
import org.eyes4j.config.yaml.Fault;
import org.eyes4j.plugins.Plugin;
import org.eyes4j.plugins.PluginContext;
import org.eyes4j.plugins.PluginException;
import org.eyes4j.plugins.PluginLoader;
import org.eyes4j.plugins.PluginManifest;
import org.eyes4j.tools.Tool;
import org.jspecify.annotations.Nullable;
import org.pf4j.DefaultPluginDescriptor;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginState;

/**
 * Plugins in jars (PF4J), each with a class loader of its own: one jar in the folder of plugins, or a folder with jars. Only
 * code that the operator let in by its hash, or by its signer's, is looked at.
 *
 * <p>Below {@code jar} a manifest may say {@code classes}, the names of classes that are {@link Tool}s or have methods with
 * {@code @VisionTool}, and {@code requires}, a range of versions of eyes4j. Found without being named: PF4J's extensions,
 * and services of {@code org.eyes4j.tools.annotation.VisionTools} and {@code org.eyes4j.tools.Tool}.
 */
public final class JarPluginLoader implements PluginLoader {
    private static final List<String> KEYS = List.of("classes", "requires");

    private final ClassLoader house;
    private final String version;

    /** @param version of eyes4j, that plugins may ask for */
    public JarPluginLoader(String version) {
        this.house = JarPluginLoader.class.getClassLoader();
        this.version = version.replaceAll("-.*", "");
    }

    @Override
    public String kind() {
        return "jar";
    }

    @Override
    public Plugin load(PluginManifest manifest, PluginContext context) throws PluginException {
        check(manifest);
        Code code = Code.of(manifest, context);
        Descriptor descriptor = new Descriptor(manifest, main(code.jars().get(0)));
        OnePlugin manager = new OnePlugin(
                context.cache().resolve("plugin-cache"), descriptor, code.jars(), new SharedClasses(house), version);
        try {
            manager.loadPlugin(code.jars().get(0));
            if (manager.getPlugin(manifest.name()).getPluginState() == PluginState.DISABLED) {
                throw new PluginException(
                        "it needs eyes4j " + descriptor.getRequires() + ", this is eyes4j " + version);
            }
            if (manager.startPlugin(manifest.name()) != PluginState.STARTED) {
                Throwable why = manager.getPlugin(manifest.name()).getFailedException();
                throw why == null ? new PluginException("it did not start") : FoundTools.broken(why);
            }
            ClassLoader classes = manager.getPluginClassLoader(manifest.name());
            Set<String> names = new LinkedHashSet<>(manager.getExtensionClassNames(manifest.name()));
            manifest.options().path("classes").forEach(name -> names.add(name.asText()));
            List<Tool> tools = FoundTools.of(names, classes);
            if (tools.isEmpty()) {
                throw new PluginException("Expected tools in " + code.jars().size()
                        + " jar(s) of '" + manifest.name() + "', found none; name their classes in "
                        + manifest.document().file() + " at jar.classes, or in META-INF/services/org.eyes4j.tools."
                        + "annotation.VisionTools");
            }
            return new Loaded(manager, manifest.name(), tools, code.hash());
        } catch (PluginRuntimeException e) {
            unload(manager, manifest.name());
            throw FoundTools.broken(e);
        } catch (PluginException | RuntimeException | Error e) {
            unload(manager, manifest.name());
            throw e;
        }
    }

    private static void check(PluginManifest manifest) throws PluginException {
        List<Fault> faults = new ArrayList<>();
        JsonNode options = manifest.options();
        options.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                faults.add(manifest.document()
                        .fault(
                                "/jar/" + key,
                                "one of " + String.join(", ", KEYS),
                                "`" + key + "`" + NearestName.hint(key, KEYS)));
            }
        });
        JsonNode classes = options.path("classes");
        boolean names = classes.isMissingNode() || classes.isArray();
        for (JsonNode name : classes) {
            names &= name.isTextual();
        }
        if (!names) {
            faults.add(manifest.document().fault("/jar/classes", "a list of names of classes", "something else"));
        }
        if (!options.path("requires").isMissingNode()
                && !options.path("requires").isTextual()) {
            faults.add(manifest.document().fault("/jar/requires", "text, as \">=0.1.0\"", "something else"));
        }
        if (!faults.isEmpty()) {
            throw new PluginException(
                    String.join("\n", faults.stream().map(Fault::toString).toList()));
        }
    }

    private static @Nullable Attributes main(Path jar) throws PluginException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return Optional.ofNullable(file.getManifest())
                    .map(Manifest::getMainAttributes)
                    .orElse(null);
        } catch (IOException e) {
            throw new PluginException("Expected a jar at " + jar + ", found something else: " + e.getMessage(), e);
        }
    }

    private static void unload(OnePlugin manager, String name) {
        if (manager.getPlugin(name) != null) {
            manager.stopPlugin(name);
            manager.unloadPlugin(name);
        }
    }

    /** What PF4J wants to know, from {@code plugin.yml} and the jar's own manifest. */
    private static final class Descriptor extends DefaultPluginDescriptor {
        Descriptor(PluginManifest manifest, @Nullable Attributes main) {
            setPluginId(manifest.name());
            setPluginVersion(manifest.version());
            setPluginDescription(manifest.description());
            String own = main == null ? null : main.getValue("Plugin-Class");
            if (own != null) {
                setPluginClass(own);
            }
            String requires = main == null ? null : main.getValue("Plugin-Requires");
            setRequires(manifest.options().path("requires").asText(requires == null ? "*" : requires));
        }
    }

    private static final class Loaded implements Plugin {
        private final String name;
        private final String hash;
        private @Nullable OnePlugin manager;
        private List<Tool> tools;

        Loaded(OnePlugin manager, String name, List<Tool> tools, String hash) {
            this.manager = manager;
            this.name = name;
            this.tools = List.copyOf(tools);
            this.hash = hash;
        }

        @Override
        public synchronized List<Tool> tools() {
            return tools;
        }

        @Override
        public Optional<String> hash() {
            return Optional.of(hash);
        }

        @Override
        public synchronized void close() {
            OnePlugin held = manager;
            manager = null;
            tools = List.of();
            if (held != null) {
                unload(held, name);
            }
        }
    }
}
