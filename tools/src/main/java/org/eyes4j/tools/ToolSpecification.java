package org.eyes4j.tools;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eyes4j.tools.value.Kind;

/**
 * What a tool says of itself: all that planners, checkers and doors know of it.
 *
 * @param name snake_case, unique in a registry
 * @param version raised when the same arguments may give another value; part of every cache key
 * @param description one sentence
 * @param inputs typed input ports
 * @param output kind of what it gives
 * @param outputDescription what that holds
 * @param traits what a planner must know before it calls the tool
 * @param phrases other ways people ask for it, for search by meaning
 */
public record ToolSpecification(
        String name,
        String version,
        String description,
        List<Port> inputs,
        Kind output,
        String outputDescription,
        Set<Trait> traits,
        List<String> phrases) {

    /** What a planner, an executor or a cache must know. */
    public enum Trait {
        /** Owns a model, loaded on first use. */
        MODEL,
        /** Changes something outside the run (writes a file, calls out): never cached, never repeated. */
        EFFECT,
        /** May give another value for the same arguments: never cached. */
        RANDOM,
        /** Its text was composed from other values by rules, not seen by a model. */
        COMPOSED,
        /** Runs a plan of other tools: caches and journals keep their calls, not its own. */
        COMPOUND
    }

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    public ToolSpecification {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A tool's name is snake_case, got '" + name + "'");
        }
        if (description.isBlank()) {
            throw new IllegalArgumentException("Tool '" + name + "' needs a description");
        }
        inputs = List.copyOf(inputs);
        Set<String> seen = new HashSet<>();
        for (Port port : inputs) {
            if (!seen.add(port.name())) {
                throw new IllegalArgumentException("Tool '" + name + "' has two inputs named '" + port.name() + "'");
            }
        }
        traits = Set.copyOf(traits);
        phrases = List.copyOf(phrases);
    }

    public Optional<Port> input(String port) {
        return inputs.stream().filter(p -> p.name().equals(port)).findFirst();
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    public static Builder named(String name) {
        return new Builder(name);
    }

    /** Gathers a specification; {@link #gives} ends it. */
    public static final class Builder {
        private final String name;
        private String version = "1";
        private String description = "";
        private final List<Port> inputs = new ArrayList<>();
        private final Set<Trait> traits = new HashSet<>();
        private final List<String> phrases = new ArrayList<>();

        private Builder(String name) {
            this.name = name;
        }

        public Builder version(String v) {
            this.version = v;
            return this;
        }

        public Builder describedAs(String sentence) {
            this.description = sentence;
            return this;
        }

        public Builder takes(Port... ports) {
            inputs.addAll(Arrays.asList(ports));
            return this;
        }

        public Builder traits(Trait... some) {
            traits.addAll(Arrays.asList(some));
            return this;
        }

        public Builder alsoKnownAs(String... words) {
            phrases.addAll(Arrays.asList(words));
            return this;
        }

        public ToolSpecification gives(Kind output, String what) {
            return new ToolSpecification(name, version, description, inputs, output, what, traits, phrases);
        }
    }
}
