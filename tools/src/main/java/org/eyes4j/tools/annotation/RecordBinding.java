package org.eyes4j.tools.annotation;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.jspecify.annotations.Nullable;

/** A Java record as a record of fields: each component one, in snake_case. */
final class RecordBinding {
    private record Part(String name, RecordComponent component, boolean optional, Binding binding) {}

    private final Class<?> type;
    private final List<Part> parts;
    private final Constructor<?> constructor;

    private RecordBinding(Class<?> type, List<Part> parts, Constructor<?> constructor) {
        this.type = type;
        this.parts = parts;
        this.constructor = constructor;
    }

    static Binding of(Class<?> type, Bindings bindings) throws Bindings.Unsuitable {
        List<Part> parts = new ArrayList<>();
        List<Class<?>> types = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Optional<Type> optional = Bindings.optional(component.getGenericType());
            try {
                Binding binding = bindings.of(optional.orElse(component.getGenericType()));
                component.getAccessor().setAccessible(true);
                parts.add(new Part(SnakeCase.of(component.getName()), component, optional.isPresent(), binding));
            } catch (Bindings.Unsuitable e) {
                throw new Bindings.Unsuitable(
                        "component '" + component.getName() + "' of " + type.getSimpleName() + ": " + e.getMessage());
            }
            types.add(component.getType());
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            RecordBinding made = new RecordBinding(type, parts, constructor);
            boolean framed = parts.stream().anyMatch(p -> p.binding().framed());
            return new Binding(Kind.RECORD, List.of(), framed, false, made::in, made::out);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A record has its constructor: " + type, e);
        }
    }

    private Object in(Value value) {
        Map<String, Value> fields = ((Value.Record) value).fields();
        Object[] arguments = new Object[parts.size()];
        for (int i = 0; i < arguments.length; i++) {
            Part part = parts.get(i);
            Value field = fields.get(part.name());
            if (field == null && !part.optional()) {
                throw new ToolFailure("The record lacks the field '" + part.name() + "' ("
                        + part.binding().kind() + "); it has " + fields.keySet());
            } else if (field != null && !part.binding().kind().accepts(field.kind())) {
                throw new ToolFailure("The field '" + part.name() + "' takes "
                        + part.binding().kind() + ", got " + field.kind());
            }
            Object java = field == null ? null : part.binding().in().toJava(field);
            arguments[i] = part.optional() ? Optional.ofNullable(java) : java;
        }
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new ToolFailure("These fields make no " + type.getSimpleName() + ": "
                    + e.getTargetException().getMessage());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot make a " + type.getName(), e);
        }
    }

    private Value out(Object java, @Nullable Frame picture) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (Part part : parts) {
            Object component = component(part, java);
            if (component instanceof Optional<?> optional) {
                component = optional.orElse(null);
            } else if (component == null) {
                throw new IllegalStateException(
                        "Component '" + part.name() + "' of " + type.getSimpleName() + " is null; make it an Optional");
            }
            if (component != null) {
                fields.put(part.name(), part.binding().out().toValue(component, picture));
            }
        }
        return new Value.Record(fields);
    }

    private static @Nullable Object component(Part part, Object java) {
        try {
            return part.component().getAccessor().invoke(java);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot read component '" + part.name() + "'", e);
        }
    }
}
