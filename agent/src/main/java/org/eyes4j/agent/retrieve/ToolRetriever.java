package org.eyes4j.agent.retrieve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.eyes4j.agent.prompt.ToolText;
import org.eyes4j.agent.repair.Meaning;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Picks the few tools that a request needs out of many: those that its words, and where a model is there its meaning,
 * speak of; those that make, out of what is given, the kinds that these take, so that a plan can be made; and the general
 * ones that most plans use. Never more than a budget of tokens. The index is built once and again when the registry's
 * tools change. A tool that cannot be called just now is not picked. Thread-safe.
 */
public final class ToolRetriever {
    /** Tools that most plans use whatever they are about; left out where there is no such tool. */
    public static final List<String> GENERAL =
            List.of("detect", "select", "relate", "count", "read_text", "segment", "text_of", "crop");

    /** More would be noise to a model even where they fit. */
    private static final int MOST_TOOLS = 40;

    /** Of the best tool's score, what another one must have to be picked for its words. */
    private static final double WORTH = 0.12;

    /** Of how many tools, the likeliest by words, a model is asked for meaning. */
    private static final int ASKED_BY_MEANING = 200;

    /**
     * What was picked.
     *
     * @param tools best first
     * @param tokens of these, by estimate
     * @param allTokens of a list of all tools there are
     */
    public record Retrieved(List<ToolSpecification> tools, int tokens, int allTokens) {
        public Retrieved {
            tools = List.copyOf(tools);
        }
    }

    private final ToolRegistry registry;
    private final Meaning meaning;
    private final List<String> general;
    private final Terms terms = new Terms();
    private volatile @Nullable ToolIndex index;

    public ToolRetriever(ToolRegistry registry, Meaning meaning) {
        this(registry, meaning, GENERAL);
    }

    /** @param general names of tools that are listed whatever the request says, as far as half the budget holds them */
    public ToolRetriever(ToolRegistry registry, Meaning meaning, List<String> general) {
        this.registry = registry;
        this.meaning = meaning;
        this.general = List.copyOf(general);
    }

    /** With the budget of a prompt's list of tools. */
    public Retrieved retrieve(String request, Collection<Kind> given) {
        return retrieve(request, given, ToolText.DEFAULT_BUDGET);
    }

    /**
     * The tools that fit a request.
     *
     * @param given kinds of what a plan starts from
     * @param budget most tokens that listing them may take
     */
    public Retrieved retrieve(String request, Collection<Kind> given, int budget) {
        ToolIndex here = index();
        double[] scores = scores(here, request);
        List<Integer> ranked = IntStream.range(0, here.size())
                .boxed()
                .filter(i -> scores[i] > 0)
                .sorted(Comparator.<Integer>comparingDouble(i -> -scores[i]).thenComparing(i -> i))
                .toList();
        Basket basket = new Basket(here, scores, Set.copyOf(given), budget);
        if (here.allTokens() <= budget) {
            ranked.forEach(basket::put);
            IntStream.range(0, here.size()).forEach(basket::put);
            return basket.retrieved();
        }
        List<Integer> always = here.named(general);
        int reserved =
                Math.min(budget / 2, always.stream().mapToInt(here::tokens).sum());
        double worth = ranked.isEmpty() ? 0 : scores[ranked.get(0)] * WORTH;
        basket.limit(budget - reserved);
        ranked.stream().filter(i -> scores[i] >= worth).forEach(basket::putWithSources);
        basket.limit(budget);
        always.forEach(basket::put);
        ranked.stream().filter(i -> scores[i] >= worth).forEach(basket::putWithSources);
        return basket.retrieved();
    }

    private double[] scores(ToolIndex here, String request) {
        String text = request.length() > 2000 ? request.substring(0, 2000) : request;
        double[] scores = here.scores(terms.ofRequest(text));
        if (meaning != Meaning.NONE) {
            IntStream.range(0, here.size())
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -scores[i]))
                    .limit(ASKED_BY_MEANING)
                    .forEach(i -> scores[i] += 8 * Math.max(0, meaning.nearness(text, here.card(i)) - 0.2));
        }
        return scores;
    }

    private ToolIndex index() {
        List<ToolSpecification> now = registry.usable();
        ToolIndex known = index;
        if (known == null || !known.isOf(now)) {
            known = new ToolIndex(now);
            index = known;
        }
        return known;
    }

    /** What is picked, while it is. */
    private static final class Basket {
        private final ToolIndex index;
        private final double[] scores;
        private final Set<Kind> given;
        private final Set<Integer> chosen = new LinkedHashSet<>();
        private int limit;
        private int tokens;

        Basket(ToolIndex index, double[] scores, Set<Kind> given, int budget) {
            this.index = index;
            this.scores = scores;
            this.given = given;
            this.limit = budget;
        }

        void limit(int most) {
            limit = most;
        }

        void put(int tool) {
            boolean fits = tokens + index.tokens(tool) <= limit && chosen.size() < MOST_TOOLS;
            if (fits && chosen.add(tool)) {
                tokens += index.tokens(tool);
            }
        }

        /** A tool with the makers of what it takes, all of them or none. */
        void putWithSources(int tool) {
            Set<Integer> needed = new LinkedHashSet<>();
            if (chosen.contains(tool) || !gather(tool, needed, new HashSet<>())) {
                return;
            }
            needed.removeAll(chosen);
            int sum = needed.stream().mapToInt(index::tokens).sum();
            if (tokens + sum <= limit && chosen.size() + needed.size() <= MOST_TOOLS) {
                needed.forEach(this::put);
            }
        }

        /** Whether all that a tool takes can be had; gathers it and, for each kind that is not there, its best maker. */
        private boolean gather(int tool, Set<Integer> needed, Set<Integer> open) {
            needed.add(tool);
            open.add(tool);
            for (Port port : index.tool(tool).inputs()) {
                if (!port.required() || isThere(port.kind(), needed, tool)) {
                    continue;
                }
                Optional<Integer> maker = index.makers(port.kind()).stream()
                        .filter(m -> !open.contains(m))
                        .max(Comparator.<Integer>comparingDouble(m -> scores[m])
                                .thenComparing(m -> -index.tool(m).inputs().size())
                                .thenComparing(m -> -m));
                if (maker.isEmpty() || open.size() > 6 || !gather(maker.get(), needed, open)) {
                    return false;
                }
            }
            return true;
        }

        private boolean isThere(Kind wanted, Set<Integer> needed, int besides) {
            if (isLiteral(wanted) || given.stream().anyMatch(wanted::accepts)) {
                return true;
            }
            if (wanted instanceof Kind.ListKind list && isThere(list.element(), needed, besides)) {
                return true; // several values make a list
            }
            return java.util.stream.Stream.concat(chosen.stream(), needed.stream())
                    .anyMatch(t -> t != besides && wanted.accepts(index.tool(t).output()));
        }

        /** What a plan can write down itself. */
        private static boolean isLiteral(Kind kind) {
            return kind == Kind.TEXT
                    || kind == Kind.NUMBER
                    || kind == Kind.FLAG
                    || kind == Kind.ANY
                    || kind == Kind.VISUAL_PROMPTS
                    || kind == Kind.RECORD;
        }

        Retrieved retrieved() {
            List<ToolSpecification> tools = new ArrayList<>();
            chosen.forEach(i -> tools.add(index.tool(i)));
            return new Retrieved(tools, tokens, index.allTokens());
        }
    }
}
