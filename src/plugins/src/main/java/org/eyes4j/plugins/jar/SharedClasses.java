package org.eyes4j.plugins.jar;

import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin's code sees of the program: the API of tools, what that shows in its signatures, and the JDK. None of the
 * program's resources.
 */
final class SharedClasses extends ClassLoader {
    private static final List<String> SHARED = List.of(
            "org.eyes4j.tools.", "com.fasterxml.jackson.", "org.slf4j.", "org.jspecify.annotations.", "org.pf4j.");

    private final ClassLoader house;

    SharedClasses(ClassLoader house) {
        super("shared with plugins", ClassLoader.getPlatformClassLoader());
        this.house = house;
    }

    /** Whether a class is one of those that both must mean the same by. */
    static boolean isShared(String name) {
        return SHARED.stream().anyMatch(name::startsWith);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (isShared(name)) {
            return house.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        return null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        return Collections.emptyEnumeration();
    }
}
