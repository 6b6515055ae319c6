package org.eyes4j.plugins.jar;

import org.pf4j.ClassLoadingStrategy;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginManager;

/** A plugin's own classes before the program's, but for those that both share: a copy of these in the jar is passed over. */
final class PluginClasses extends PluginClassLoader {
    PluginClasses(PluginManager manager, PluginDescriptor descriptor, ClassLoader shared) {
        super(manager, descriptor, shared, ClassLoadingStrategy.PDA);
    }

    @Override
    public Class<?> loadClass(String name) throws ClassNotFoundException {
        return SharedClasses.isShared(name) ? getParent().loadClass(name) : super.loadClass(name);
    }
}
