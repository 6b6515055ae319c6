package org.eyes4j.plugins.jar;

import java.nio.file.Path;
import java.util.List;
import org.pf4j.DefaultExtensionFinder;
import org.pf4j.DefaultPluginManager;
import org.pf4j.ExtensionFinder;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginLoader;
import org.pf4j.PluginRepository;
import org.pf4j.PluginStatusProvider;

/**
 * PF4J for one plugin and nothing else, so that nothing of it stays when that goes. Which plugins there are, and which are
 * switched on, is not its business.
 */
final class OnePlugin extends DefaultPluginManager {
    private final PluginDescriptor descriptor;
    private final List<Path> jars;
    private final ClassLoader shared;

    OnePlugin(Path root, PluginDescriptor descriptor, List<Path> jars, ClassLoader shared, String version) {
        super(root);
        this.descriptor = descriptor;
        this.jars = jars;
        this.shared = shared;
        setSystemVersion(version);
    }

    @Override
    protected PluginDescriptorFinder createPluginDescriptorFinder() {
        return new PluginDescriptorFinder() {
            @Override
            public boolean isApplicable(Path path) {
                return true;
            }

            @Override
            public PluginDescriptor find(Path path) {
                return descriptor;
            }
        };
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new PluginLoader() {
            @Override
            public boolean isApplicable(Path path) {
                return true;
            }

            @Override
            public ClassLoader loadPlugin(Path path, PluginDescriptor of) {
                PluginClasses classes = new PluginClasses(OnePlugin.this, of, shared);
                jars.forEach(jar -> classes.addFile(jar.toFile()));
                return classes;
            }
        };
    }

    @Override
    protected PluginRepository createPluginRepository() {
        return new PluginRepository() {
            @Override
            public List<Path> getPluginPaths() {
                return List.of();
            }

            @Override
            public boolean deletePluginPath(Path path) {
                return false;
            }
        };
    }

    @Override
    protected PluginStatusProvider createPluginStatusProvider() {
        return new PluginStatusProvider() {
            @Override
            public boolean isPluginDisabled(String id) {
                return false;
            }

            @Override
            public void disablePlugin(String id) {}

            @Override
            public void enablePlugin(String id) {}
        };
    }

    @Override
    protected ExtensionFinder createExtensionFinder() {
        DefaultExtensionFinder finder = new DefaultExtensionFinder(this);
        addPluginStateListener(finder);
        return finder;
    }
}
