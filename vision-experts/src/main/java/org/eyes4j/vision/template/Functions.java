package org.eyes4j.vision.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

/** The filters, tests, methods and functions that chat templates use. Anything else is refused by its name. */
final class Functions {
    private static final int MAX_RANGE = 1000;

    private Functions() {}

    /** Arguments of a call, by place and by name. */
    record Call(List<Object> places, Map<String, Object> names) {
        Object at(int place, Object otherwise) {
            return place < places.size() ? places.get(place) : otherwise;
        }

        String text(int place, String otherwise) {
            return place < places.size() ? Values.text(places.get(place)) : otherwise;
        }
    }

    static Object filter(String name, Object value, Call call) {
        return switch (name) {
            case "trim" -> trimmed(Values.text(value), call.text(0, ""));
            case "upper", "lower", "capitalize", "title" -> method(name, Values.text(value), call);
            case "string" -> Values.text(value);
            case "int" -> value instanceof String text ? Long.parseLong(text.strip()) : (Object) Values.number(value);
            case "length", "count" -> (long) Values.items(value).size();
            case "list" -> List.copyOf(Values.items(value));
            case "first" -> Values.member(Values.items(value), 0L);
            case "last" -> Values.member(Values.items(value), -1L);
            case "reverse" -> {
                List<Object> items = Values.items(value);
                java.util.Collections.reverse(items);
                yield items;
            }
            case "join" ->
                String.join(
                        call.text(0, ""),
                        Values.items(value).stream().map(Values::text).toList());
            case "replace" -> method("replace", Values.text(value), call);
            case "default", "d" ->
                value instanceof Undefined || Values.isTrue(call.at(1, false)) && !Values.isTrue(value)
                        ? call.at(0, "")
                        : value;
            case "items" -> method("items", value, call);
            case "map" -> mapped(value, call);
            case "selectattr", "rejectattr" -> selected(value, call, name.equals("selectattr"));
            default -> throw new TemplateException("the filter `" + name + "` is not known here");
        };
    }

    private static Object mapped(Object value, Call call) {
        Object attribute = call.names().get("attribute");
        return Values.items(value).stream()
                .map(item -> attribute != null
                        ? Values.member(item, attribute)
                        : filter(call.text(0, ""), item, new Call(List.of(), Map.of())))
                .toList();
    }

    private static Object selected(Object value, Call call, boolean wanted) {
        String attribute = call.text(0, "");
        String test = call.text(1, "");
        List<Object> rest = call.places().size() > 2
                ? call.places().subList(2, call.places().size())
                : List.of();
        return Values.items(value).stream()
                .filter(item -> {
                    Object member = Values.member(item, attribute);
                    boolean holds =
                            test.isEmpty() ? Values.isTrue(member) : test(test, member, new Call(rest, Map.of()));
                    return holds == wanted;
                })
                .toList();
    }

    static boolean test(String name, Object value, Call call) {
        return switch (name) {
            case "defined" -> !(value instanceof Undefined);
            case "undefined" -> value instanceof Undefined;
            case "none" -> value instanceof None;
            case "string" -> value instanceof String;
            case "mapping" -> value instanceof Map<?, ?>;
            case "iterable", "sequence" ->
                value instanceof List<?> || value instanceof Map<?, ?> || value instanceof String;
            case "number", "integer" -> value instanceof Long;
            case "boolean" -> value instanceof Boolean;
            case "true" -> Boolean.TRUE.equals(value);
            case "false" -> Boolean.FALSE.equals(value);
            case "odd" -> Math.floorMod(Values.number(value), 2L) == 1;
            case "even" -> Math.floorMod(Values.number(value), 2L) == 0;
            case "eq", "equalto" -> value.equals(call.at(0, None.NONE));
            case "ne" -> !value.equals(call.at(0, None.NONE));
            case "in" -> Values.contains(call.at(0, None.NONE), value);
            default -> throw new TemplateException("the test `is " + name + "` is not known here");
        };
    }

    static Object method(String name, Object of, Call call) {
        if (of instanceof String text) {
            return switch (name) {
                case "strip" -> trimmed(text, call.text(0, ""));
                case "lstrip" -> leading(text, call.text(0, ""));
                case "rstrip" -> trailing(text, call.text(0, ""));
                case "upper" -> text.toUpperCase(Locale.ROOT);
                case "lower" -> text.toLowerCase(Locale.ROOT);
                case "capitalize" -> capital(text);
                case "title" -> titled(text);
                case "startswith" -> text.startsWith(call.text(0, ""));
                case "endswith" -> text.endsWith(call.text(0, ""));
                case "replace" -> {
                    Values.requireSize(
                            (text.length() + 1L) * Math.max(1, call.text(1, "").length()));
                    yield text.replace(call.text(0, ""), call.text(1, ""));
                }
                case "split" -> split(text, call);
                default -> throw unknown(name, of);
            };
        }
        if (of instanceof Map<?, ?> map) {
            return switch (name) {
                case "get" -> Objects.requireNonNullElse((Object) map.get(call.at(0, "")), call.at(1, None.NONE));
                case "keys" -> List.copyOf(map.keySet());
                case "values" -> List.copyOf(map.values());
                case "items" ->
                    map.entrySet().stream()
                            .map(e -> (Object) List.of(e.getKey(), e.getValue()))
                            .toList();
                default -> throw unknown(name, of);
            };
        }
        throw unknown(name, of);
    }

    private static TemplateException unknown(String name, Object of) {
        return new TemplateException("the method `" + name + "` of a " + Values.kind(of) + " is not known here");
    }

    static Object function(String name, Call call) {
        return switch (name) {
            case "raise_exception" -> throw new TemplateException("the template itself says: " + call.text(0, ""));
            case "namespace" -> new Namespace(call.names());
            case "dict" -> new LinkedHashMap<>(call.names());
            case "range" -> range(call);
            default -> throw new TemplateException("the function `" + name + "` is not known here");
        };
    }

    private static Object range(Call call) {
        long from = call.places().size() > 1 ? Values.number(call.places().get(0)) : 0;
        long to = Values.number(call.at(call.places().size() > 1 ? 1 : 0, 0L));
        if (call.places().size() > 2 || to - from > MAX_RANGE) {
            throw new TemplateException("`range` is known here with one step and up to " + MAX_RANGE + " numbers");
        }
        return LongStream.range(from, Math.max(from, to))
                .boxed()
                .map(Object.class::cast)
                .toList();
    }

    private static Object split(String text, Call call) {
        List<Object> parts = new ArrayList<>();
        if (call.places().isEmpty()) {
            for (String part : text.strip().split("\\s+")) {
                if (!part.isEmpty()) {
                    parts.add(part);
                }
            }
            return parts;
        }
        String by = call.text(0, "");
        if (by.isEmpty() || call.places().size() > 1) {
            throw new TemplateException("`split` is known here with one separator");
        }
        int from = 0;
        for (int at = text.indexOf(by); at >= 0; at = text.indexOf(by, from)) {
            parts.add(text.substring(from, at));
            from = at + by.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static String trimmed(String text, String letters) {
        return trailing(leading(text, letters), letters);
    }

    private static String leading(String text, String letters) {
        int at = 0;
        while (at < text.length() && goes(text.charAt(at), letters)) {
            at++;
        }
        return text.substring(at);
    }

    private static String trailing(String text, String letters) {
        int end = text.length();
        while (end > 0 && goes(text.charAt(end - 1), letters)) {
            end--;
        }
        return text.substring(0, end);
    }

    private static boolean goes(char c, String letters) {
        return letters.isEmpty() ? Character.isWhitespace(c) : letters.indexOf(c) >= 0;
    }

    private static String capital(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT)
                        + text.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String titled(String text) {
        StringBuilder out = new StringBuilder();
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(inWord ? Character.toLowerCase(c) : Character.toUpperCase(c));
            inWord = Character.isLetter(c);
        }
        return out.toString();
    }
}
