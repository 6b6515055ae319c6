package org.eyes4j.vision.template;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What Python makes of values. */
final class Values {
    /** No text or list on the way may be larger. */
    private static final int MAX_SIZE = 200_000;

    private Values() {}

    static boolean isTrue(Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (value instanceof Long number) {
            return number != 0;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof Collection<?> list) {
            return !list.isEmpty();
        }
        return value instanceof Map<?, ?> map ? !map.isEmpty() : !(value instanceof None || value instanceof Undefined);
    }

    static String text(Object value) {
        if (value instanceof Undefined) {
            return "";
        }
        if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
            throw new TemplateException("it writes a " + kind(value) + " as text, which is not done here");
        }
        return value.toString();
    }

    static String kind(Object value) {
        if (value instanceof String) {
            return "text";
        }
        if (value instanceof Map<?, ?>) {
            return "map";
        }
        return value instanceof Collection<?>
                ? "list"
                : value instanceof Undefined u ? "unknown name " + u.name() : "value " + value;
    }

    /** What a loop goes through: elements, keys or letters. */
    static List<Object> items(Object value) {
        if (value instanceof Collection<?> list) {
            return new ArrayList<>(list);
        }
        if (value instanceof Map<?, ?> map) {
            return new ArrayList<>(map.keySet());
        }
        if (value instanceof String text) {
            return new ArrayList<>(
                    text.codePoints().mapToObj(Character::toString).toList());
        }
        if (value instanceof Undefined) {
            return List.of();
        }
        throw new TemplateException("it goes through the " + kind(value) + ", which has no elements");
    }

    static Object member(Object of, Object key) {
        if (of instanceof Undefined || of instanceof None) {
            throw new TemplateException("it asks the " + kind(of) + " for `" + key + "`");
        }
        if (of instanceof Map<?, ?> map) {
            Object value = map.get(key);
            return value == null ? Undefined.named(String.valueOf(key)) : value;
        }
        if (key instanceof Long place && (of instanceof Collection<?> || of instanceof String)) {
            List<Object> all = items(of);
            long index = place < 0 ? place + all.size() : place;
            return index >= 0 && index < all.size() ? all.get((int) index) : Undefined.named("element " + place);
        }
        return Undefined.named(String.valueOf(key));
    }

    static Object slice(Object of, Object from, Object to) {
        List<Object> all = items(of);
        int start = bound(from, all.size(), 0);
        int end = Math.max(start, bound(to, all.size(), all.size()));
        List<Object> part = List.copyOf(all.subList(start, end));
        return of instanceof String
                ? String.join("", part.stream().map(String.class::cast).toList())
                : part;
    }

    private static int bound(Object place, int size, int otherwise) {
        if (place instanceof None) {
            return otherwise;
        }
        long at = number(place);
        return (int) Math.max(0, Math.min(size, at < 0 ? at + size : at));
    }

    static long number(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        if (value instanceof Long number) {
            return number;
        }
        throw new TemplateException("it reckons with the " + kind(value) + ", where a whole number was expected");
    }

    static boolean contains(Object all, Object one) {
        if (all instanceof String text) {
            return text.contains(text(one));
        }
        return items(all).contains(one);
    }

    static String joined(String a, String b) {
        requireSize((long) a.length() + b.length());
        return a + b;
    }

    static void requireSize(long size) {
        if (size > MAX_SIZE) {
            throw new TemplateException(
                    "it makes a value of " + size + " characters or elements, more than " + MAX_SIZE);
        }
    }

    static int compare(Object a, Object b) {
        return a instanceof String x && b instanceof String y ? x.compareTo(y) : Long.compare(number(a), number(b));
    }

    static Object plus(Object a, Object b) {
        if (a instanceof String x && b instanceof String y) {
            return joined(x, y);
        }
        if (a instanceof Collection<?> x && b instanceof Collection<?> y) {
            requireSize((long) x.size() + y.size());
            List<Object> both = new ArrayList<>(x);
            both.addAll(y);
            return both;
        }
        if (a instanceof String || b instanceof String) {
            throw new TemplateException(
                    "it adds the " + kind(a) + " and the " + kind(b) + ", where two texts were expected");
        }
        return Math.addExact(number(a), number(b));
    }
}
