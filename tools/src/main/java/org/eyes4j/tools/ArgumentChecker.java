package org.eyes4j.tools;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eyes4j.tools.name.Names;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;

/** Holds a call's values against the tool's ports, tells every fault at once, and fills in defaults. */
public final class ArgumentChecker {
    private ArgumentChecker() {}

    /** Every fault of these arguments, as sentences; empty when the call may go ahead. */
    public static List<String> faults(ToolSpecification tool, Map<String, Value> arguments) {
        List<String> faults = new ArrayList<>();
        for (String name : arguments.keySet()) {
            if (!takes(tool, name)) {
                List<String> names = tool.inputs().stream().map(Port::name).toList();
                faults.add("Tool '" + tool.name() + "' has no argument '" + name + "'; " + Names.hint(name, names));
            }
        }
        for (Port port : tool.inputs()) {
            Value value = arguments.get(port.name());
            if (value != null) {
                check(tool, port, value, faults);
            } else if (port.required()) {
                faults.add("Tool '" + tool.name() + "' needs argument '" + port.name() + "' (" + port.kind() + "): "
                        + port.description());
            }
        }
        return faults;
    }

    private static boolean takes(ToolSpecification tool, String name) {
        for (Port port : tool.inputs()) {
            if (port.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** The arguments with the defaults of ports that were left out, in the order of the ports. */
    public static Arguments complete(ToolSpecification tool, Map<String, Value> arguments) {
        Map<String, Value> all = new LinkedHashMap<>();
        for (Port port : tool.inputs()) {
            Value value = arguments.get(port.name());
            if (value == null && port.defaultValue() != null) {
                value = ValueJson.fromJson(port.defaultValue(), port.kind());
            }
            if (value != null) {
                all.put(port.name(), value);
            }
        }
        return new Arguments(java.util.Collections.unmodifiableMap(all), arguments.keySet());
    }

    private static void check(ToolSpecification tool, Port port, Value value, List<String> faults) {
        if (!port.kind().accepts(value.kind())) {
            faults.add(where(tool, port) + " takes " + port.kind() + ", got " + value.kind());
            return;
        }
        if (value instanceof Value.Number number) {
            Double least = port.minimum();
            Double most = port.maximum();
            if (least != null && number.value() < least || most != null && number.value() > most) {
                faults.add(where(tool, port) + " must be " + range(least, most) + ", got " + plain(number.value()));
            }
        }
        if (value instanceof Value.Text text) {
            checkText(tool, port, text.text(), faults);
        }
        if (value instanceof Value.ListOf list) {
            if (list.items().size() > port.maxItems()) {
                faults.add(where(tool, port) + " takes at most " + port.maxItems() + " items, got "
                        + list.items().size());
            } else if (port.kind().equals(Kind.listOf(Kind.TEXT))) {
                for (Value item : list.items()) {
                    checkText(tool, port, ((Value.Text) item).text(), faults);
                }
            }
        }
    }

    private static void checkText(ToolSpecification tool, Port port, String text, List<String> faults) {
        if (!port.choices().isEmpty() && !port.choices().contains(text)) {
            faults.add(where(tool, port) + " must be one of "
                    + port.choices().stream().collect(Collectors.joining(", ")) + ", got '" + text + "'; "
                    + Names.hint(text, port.choices()));
        } else if (text.length() > port.maxItems()) {
            faults.add(where(tool, port) + " takes at most " + port.maxItems() + " characters, got " + text.length());
        }
    }

    private static String where(ToolSpecification tool, Port port) {
        return "Argument '" + port.name() + "' of '" + tool.name() + "'";
    }

    private static String range(
            @org.jspecify.annotations.Nullable Double least, @org.jspecify.annotations.Nullable Double most) {
        if (least != null && most != null) {
            return "between " + plain(least) + " and " + plain(most);
        }
        return least != null ? "at least " + plain(least) : "at most " + plain(most == null ? 0 : most);
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
