package org.eyes4j.agent.offline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.tools.Lack;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.value.Kind;

/**
 * Searches the graph of tools by kinds: a tool fits where it gives the wanted kind, shows the wanted capability in its
 * name or words, and every port can be filled from what there is, through an adapter tool where kinds differ. Immutable.
 */
final class ToolSearch {

    /** A value there is for a call. */
    record Given(Argument.Ref ref, Kind kind) {}

    /**
     * A literal or expression a call is to be made with; it goes to the port of that name, or, for a choice, to the port
     * that allows it.
     *
     * @param needed whether a tool without such a port cannot do
     */
    record Setting(String port, Argument argument, boolean needed) {
        static Setting of(String port, JsonNode json) {
            return new Setting(port, new Argument.Literal(json), true);
        }

        static Setting expression(String port, String cel) {
            return new Setting(port, new Argument.Expression(cel), true);
        }

        Setting ifThere() {
            return new Setting(port, argument, false);
        }
    }

    /**
     * How a call is made.
     *
     * @param adapters calls whose values go to a port of the tool, by port
     */
    record Fit(ToolSpecification tool, Map<String, Argument> with, Map<String, Fit> adapters) {}

    private final ToolRegistry registry;
    private final List<ToolSpecification> tools;

    ToolSearch(ToolRegistry registry) {
        this(registry, registry.usable());
    }

    private ToolSearch(ToolRegistry registry, List<ToolSpecification> tools) {
        this.registry = registry;
        this.tools = tools;
    }

    /** As if every tool could be called just now. */
    static ToolSearch ofAll(ToolRegistry registry) {
        return new ToolSearch(registry, registry.specifications());
    }

    /** The best tool for it, with its ports filled. */
    Optional<Fit> fit(Capability capability, List<Given> given, List<Setting> settings) {
        return able(capability)
                .sorted(Comparator.<ToolSpecification>comparingInt(tool -> -score(tool, capability))
                        .thenComparing(ToolSpecification::name))
                .map(tool -> fill(tool, given, settings, 1))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** A tool made to find one sort of thing, named after it: {@code detect_plates} for "plate". */
    Optional<Fit> finder(String noun, List<Given> picture) {
        String word = noun.toLowerCase(Locale.ROOT).replace(' ', '_');
        return tools.stream()
                .filter(tool -> tool.output().equals(Kind.DETECTIONS))
                .filter(tool ->
                        tool.name().matches("(detect|find|read)_" + java.util.regex.Pattern.quote(word) + "e?s?"))
                .map(tool -> fill(tool, picture, List.of(), 0))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The threshold that the best tool for a capability takes when none is given. */
    Optional<Double> usualThreshold(Capability capability) {
        return able(capability)
                .max(Comparator.comparingInt(tool -> score(tool, capability)))
                .flatMap(tool -> tool.input("threshold"))
                .map(Port::defaultValue)
                .filter(JsonNode::isNumber)
                .map(JsonNode::doubleValue);
    }

    boolean has(Capability capability) {
        return able(capability).findAny().isPresent();
    }

    /** Whether a tool has it that lacks no model: none is fetched unasked that nobody vouches for. */
    boolean ready(Capability capability) {
        return able(capability).anyMatch(tool -> lack(tool).isEmpty());
    }

    /** What the best tool for a capability lacks; empty where it is ready, and where there is none. */
    Optional<Lack> lack(Capability capability) {
        return ready(capability)
                ? Optional.empty()
                : able(capability)
                        .max(Comparator.comparingInt(tool -> score(tool, capability)))
                        .flatMap(this::lack);
    }

    private Optional<Lack> lack(ToolSpecification tool) {
        return registry.find(tool.name()).flatMap(Tool::lack);
    }

    private Stream<ToolSpecification> able(Capability capability) {
        return tools.stream()
                .filter(tool -> capability.gives() == Kind.ANY || tool.output().equals(capability.gives()))
                .filter(tool ->
                        !capability.fromPicture() || tool.inputs().stream().anyMatch(port -> port.kind() == Kind.IMAGE))
                .filter(tool -> score(tool, capability) > 0);
    }

    private static int score(ToolSpecification tool, Capability capability) {
        List<String> words = capability.words();
        if (tool.name().equals(words.get(0))) {
            return 100;
        }
        List<String> phrases =
                tool.phrases().stream().map(p -> p.toLowerCase(Locale.ROOT)).toList();
        String description = tool.description().toLowerCase(Locale.ROOT);
        int score = 0;
        for (String word : words.subList(1, words.size())) {
            score += phrases.contains(word) ? 10 : 0;
            score += description.contains(word) ? 3 : 0;
        }
        return score;
    }

    private Optional<Fit> fill(ToolSpecification tool, List<Given> given, List<Setting> settings, int depth) {
        Map<String, Argument> with = new LinkedHashMap<>();
        Map<String, Fit> adapters = new LinkedHashMap<>();
        for (Setting setting : settings) {
            Optional<Port> port = portFor(tool, setting);
            if (port.isPresent()) {
                with.put(port.get().name(), setting.argument());
            } else if (setting.needed()) {
                return Optional.empty();
            }
        }
        List<Given> left = new ArrayList<>(given);
        for (Port port : tool.inputs()) {
            Optional<Given> value = with.containsKey(port.name()) || port.expression()
                    ? Optional.empty()
                    : left.stream()
                            .filter(g -> port.kind().accepts(g.kind()) && port.kind() != Kind.ANY)
                            .findFirst();
            value.ifPresent(g -> {
                with.put(port.name(), g.ref());
                left.remove(g);
            });
        }
        for (Given value : List.copyOf(left)) {
            if (depth > 0 && value.kind() != Kind.IMAGE && adapt(tool, value, with, adapters)) {
                left.remove(value);
            }
        }
        boolean filled = tool.inputs().stream()
                .allMatch(
                        port -> !port.required() || with.containsKey(port.name()) || adapters.containsKey(port.name()));
        return left.isEmpty() && filled ? Optional.of(new Fit(tool, with, adapters)) : Optional.empty();
    }

    /** Puts a tool without a model between a value and a port of another kind. */
    private boolean adapt(ToolSpecification tool, Given value, Map<String, Argument> with, Map<String, Fit> adapters) {
        for (Port port : tool.inputs()) {
            if (with.containsKey(port.name())
                    || port.expression()
                    || port.kind() == Kind.ANY
                    || port.kind() == Kind.TEXT) {
                continue;
            }
            Optional<Fit> adapter = tools.stream()
                    .filter(t -> !t.is(Trait.MODEL)
                            && !t.is(Trait.EFFECT)
                            && port.kind().equals(t.output()))
                    .map(t -> fill(t, List.of(value), List.of(), 0))
                    .flatMap(Optional::stream)
                    .findFirst();
            if (adapter.isPresent()) {
                adapters.put(port.name(), adapter.get());
                return true;
            }
        }
        return false;
    }

    private static Optional<Port> portFor(ToolSpecification tool, Setting setting) {
        Optional<Port> named = tool.input(setting.port());
        if (setting.argument() instanceof Argument.Literal literal
                && literal.json().isTextual()) {
            String choice = literal.json().textValue();
            if (named.isPresent()
                    && (named.get().choices().isEmpty() || named.get().choices().contains(choice))) {
                return named;
            }
            return tool.inputs().stream()
                    .filter(p -> p.choices().contains(choice))
                    .findFirst();
        }
        return named;
    }
}
