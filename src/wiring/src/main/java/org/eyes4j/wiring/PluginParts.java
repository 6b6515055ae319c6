package org.eyes4j.wiring;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eyes4j.config.Home;
import org.eyes4j.config.Settings;
import org.eyes4j.plugins.AllowedCode;
import org.eyes4j.plugins.GuardingGate;
import org.eyes4j.plugins.PluginContext;
import org.eyes4j.plugins.PluginLoader;
import org.eyes4j.plugins.PluginManifest;
import org.eyes4j.plugins.Plugins;
import org.eyes4j.plugins.http.HttpLoader;
import org.eyes4j.plugins.jar.ClassPluginLoader;
import org.eyes4j.plugins.jar.JarPluginLoader;
import org.eyes4j.plugins.oip.OipLoader;
import org.eyes4j.plugins.onnx.OnnxLoader;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.guard.GuardSettings;

/** Puts the plugins together: which ways of arriving there are, and what is lent to them. */
final class PluginParts {
    private static final List<String> SERVICES = List.of(
            "META-INF/services/org.eyes4j.tools.annotation.VisionTools", "META-INF/services/org.eyes4j.tools.Tool");

    private final Settings settings;
    private final Home home;
    private final Map<String, String> environment;
    private final Expressions expressions;
    private final Consumer<String> teller;

    PluginParts(
            Settings settings,
            Home home,
            Map<String, String> environment,
            Expressions expressions,
            Consumer<String> teller) {
        this.expressions = expressions;
        this.settings = settings;
        this.home = home;
        this.environment = environment;
        this.teller = teller;
    }

    Plugins into(ToolRegistry registry) {
        ClassLoader house = PluginParts.class.getClassLoader();
        return new Plugins(
                home.plugins(),
                registry,
                this::context,
                new GuardingGate(
                        GuardSettings.DEFAULT.withTimeout(settings.plugins().callTimeout()),
                        settings.plugins().loadTimeout(),
                        home.cache()),
                teller,
                loaders(house),
                residents(house));
    }

    /** A way of arriving a line. */
    private List<PluginLoader> loaders(ClassLoader house) {
        String version = PluginParts.class.getPackage().getImplementationVersion();
        return List.of(
                new JarPluginLoader(version == null ? "0.1.0" : version),
                new ClassPluginLoader(house),
                new OnnxLoader(settings),
                new OipLoader(settings),
                new HttpLoader(settings, expressions));
    }

    /** Tools that someone put on the class path beside eyes4j. */
    private static List<PluginManifest> residents(ClassLoader house) {
        return SERVICES.stream().anyMatch(service -> house.getResource(service) != null)
                ? List.of(PluginManifest.resident("class-path", "1", "class", "Tools on the class path of eyes4j"))
                : List.of();
    }

    private PluginContext context() {
        Path cache = home.cache();
        return new PluginContext(
                environment,
                settings.offline(),
                new AllowedCode(home.allowedPlugins()).and(settings.plugins().allowed()),
                cache,
                settings.plugins().loadTimeout(),
                teller);
    }
}
