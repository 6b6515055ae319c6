package org.eyes4j.tools;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;

/**
 * A call's validated arguments. Asking for a port that the specification does not have, or as another kind, is a bug in
 * the tool and throws {@link IllegalStateException}.
 */
public final class Arguments {
    private final Map<String, Value> values;
    private final Set<String> stated;

    Arguments(Map<String, Value> values, Set<String> stated) {
        this.values = values;
        this.stated = Set.copyOf(stated);
    }

    public boolean has(String port) {
        return values.containsKey(port);
    }

    /** Whether the caller gave it, rather than the port's default standing in. */
    public boolean isStated(String port) {
        return stated.contains(port);
    }

    public Value value(String port) {
        return get(port, Value.class);
    }

    public Value.Image image(String port) {
        return get(port, Value.Image.class);
    }

    public Value.Detections detections(String port) {
        return get(port, Value.Detections.class);
    }

    public String text(String port) {
        return get(port, Value.Text.class).text();
    }

    public double number(String port) {
        return get(port, Value.Number.class).value();
    }

    public int integer(String port) {
        return (int) Math.round(number(port));
    }

    public boolean flag(String port) {
        return get(port, Value.Flag.class).value();
    }

    public Value.VisualPrompts prompts(String port) {
        return get(port, Value.VisualPrompts.class);
    }

    /** The texts of a {@code list<text>} port; empty when it was left out. */
    public List<String> texts(String port) {
        return has(port)
                ? items(port).stream().map(v -> ((Value.Text) v).text()).toList()
                : List.of();
    }

    /** The items of a list port; empty when it was left out. */
    public List<Value> items(String port) {
        return has(port) ? get(port, Value.ListOf.class).items() : List.of();
    }

    public <V extends Value> Optional<V> find(String port, Class<V> type) {
        return has(port) ? Optional.of(get(port, type)) : Optional.empty();
    }

    /** All of them, by port. */
    public Map<String, Value> asMap() {
        return values;
    }

    private <V extends Value> V get(String port, Class<V> type) {
        Value value = values.get(port);
        if (value == null) {
            throw new IllegalStateException("There is no argument '" + port + "'; there are " + values.keySet());
        }
        if (!type.isInstance(value)) {
            Kind kind = value.kind();
            throw new IllegalStateException(
                    "Argument '" + port + "' is of kind " + kind + ", read as " + type.getSimpleName());
        }
        return type.cast(value);
    }
}
