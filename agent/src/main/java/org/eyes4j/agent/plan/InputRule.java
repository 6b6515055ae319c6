package org.eyes4j.agent.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eyes4j.tools.name.Names;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;
import org.jspecify.annotations.Nullable;

/**
 * What a value must keep to, beyond its kind, to be an input of a plan.
 *
 * @param min smallest number allowed, or null; of a list of numbers, for each
 * @param max largest number allowed, or null
 * @param choices the only texts allowed; empty for any; of a list of texts, for each
 * @param maxItems most items of a list, regions of detections, masks or characters of a text; or null
 * @param example a value as a person would give it; for people, editors and language models
 */
public record InputRule(
        @Nullable Double min,
        @Nullable Double max,
        List<String> choices,
        @Nullable Integer maxItems,
        @Nullable JsonNode example) {
    /** Anything of the kind. */
    public static final InputRule NONE = new InputRule(null, null, List.of(), null, null);

    public InputRule {
        choices = List.copyOf(choices);
    }

    /** Why a value may not be given for an input; empty when it may. */
    public Optional<String> fault(String input, Value value) {
        String who = "Input '" + input + "'";
        int size = size(value);
        if (maxItems != null && size > maxItems) {
            String what = value instanceof Value.Text ? "characters" : "items";
            return Optional.of(who + " has at most " + maxItems + " " + what + ", got " + size);
        }
        if (value instanceof Value.ListOf list) {
            for (int i = 0; i < list.items().size(); i++) {
                Optional<String> fault =
                        single(who + ", item " + (i + 1) + ",", list.items().get(i));
                if (fault.isPresent()) {
                    return fault;
                }
            }
            return Optional.empty();
        }
        return single(who, value);
    }

    private Optional<String> single(String who, Value value) {
        if (value instanceof Value.Number number && !isWithin(number.value())) {
            return Optional.of(who + " is " + range() + ", got " + plain(number.value()));
        }
        if (value instanceof Value.Text text && !choices.isEmpty() && !choices.contains(text.text())) {
            return Optional.of(who + " is one of " + String.join(", ", choices) + ", got '" + shorten(text.text())
                    + "'"
                    + Names.nearest(text.text(), choices)
                            .map(n -> "; did you mean '" + n + "'?")
                            .orElse(""));
        }
        return Optional.empty();
    }

    private boolean isWithin(double number) {
        return (min == null || number >= min) && (max == null || number <= max);
    }

    private String range() {
        if (min != null && max != null) {
            return "between " + plain(min) + " and " + plain(max);
        }
        return min != null ? "at least " + plain(min) : "at most " + plain(max == null ? 0 : max);
    }

    /** What is wrong with the rule itself for inputs of a kind: a key of the input, and a sentence. */
    List<KeyFault> faults(String input, Kind kind) {
        List<KeyFault> faults = new ArrayList<>();
        Kind one = kind instanceof Kind.ListKind list ? list.element() : kind;
        String who = "input '" + input + "', which is " + kind;
        if ((min != null || max != null) && one != Kind.NUMBER) {
            faults.add(new KeyFault(min == null ? "max" : "min", "Only numbers have 'min' and 'max', got " + who));
        } else if (min != null && max != null && min > max) {
            faults.add(new KeyFault("max", "'max' is at least 'min' (" + plain(min) + "), got " + plain(max)));
        }
        if (!choices.isEmpty() && one != Kind.TEXT) {
            faults.add(new KeyFault("choices", "Only texts have 'choices', got " + who));
        }
        boolean counted =
                kind instanceof Kind.ListKind || kind == Kind.TEXT || kind == Kind.DETECTIONS || kind == Kind.MASKS;
        if (maxItems != null && !counted) {
            faults.add(
                    new KeyFault("max_items", "Only lists, texts, detections and masks have 'max_items', got " + who));
        }
        if (faults.isEmpty() && example != null && isPlain(one)) {
            try {
                fault(input, ValueJson.fromJson(example, kind))
                        .ifPresent(fault -> faults.add(new KeyFault("example", fault)));
            } catch (IllegalArgumentException e) {
                faults.add(new KeyFault(
                        "example",
                        "The example of input '" + input + "' is " + kind + ": "
                                + String.valueOf(e.getMessage()).replaceFirst("^Expected ", "")));
            }
        }
        return faults;
    }

    /** Something wrong at one key of an input. */
    record KeyFault(String key, String message) {}

    private static boolean isPlain(Kind kind) {
        return kind == Kind.TEXT || kind == Kind.NUMBER || kind == Kind.FLAG;
    }

    private static int size(Value value) {
        if (value instanceof Value.ListOf list) {
            return list.items().size();
        } else if (value instanceof Value.Text text) {
            return text.text().length();
        } else if (value instanceof Value.Detections detections) {
            return detections.regions().size();
        }
        return value instanceof Value.Masks masks ? masks.masks().size() : 0;
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    private static String shorten(String text) {
        return text.length() > 80 ? text.substring(0, 77) + "..." : text;
    }
}
