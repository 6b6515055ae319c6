package org.eyes4j.tools.annotation;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.eyes4j.tools.Tool;

/** Makes tools of objects whose methods say {@link VisionTool}. */
public final class AnnotatedTools {
    private AnnotatedTools() {}

    /**
     * The tools of an object, by name.
     *
     * @throws SignatureException with every fault of every method, if there is one
     */
    public static List<Tool> of(Object object) {
        return of(List.of(object));
    }

    /**
     * The tools of several objects, by name. An object that is {@link AutoCloseable} is closed with the last of its tools.
     *
     * @throws SignatureException with every fault of every method of them, if there is one
     */
    public static List<Tool> of(Collection<?> objects) {
        List<String> faults = new ArrayList<>();
        List<Tool> tools = new ArrayList<>();
        Map<String, Method> names = new HashMap<>();
        for (Object object : objects) {
            List<Method> methods = methods(object.getClass());
            if (methods.isEmpty()) {
                faults.add(object.getClass().getName() + ": expected a method with @VisionTool, found none");
            }
            SharedClose close = new SharedClose(object, methods.size());
            for (Method method : methods) {
                SignatureReader reader = new SignatureReader(method);
                reader.read().ifPresent(signature -> {
                    Method other = names.putIfAbsent(signature.specification().name(), method);
                    if (other == null) {
                        tools.add(new AnnotatedTool(signature, object, close));
                    } else {
                        faults.add(SignatureReader.where(method) + ": expected a name of its own, found '"
                                + signature.specification().name() + "', which " + SignatureReader.where(other)
                                + " has");
                    }
                });
                faults.addAll(reader.faults());
            }
        }
        if (!faults.isEmpty()) {
            throw new SignatureException(faults);
        }
        tools.sort(Comparator.comparing(tool -> tool.specification().name()));
        return List.copyOf(tools);
    }

    /**
     * The tools of every {@link VisionTools} that a class loader's {@code META-INF/services} names; those of its parents
     * too.
     *
     * @throws SignatureException with every fault of every method of them, if there is one
     * @throws ServiceConfigurationError if a class that is named is not there, or cannot be made
     */
    public static List<Tool> find(ClassLoader loader) {
        return of(ServiceLoader.load(VisionTools.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /** Whether a class has a method that is a tool. */
    public static boolean isMarked(Class<?> type) {
        return !methods(type).isEmpty();
    }

    /** Its own methods and those it inherits (of a proxy, those of the class behind it), each once, in order of name. */
    private static List<Method> methods(Class<?> type) {
        List<Method> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            for (Method method : at.getDeclaredMethods()) {
                String signature = method.getName() + List.of(method.getParameterTypes());
                boolean own =
                        !method.isBridge() && !method.isSynthetic() && !Modifier.isAbstract(method.getModifiers());
                if (own && method.isAnnotationPresent(VisionTool.class) && seen.add(signature)) {
                    found.add(method);
                }
            }
        }
        found.sort(Comparator.comparing(Method::toGenericString));
        return found;
    }
}
