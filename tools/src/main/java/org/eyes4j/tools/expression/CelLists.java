package org.eyes4j.tools.expression;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What eyes4j's CEL can do with lists and places beside the standard: {@code l.sort()}, {@code l.sortBy(x, key)},
 * {@code l.minBy(x, key)}, {@code l.maxBy(x, key)}, {@code l.min()}, {@code l.max()}, {@code l.sum()}, {@code l.average()},
 * {@code l.first()}, {@code l.last()}, {@code l.slice(from, to)}, {@code l.reverse()}, {@code l.distinct()},
 * {@code l.indexOf(x)} (-1 where it is not), {@code texts.join(separator)}, {@code distance(a, b)} between centres and {@code iou(a, b)} of regions or boxes. Nothing
 * that they give is larger than what they are given, but for {@code join}, which is bounded.
 */
final class CelLists {
    private static final List<String> OF_A_LIST =
            List.of("sort", "min", "max", "sum", "average", "first", "last", "reverse", "distinct");
    private static final List<String> BY_KEYS = List.of("sortBy", "minBy", "maxBy");
    private static final List<String> OF_PLACES = List.of("distance", "iou");

    private final ExpressionLimits limits;
    private final CelArithmetic arithmetic;

    CelLists(ExpressionLimits limits) {
        this.limits = limits;
        this.arithmetic = new CelArithmetic(limits);
    }

    /** Names that a hint may name. */
    static List<String> names() {
        List<String> names = new ArrayList<>(OF_A_LIST);
        names.addAll(BY_KEYS);
        names.addAll(OF_PLACES);
        names.addAll(List.of("slice", "join", "indexOf"));
        return names;
    }

    /** {@code l.sortBy(x, key)} is the list beside the list of its keys. */
    static List<CelMacro> macros() {
        return BY_KEYS.stream()
                .map(name -> CelMacro.newReceiverMacro(
                        name,
                        2,
                        (factory, target, arguments) -> CelStandardMacro.MAP
                                .getDefinition()
                                .getExpander()
                                .expandMacro(factory, factory.copy(target), arguments)
                                .map(keys -> factory.newGlobalCall(inner(name), target, keys))))
                .toList();
    }

    static List<CelFunctionDecl> declarations() {
        List<CelFunctionDecl> all = new ArrayList<>();
        OF_A_LIST.forEach(name -> all.add(member(name, SimpleType.DYN)));
        all.add(member("slice", SimpleType.DYN, SimpleType.INT, SimpleType.INT));
        all.add(member("join", SimpleType.DYN, SimpleType.STRING));
        all.add(member("indexOf", SimpleType.DYN, SimpleType.DYN));
        BY_KEYS.forEach(name -> all.add(global(inner(name))));
        OF_PLACES.forEach(name -> all.add(global(name)));
        return all;
    }

    @SuppressWarnings("Immutable") // limits, a record of whole numbers, is all they hold
    List<CelFunctionBinding> bindings() {
        List<CelFunctionBinding> all = new ArrayList<>();
        OF_A_LIST.forEach(name -> all.addAll(CelFunctionBinding.fromOverloads(
                name, CelFunctionBinding.from(overload(name), Object.class, list -> ofList(name, list)))));
        all.addAll(CelFunctionBinding.fromOverloads(
                "slice",
                CelFunctionBinding.from(
                        overload("slice"),
                        List.of(Object.class, Long.class, Long.class),
                        arguments -> slice(list("slice", arguments[0]), (Long) arguments[1], (Long) arguments[2]))));
        all.addAll(CelFunctionBinding.fromOverloads(
                "join",
                CelFunctionBinding.from(
                        overload("join"),
                        Object.class,
                        String.class,
                        (list, separator) -> join(list("join", list), separator))));
        all.addAll(CelFunctionBinding.fromOverloads(
                "indexOf", CelFunctionBinding.from(overload("indexOf"), Object.class, Object.class, (list, item) ->
                        (long) list("indexOf", list).indexOf(item))));
        BY_KEYS.forEach(name -> all.addAll(CelFunctionBinding.fromOverloads(
                inner(name),
                CelFunctionBinding.from(
                        overload(inner(name)),
                        Object.class,
                        Object.class,
                        (items, keys) -> byKeys(name, list(name, items), list(name, keys))))));
        all.addAll(CelFunctionBinding.fromOverloads(
                "distance",
                CelFunctionBinding.from(
                        overload("distance"), Object.class, Object.class, (a, b) -> distance(box(a), box(b)))));
        all.addAll(CelFunctionBinding.fromOverloads(
                "iou",
                CelFunctionBinding.from(overload("iou"), Object.class, Object.class, (a, b) -> iou(box(a), box(b)))));
        return all;
    }

    private Object ofList(String name, Object value) {
        List<?> list = list(name, value);
        switch (name) {
            case "sum":
                Object sum = 0L;
                for (Object item : list) {
                    sum = arithmetic.apply('+', sum, item);
                }
                return sum;
            case "reverse":
                List<Object> reversed = new ArrayList<>(list);
                Collections.reverse(reversed);
                return reversed;
            case "distinct":
                return new ArrayList<Object>(new LinkedHashSet<>(list));
            case "sort":
                return byKeys("sortBy", list, list);
            default:
                break;
        }
        if (list.isEmpty()) {
            throw new ExpressionException("'" + name
                    + "' of an empty list; ask size(list) > 0 first, as in size(l) > 0 ? l." + name + "() : 0");
        }
        return switch (name) {
            case "first" -> list.get(0);
            case "last" -> list.get(list.size() - 1);
            case "min" -> byKeys("minBy", list, list);
            case "max" -> byKeys("maxBy", list, list);
            default -> arithmetic.apply('/', arithmetic.apply('*', ofList("sum", list), 1.0), (long) list.size());
        };
    }

    private static Object byKeys(String name, List<?> items, List<?> keys) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, items.size()).boxed().toList());
        order.sort((a, b) -> compare(name, keys.get(a), keys.get(b)));
        if (name.equals("sortBy")) {
            List<Object> sorted = new ArrayList<>();
            order.forEach(i -> sorted.add(items.get(i)));
            return sorted;
        }
        if (items.isEmpty()) {
            throw new ExpressionException("'" + name + "' of an empty list; ask size(list) > 0 first");
        }
        int best = order.get(0);
        if (name.equals("maxBy")) {
            for (int i : order) {
                best = compare(name, keys.get(i), keys.get(best)) > 0 ? i : best;
            }
        }
        return items.get(best);
    }

    private static int compare(String name, Object a, Object b) {
        if (a instanceof Long m && b instanceof Long n) {
            return Long.compare(m, n);
        } else if (a instanceof Number m && b instanceof Number n) {
            return Double.compare(m.doubleValue(), n.doubleValue());
        } else if (a instanceof String s && b instanceof String t) {
            return s.compareTo(t);
        } else if (a instanceof Boolean p && b instanceof Boolean q) {
            return Boolean.compare(p, q);
        }
        throw new ExpressionException("'" + name + "' cannot order " + CelFaults.describe(a) + " and "
                + CelFaults.describe(b) + "; it orders numbers or texts");
    }

    /** From one index to before the other; what lies outside the list is left out, and from the end counts negative. */
    private static List<Object> slice(List<?> list, long from, long to) {
        long start = Math.max(0, from < 0 ? list.size() + from : from);
        long end = Math.min(list.size(), to < 0 ? list.size() + to : to);
        return start >= end ? List.of() : new ArrayList<>(list.subList((int) start, (int) end));
    }

    private String join(List<?> list, String separator) {
        StringBuilder text = new StringBuilder();
        boolean first = true;
        for (Object item : list) {
            if (!(item instanceof String part)) {
                throw new ExpressionException(
                        "'join' joins texts, got " + CelFaults.describe(item) + "; string(x) makes a text");
            }
            if ((long) text.length() + separator.length() + part.length() > limits.textLength()) {
                throw new ExpressionException(
                        "a text made by 'join' has at most " + limits.textLength() + " characters");
            }
            text.append(first ? "" : separator).append(part);
            first = false;
        }
        return text.toString();
    }

    private static List<?> list(String name, Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new ExpressionException("'" + name + "' works on a list, got " + CelFaults.describe(value)
                + (value instanceof Map<?, ?> map && map.containsKey("regions") ? "; take its .regions" : ""));
    }

    /** The box of a region, of detections with one region, or a box itself, as x1, y1, x2, y2. */
    private static double[] box(Object place) {
        if (place instanceof Map<?, ?> map) {
            if (map.get("regions") instanceof List<?> regions && regions.size() == 1) {
                return box(regions.get(0));
            } else if (map.get("box") instanceof Map<?, ?> inner) {
                return box(inner);
            } else if (map.get("x1") instanceof Number x1
                    && map.get("y1") instanceof Number y1
                    && map.get("x2") instanceof Number x2
                    && map.get("y2") instanceof Number y2) {
                return new double[] {x1.doubleValue(), y1.doubleValue(), x2.doubleValue(), y2.doubleValue()};
            }
        }
        throw new ExpressionException(
                "A place is a region or its box, got " + CelFaults.describe(place) + "; of several take regions[0]");
    }

    private static double distance(double[] a, double[] b) {
        return Math.hypot((a[0] + a[2] - b[0] - b[2]) / 2, (a[1] + a[3] - b[1] - b[3]) / 2);
    }

    private static double iou(double[] a, double[] b) {
        double width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
        double height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
        double both = Math.max(0, width) * Math.max(0, height);
        double all = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both;
        return all <= 0 ? 0 : both / all;
    }

    private static CelFunctionDecl member(String name, CelType... types) {
        return CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newMemberOverload(overload(name), SimpleType.DYN, types));
    }

    private static CelFunctionDecl global(String name) {
        return CelFunctionDecl.newFunctionDeclaration(
                name,
                CelOverloadDecl.newGlobalOverload(overload(name), SimpleType.DYN, SimpleType.DYN, SimpleType.DYN));
    }

    private static String inner(String name) {
        return "eyes4j_" + name;
    }

    private static String overload(String name) {
        return "eyes4j_list_" + name;
    }
}
