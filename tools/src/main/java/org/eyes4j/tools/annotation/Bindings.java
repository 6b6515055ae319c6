package org.eyes4j.tools.annotation;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt;
import org.jspecify.annotations.Nullable;

/** Finds the binding of a Java type. Used on one thread. */
final class Bindings {
    static final String EXPECTED =
            "String, an enum, a number, boolean, a Value, Raster, Region, Detection, Mask, Keypoint,"
                    + " a record, or a List of these";

    /** A type that stands for no kind. */
    static final class Unsuitable extends Exception {
        private static final long serialVersionUID = 1;

        Unsuitable(String message) {
            super(message, null, false, false);
        }

        static Unsuitable found(Type type) {
            return new Unsuitable("expected " + EXPECTED + ", found " + name(type));
        }
    }

    private static final Map<Class<?>, Binding> PLAIN = plain();

    /** Records that are being bound, outermost first: one within itself would have no end. */
    private final Deque<Class<?>> within = new ArrayDeque<>();

    Binding of(Type type) throws Unsuitable {
        if (type instanceof Class<?> plain) {
            return ofClass(plain);
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return ofList(generic.getActualTypeArguments()[0]);
        }
        throw Unsuitable.found(type);
    }

    private Binding ofClass(Class<?> type) throws Unsuitable {
        Binding known = PLAIN.get(type);
        if (known != null) {
            return known;
        } else if (type.isEnum()) {
            return ofEnum(type);
        } else if (type.isRecord() && !Value.class.isAssignableFrom(type)) {
            return ofRecord(type);
        } else if (type == List.class) {
            throw new Unsuitable("expected List<…> with the type of its items, found a List that does not say");
        }
        throw Unsuitable.found(type);
    }

    private Binding ofList(Type item) throws Unsuitable {
        if (item == Region.class) {
            return Binding.inFrame(
                    Kind.DETECTIONS,
                    v -> ((Value.Detections) v).regions(),
                    (java, frame) -> new Value.Detections(frame, items(java, Region.class)));
        } else if (item == Detection.class) {
            return Binding.inFrame(
                    Kind.DETECTIONS,
                    v -> ((Value.Detections) v)
                            .regions().stream().map(Region::detection).toList(),
                    (java, frame) -> Value.Detections.of(frame, items(java, Detection.class)));
        } else if (item == Mask.class) {
            return Binding.inFrame(
                    Kind.MASKS,
                    v -> ((Value.Masks) v).masks(),
                    (java, frame) -> new Value.Masks(frame, items(java, Mask.class)));
        } else if (item == Keypoint.class) {
            return Binding.inFrame(
                    Kind.KEYPOINTS,
                    v -> ((Value.Keypoints) v).keypoints(),
                    (java, frame) -> new Value.Keypoints(frame, items(java, Keypoint.class)));
        } else if (item == VisualPrompt.class) {
            return Binding.inFrame(
                    Kind.VISUAL_PROMPTS,
                    v -> ((Value.VisualPrompts) v).prompts(),
                    (java, frame) -> new Value.VisualPrompts(frame, items(java, VisualPrompt.class)));
        }
        Binding element = of(item);
        return new Binding(
                Kind.listOf(element.kind()),
                element.choices(),
                element.framed(),
                element.whole(),
                v -> ((Value.ListOf) v)
                        .items().stream().map(element.in()::toJava).toList(),
                (java, frame) -> new Value.ListOf(
                        element.kind(),
                        items(java, Object.class).stream()
                                .map(i -> element.out().toValue(i, frame))
                                .toList()));
    }

    private static Binding ofEnum(Class<?> type) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name().toLowerCase(Locale.ROOT), constant);
        }
        List<String> names = List.copyOf(constants.keySet());
        return new Binding(
                Kind.TEXT,
                names,
                false,
                false,
                v -> {
                    Object constant = constants.get(((Value.Text) v).text());
                    if (constant == null) {
                        throw new ToolFailure("Expected one of " + String.join(", ", names) + ", got '"
                                + ((Value.Text) v).text() + "'");
                    }
                    return constant;
                },
                (java, frame) -> new Value.Text(((Enum<?>) java).name().toLowerCase(Locale.ROOT)));
    }

    private Binding ofRecord(Class<?> type) throws Unsuitable {
        if (within.contains(type)) {
            throw new Unsuitable("expected a record that ends, found " + type.getSimpleName() + " within itself");
        }
        within.push(type);
        try {
            return RecordBinding.of(type, this);
        } finally {
            within.pop();
        }
    }

    /** What an {@code Optional} holds; empty for any other type. */
    static Optional<Type> optional(Type type) {
        return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class
                ? Optional.of(generic.getActualTypeArguments()[0])
                : Optional.empty();
    }

    /** As a person writes it. */
    static String name(Type type) {
        return type.getTypeName().replaceAll("\\b(?:[a-z_$][\\w$]*\\.)+", "").replace('$', '.');
    }

    private static <T> List<T> items(Object java, Class<T> type) {
        return ((List<?>) java).stream().map(type::cast).toList();
    }

    private static Map<Class<?>, Binding> plain() {
        Map<Class<?>, Binding> all = new LinkedHashMap<>();
        all.put(
                String.class,
                Binding.of(Kind.TEXT, v -> ((Value.Text) v).text(), (j, f) -> new Value.Text((String) j)));
        Binding flag = Binding.of(Kind.FLAG, v -> ((Value.Flag) v).value(), (j, f) -> new Value.Flag((Boolean) j));
        all.put(boolean.class, flag);
        all.put(Boolean.class, flag);
        number(all, false, d -> d, double.class, Double.class);
        number(all, false, d -> (float) d, float.class, Float.class);
        number(all, true, d -> (int) whole(d, Integer.MIN_VALUE, Integer.MAX_VALUE), int.class, Integer.class);
        number(all, true, d -> whole(d, Long.MIN_VALUE, Long.MAX_VALUE), long.class, Long.class);
        all.put(Raster.class, Binding.of(Kind.IMAGE, v -> ((Value.Image) v).raster(), Bindings::picture));
        all.put(
                Region.class,
                Binding.inFrame(
                        Kind.DETECTIONS,
                        v -> single(((Value.Detections) v).regions(), "region"),
                        (j, f) -> new Value.Detections(f, List.of((Region) j))));
        all.put(
                Detection.class,
                Binding.inFrame(
                        Kind.DETECTIONS,
                        v -> single(((Value.Detections) v).regions(), "region").detection(),
                        (j, f) -> Value.Detections.of(f, List.of((Detection) j))));
        all.put(
                Mask.class,
                Binding.inFrame(
                        Kind.MASKS,
                        v -> single(((Value.Masks) v).masks(), "mask"),
                        (j, f) -> new Value.Masks(f, List.of((Mask) j))));
        all.put(
                Keypoint.class,
                Binding.inFrame(
                        Kind.KEYPOINTS,
                        v -> single(((Value.Keypoints) v).keypoints(), "key point"),
                        (j, f) -> new Value.Keypoints(f, List.of((Keypoint) j))));
        value(all, Value.class, Kind.ANY);
        value(all, Value.Text.class, Kind.TEXT);
        value(all, Value.Number.class, Kind.NUMBER);
        value(all, Value.Flag.class, Kind.FLAG);
        value(all, Value.Image.class, Kind.IMAGE);
        value(all, Value.Video.class, Kind.VIDEO);
        value(all, Value.Audio.class, Kind.AUDIO);
        value(all, Value.Detections.class, Kind.DETECTIONS);
        value(all, Value.Masks.class, Kind.MASKS);
        value(all, Value.Keypoints.class, Kind.KEYPOINTS);
        value(all, Value.Classification.class, Kind.CLASSIFICATION);
        value(all, Value.Embedding.class, Kind.EMBEDDING);
        value(all, Value.DepthMap.class, Kind.DEPTH_MAP);
        value(all, Value.VisualPrompts.class, Kind.VISUAL_PROMPTS);
        value(all, Value.Record.class, Kind.RECORD);
        return Map.copyOf(all);
    }

    private static void value(Map<Class<?>, Binding> all, Class<? extends Value> type, Kind kind) {
        all.put(type, Binding.of(kind, v -> v, (java, frame) -> (Value) java));
    }

    private static void number(
            Map<Class<?>, Binding> all, boolean whole, DoubleFunction<Object> in, Class<?>... types) {
        Binding binding = new Binding(
                Kind.NUMBER,
                List.of(),
                false,
                whole,
                v -> in.apply(((Value.Number) v).value()),
                (java, frame) -> new Value.Number(((Number) java).doubleValue()));
        Arrays.asList(types).forEach(type -> all.put(type, binding));
    }

    private static long whole(double number, double least, double most) {
        if (number != Math.rint(number) || number < least || number > most) {
            throw new ToolFailure("Expected a whole number, got " + number);
        }
        return (long) number;
    }

    private static <T> T single(List<T> all, String what) {
        if (all.size() != 1) {
            throw new ToolFailure(
                    org.eyes4j.tools.ToolResult.FailureKind.BAD_INPUT,
                    "Expected one " + what + ", got " + all.size(),
                    "Pick one first, for example with 'select' and its 'index'");
        }
        return all.get(0);
    }

    /** A picture of the same size as the one it was made of is taken to show the same; any other stands for itself. */
    private static Value picture(Object java, @Nullable Frame picture) {
        Raster raster = (Raster) java;
        return picture != null && picture.width() == raster.width() && picture.height() == raster.height()
                ? new Value.Image(picture, raster)
                : Value.Image.of(raster.fingerprint().substring(0, 16), raster);
    }
}
