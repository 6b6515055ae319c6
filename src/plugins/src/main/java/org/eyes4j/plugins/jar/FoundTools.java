package org.eyes4j.plugins.jar;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.eyes4j.plugins.PluginException;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.annotation.AnnotatedTools;
import org.eyes4j.tools.annotation.SignatureException;
import org.eyes4j.tools.annotation.VisionTools;

/** Makes the tools of classes. */
final class FoundTools {
    private FoundTools() {}

    /**
     * The tools of named classes, and of those that the services of a class loader name.
     *
     * @throws PluginException if one cannot be made, with what is wrong with it
     */
    static List<Tool> of(Collection<String> names, ClassLoader classes) throws PluginException {
        List<Object> objects = new ArrayList<>();
        try {
            for (String name : names) {
                objects.add(make(name, classes));
            }
            for (VisionTools found : ServiceLoader.load(VisionTools.class, classes)) {
                objects.add(found);
            }
            for (Tool found : ServiceLoader.load(Tool.class, classes)) {
                objects.add(found);
            }
            return toolsOf(objects);
        } catch (ServiceConfigurationError e) {
            throw broken(e.getCause() == null ? e : e.getCause());
        }
    }

    /** The tools of named classes alone. */
    static List<Tool> named(Collection<String> names, ClassLoader classes) throws PluginException {
        List<Object> objects = new ArrayList<>();
        for (String name : names) {
            objects.add(make(name, classes));
        }
        return toolsOf(objects);
    }

    /** Two objects of one class are found in two ways, and are one. */
    private static List<Tool> toolsOf(List<Object> objects) throws PluginException {
        List<Tool> tools = new ArrayList<>();
        List<Object> annotated = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Object object : objects) {
            if (!seen.add(object.getClass().getName())) {
                continue;
            }
            if (object instanceof Tool tool) {
                tools.add(tool);
            } else {
                annotated.add(object);
            }
        }
        try {
            if (!annotated.isEmpty()) {
                tools.addAll(AnnotatedTools.of(annotated));
            }
            return List.copyOf(tools);
        } catch (SignatureException e) {
            throw new PluginException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Object make(String name, ClassLoader classes) throws PluginException {
        try {
            return classes.loadClass(name).getConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            throw new PluginException("Expected the class " + name + ", found none; is it in the jar?", e);
        } catch (NoSuchMethodException e) {
            throw new PluginException(
                    "Expected a public constructor without parameters of " + name + ", found none", e);
        } catch (InvocationTargetException e) {
            throw broken(e.getCause() == null ? e : e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw broken(e);
        }
    }

    /** What code threw while it was being made ready. */
    static PluginException broken(Throwable why) {
        Throwable root = why;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        StackTraceElement[] trace = root.getStackTrace();
        return new PluginException(
                "its code failed while it was loaded: " + root + (trace.length == 0 ? "" : ", at " + trace[0]));
    }
}
