package org.eyes4j.tools.annotation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eyes4j.tools.ArgumentChecker;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueFormatException;
import org.eyes4j.tools.value.ValueJson;
import org.jspecify.annotations.Nullable;

/** Reads a method's signature, finding all its faults. Used once. */
final class SignatureReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "[a-z][a-z0-9_]{0,63}";

    private final Method method;
    private final VisionTool says;
    private final Bindings bindings = new Bindings();
    private final List<String> faults = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    SignatureReader(Method method) {
        this.method = method;
        this.says = method.getAnnotation(VisionTool.class);
    }

    List<String> faults() {
        return faults;
    }

    /** {@code org.acme.Tools.brighten(Raster, int)}. */
    static String where(Method method) {
        return method.getDeclaringClass().getName().replace('$', '.') + "." + method.getName()
                + Arrays.stream(method.getGenericParameterTypes())
                        .map(Bindings::name)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** The method as a tool; empty where there are faults. */
    Optional<Signature> read() {
        try {
            method.setAccessible(true);
        } catch (InaccessibleObjectException e) {
            fault("expected a method that may be called, found one that its module keeps to itself");
        }
        String name = says.name().isEmpty() ? SnakeCase.of(method.getName()) : says.name();
        if (!name.matches(NAME)) {
            fault("expected a name in snake_case of at most 64 characters, found '" + name + "'");
        }
        if (says.description().isBlank()) {
            fault("expected a description of one sentence, found an empty one");
        }
        if (says.version().isBlank()) {
            fault("expected a version, found an empty one");
        }
        List<Port> ports = new ArrayList<>();
        List<Signature.Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < method.getParameterCount(); i++) {
            parameter(method.getParameters()[i], i, ports).ifPresent(parameters::add);
        }
        Output output = output(ports);
        if (!faults.isEmpty() || output == null) {
            return Optional.empty();
        }
        ToolSpecification specification = new ToolSpecification(
                name,
                says.version(),
                says.description().strip(),
                ports,
                output.kind(),
                says.output().isBlank() ? "what it gives: " + output.kind() : says.output(),
                Set.copyOf(Arrays.asList(says.traits())),
                Arrays.asList(says.phrases()));
        return Optional.of(new Signature(method, specification, parameters, output.binding()));
    }

    // What it takes.

    private Optional<Signature.Parameter> parameter(Parameter parameter, int index, List<Port> ports) {
        if (parameter.getType() == ToolContext.class) {
            return Optional.of(new Signature.Parameter.Context());
        } else if (parameter.getType() == Cancellation.class) {
            return Optional.of(new Signature.Parameter.Stop());
        }
        Input input = parameter.getAnnotation(Input.class);
        String name = name(parameter, input);
        String what = "parameter " + (name.isEmpty() ? Integer.toString(index + 1) : "'" + name + "'");
        if (name.isEmpty()) {
            fault(what + ": expected a name, found none; compile with -parameters, or say @Input(name = …)");
            return Optional.empty();
        } else if (!name.matches(NAME)) {
            fault(what + ": expected a name in snake_case of at most 64 characters, found '" + name + "'");
            return Optional.empty();
        } else if (!names.add(name)) {
            fault(what + ": expected a name of its own, found that of another parameter");
        }
        Type type = parameter.getParameterizedType();
        Optional<Type> optional = Bindings.optional(type);
        try {
            Binding binding = bindings.of(optional.orElse(type));
            Port port = port(name, what, parameter, binding, optional.isPresent(), input);
            if (port != null) {
                ports.add(port);
            }
            Object absent = parameter.getType() == List.class ? List.of() : null;
            return Optional.of(new Signature.Parameter.OfPort(name, binding, optional.isPresent(), absent));
        } catch (Bindings.Unsuitable e) {
            fault(what + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static String name(Parameter parameter, @Nullable Input input) {
        if (input != null && !input.name().isEmpty()) {
            return input.name();
        }
        return parameter.isNamePresent() ? SnakeCase.of(parameter.getName()) : "";
    }

    private @Nullable Port port(
            String name, String what, Parameter parameter, Binding binding, boolean optional, @Nullable Input input) {
        Kind kind = binding.kind();
        if (input == null) {
            Port port = new Port(
                    name,
                    kind,
                    words(name),
                    !optional,
                    null,
                    binding.choices(),
                    null,
                    null,
                    Port.DEFAULT_MAX_ITEMS,
                    false);
            return port;
        }
        int before = faults.size();
        Kind inner = kind instanceof Kind.ListKind list ? list.element() : kind;
        limits(what, inner, binding, input);
        JsonNode standIn = json(what, "default", input.defaultValue(), kind);
        JsonNode example = json(what, "example", input.example(), kind);
        boolean required = input.required() && !optional && standIn == null;
        if (!required && standIn == null && parameter.getType().isPrimitive()) {
            fault(what + ": expected a default, or a type that can be left out, found " + parameter.getType()
                    + " with required = false");
        }
        if (faults.size() > before) {
            return null;
        }
        String described = (input.description() + input.value()).strip();
        Port port = new Port(
                name,
                kind,
                described.isEmpty() ? words(name) : described,
                required,
                standIn,
                binding.choices().isEmpty() ? Arrays.asList(input.choices()) : binding.choices(),
                Double.isInfinite(input.min()) ? null : (Double) input.min(),
                Double.isInfinite(input.max()) ? null : (Double) input.max(),
                input.maxItems(),
                false,
                example);
        allowed(what, "default", standIn, port, binding);
        allowed(what, "example", example, port, binding);
        return port;
    }

    private void limits(String what, Kind kind, Binding binding, Input input) {
        boolean limited = !Double.isInfinite(input.min()) || !Double.isInfinite(input.max());
        if (limited && kind != Kind.NUMBER) {
            fault(what + ": expected min and max on numbers only, found them on " + kind);
        } else if (!(input.min() <= input.max())) {
            fault(what + ": expected min <= max, found " + input.min() + " and " + input.max());
        }
        if (input.choices().length > 0
                && (kind != Kind.TEXT || !binding.choices().isEmpty())) {
            fault(what + ": expected choices on String only, found them on "
                    + (binding.choices().isEmpty() ? kind : "an enum, which has its own"));
        }
        if (input.maxItems() < 1) {
            fault(what + ": expected max_items of at least 1, found " + input.maxItems());
        }
        if (!input.description().isEmpty() && !input.value().isEmpty()) {
            fault(what + ": expected one description, found two, in value and in description");
        }
    }

    private @Nullable JsonNode json(String what, String which, String text, Kind kind) {
        if (text.equals(Input.NONE)) {
            return null;
        }
        try {
            JsonNode node = kind == Kind.TEXT ? TextNode.valueOf(text) : JSON.readTree(text);
            ValueJson.fromJson(node, kind);
            return node;
        } catch (JsonProcessingException | ValueFormatException e) {
            fault(what + ": expected as " + which + " JSON of kind " + kind + ", found '" + text + "'"
                    + (e instanceof ValueFormatException ? " (" + e.getMessage() + ")" : ""));
            return null;
        }
    }

    /** A default or an example must be what a caller may give. */
    private void allowed(String what, String which, @Nullable JsonNode json, Port port, Binding binding) {
        if (json == null) {
            return;
        }
        Value value = ValueJson.fromJson(json, port.kind());
        ToolSpecification alone = new ToolSpecification(
                "alone", "1", "one port", List.of(port), Kind.ANY, "anything", Set.of(), List.of());
        ArgumentChecker.faults(alone, Map.of(port.name(), value))
                .forEach(f -> fault(what + ": its " + which + " is not allowed: " + f.replace(" of 'alone'", "")));
        try {
            binding.in().toJava(value);
        } catch (ToolFailure e) {
            fault(what + ": its " + which + " does not fit: " + e.getMessage());
        }
    }

    private static String words(String name) {
        return "the " + name.replace('_', ' ');
    }

    // What it gives.

    private record Output(Kind kind, @Nullable Binding binding) {}

    private @Nullable Output output(List<Port> ports) {
        Type type = method.getGenericReturnType();
        Kind said = null;
        if (!says.gives().isEmpty()) {
            try {
                said = Kind.parse(says.gives());
            } catch (IllegalArgumentException e) {
                fault("its result: expected a kind in gives, found '" + says.gives() + "': " + e.getMessage());
                return null;
            }
        }
        boolean open = type == ToolResult.class || type == Value.class || type == Value.ListOf.class;
        if (open && said == null) {
            fault("its result: expected @VisionTool(gives = KIND) beside " + Bindings.name(type) + ", found none");
            return null;
        } else if (open) {
            return new Output(
                    java.util.Objects.requireNonNull(said),
                    type == ToolResult.class ? null : Binding.of(said, v -> v, (java, frame) -> (Value) java));
        }
        try {
            if (type == void.class) {
                throw new Bindings.Unsuitable("expected " + Bindings.EXPECTED + ", found void");
            }
            Binding binding = bindings.of(type);
            if (said != null && !said.equals(binding.kind())) {
                fault("its result: expected gives = \"" + binding.kind() + "\" or none beside " + Bindings.name(type)
                        + ", found \"" + said + "\"");
            }
            if (binding.framed() && ports.stream().noneMatch(SignatureReader::hasFrame)) {
                fault("its result: expected a parameter with a picture, to which the coordinates of "
                        + Bindings.name(type) + " belong, found none; take one, or give a Value with a frame");
            }
            return new Output(binding.kind(), binding);
        } catch (Bindings.Unsuitable e) {
            fault("its result: " + e.getMessage());
            return null;
        }
    }

    private static boolean hasFrame(Port port) {
        return Set.of(Kind.IMAGE, Kind.DETECTIONS, Kind.MASKS, Kind.KEYPOINTS, Kind.DEPTH_MAP, Kind.VISUAL_PROMPTS)
                .contains(port.kind());
    }

    private void fault(String what) {
        faults.add(where(method) + ": " + what);
    }
}
