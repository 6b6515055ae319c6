package org.eyes4j.plugins.jar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.config.name.NearestName;
import org.eyes4j.plugins.Plugin;
import org.eyes4j.plugins.PluginContext;
import org.eyes4j.plugins.PluginException;
import org.eyes4j.plugins.PluginLoader;
import org.eyes4j.plugins.PluginManifest;
import org.eyes4j.tools.Tool;

/**
 * Tools on the program's own class path, which the operator put there and so trusts. {@code class: {names: […]}} names
 * classes; without it every service of {@code VisionTools} and {@code Tool} is taken.
 */
public final class ClassPluginLoader implements PluginLoader {
    private final ClassLoader house;

    public ClassPluginLoader(ClassLoader house) {
        this.house = house;
    }

    @Override
    public String kind() {
        return "class";
    }

    @Override
    public Plugin load(PluginManifest manifest, PluginContext context) throws PluginException {
        List<String> names = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        manifest.options().fieldNames().forEachRemaining(key -> {
            if (!key.equals("names")) {
                faults.add(manifest.document()
                        .fault("/class/" + key, "names", "`" + key + "`" + NearestName.hint(key, List.of("names")))
                        .toString());
            }
        });
        JsonNode given = manifest.options().path("names");
        given.forEach(name -> names.add(name.asText()));
        if (!given.isMissingNode() && (!given.isArray() || given.isEmpty())) {
            faults.add(manifest.document()
                    .fault("/class/names", "a list of names of classes", "something else")
                    .toString());
        }
        if (!faults.isEmpty()) {
            throw new PluginException(String.join("\n", faults));
        }
        List<Tool> tools = names.isEmpty() ? FoundTools.of(List.of(), house) : FoundTools.named(names, house);
        return () -> tools;
    }
}
