package org.eyes4j.agent.repair;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the tool that a name means which no tool has: by the words of names and descriptions (rare words count more), by
 * abbreviations, by the kinds that the name speaks of, and by what the plan feeds it and expects from it. Immutable;
 * thread-safe.
 */
public final class ToolNames {
    private record Entry(ToolCard tool, List<String> name, List<String> description, String initials, String spoken) {}

    /**
     * What the plan around a step says of it.
     *
     * @param about further words on what it shall do; may be empty
     * @param comesIn kinds that its sources give
     * @param wanted kinds that what follows could take
     * @param neighbours tools it is linked with: a tool is seldom linked with itself
     */
    public record Surroundings(String about, Set<String> comesIn, Set<String> wanted, Set<String> neighbours) {
        public static final Surroundings NONE = new Surroundings("", Set.of(), Set.of(), Set.of());

        public Surroundings {
            comesIn = Set.copyOf(comesIn);
            wanted = Set.copyOf(wanted);
            neighbours = Set.copyOf(neighbours);
        }
    }

    /**
     * A tool that may be meant.
     *
     * @param score higher is better; about 1 for the same words and kinds, 0 or less for nothing in common
     */
    public record Candidate(ToolCard tool, double score) {}

    /** A score this high needs no second opinion. */
    private static final double CERTAIN = 0.4;

    /** Stems of words for making something. */
    private static final Set<String> PRODUCING =
            Set.of("gener", "creat", "synthes", "make", "mak", "produc", "extract", "render", "writ", "draw");

    private static final double CLEAR_MARGIN = 0.05;

    private final List<Entry> entries;
    private final Meaning meaning;
    private final Map<String, Double> rarity = new HashMap<>();
    private final Set<String> kinds = new LinkedHashSet<>();

    public ToolNames(Collection<ToolCard> tools) {
        this(tools, Meaning.NONE);
    }

    /** @param meaning asked only where words leave a doubt */
    public ToolNames(Collection<ToolCard> tools, Meaning meaning) {
        this.meaning = meaning;
        entries = tools.stream()
                .map(t -> new Entry(
                        t,
                        Words.of(t.name()),
                        Words.of(t.description()),
                        Words.initials(t.name() + " " + t.description()),
                        Words.spoken(t.name() + " " + t.description())))
                .toList();
        Map<String, Integer> seen = new HashMap<>();
        for (Entry entry : entries) {
            Set<String> own = new HashSet<>(entry.name);
            own.addAll(entry.description);
            own.forEach(word -> seen.merge(word, 1, Integer::sum));
            kinds.addAll(entry.tool.kinds());
        }
        seen.forEach((word, count) -> rarity.put(word, Math.log((entries.size() + 1) / (count + 0.5))));
    }

    /** Every tool, the likeliest first. */
    public List<Candidate> nearest(String wanted, Surroundings around) {
        List<String> words = Words.of(wanted);
        List<String> about = Words.of(around.about);
        List<String> abbreviations = Words.abbreviations(wanted);
        Optional<KindWords.Conversion> conversion = KindWords.conversion(wanted, kinds);
        Set<String> named = KindWords.in(wanted, kinds);
        Set<String> spokenOf = KindWords.in(around.about.replace(wanted, ""), kinds);
        boolean produces = words.stream().anyMatch(PRODUCING::contains);
        List<Candidate> byWords = entries.stream()
                .map(entry -> {
                    double phrase = Words.longestPhrase(wanted, entry.spoken);
                    double signature = signature(conversion, named, produces, entry.tool);
                    double score = words(words, entry, abbreviations)
                            + 0.25 * heard(about, entry)
                            + 0.4 * phrase
                            // A name that the tool's own text speaks out means that tool, whatever else its words mean.
                            + (phrase >= 0.5 ? Math.max(0, signature) : signature)
                            + 0.1 * shared(spokenOf, entry.tool.takes())
                            + fit(around, entry.tool);
                    return new Candidate(entry.tool, score);
                })
                .sorted(Comparator.comparingDouble(Candidate::score).reversed())
                .toList();
        boolean clear = byWords.size() < 2
                || byWords.get(0).score() >= CERTAIN
                        && byWords.get(0).score() - byWords.get(1).score() >= CLEAR_MARGIN;
        return clear ? byWords : byMeaning(wanted, byWords);
    }

    private List<Candidate> byMeaning(String wanted, List<Candidate> byWords) {
        return byWords.stream()
                .map(c -> new Candidate(c.tool, c.score + meaning.nearness(wanted, c.tool)))
                .sorted(Comparator.comparingDouble(Candidate::score).reversed())
                .toList();
    }

    /** How well a text speaks of a tool, by words alone; 0 to 1. */
    double relevance(List<String> text, ToolCard tool) {
        return entries.stream()
                .filter(e -> e.tool.equals(tool))
                .mapToDouble(e -> heard(text, e))
                .findFirst()
                .orElse(0);
    }

    private double words(List<String> wanted, Entry entry, List<String> abbreviations) {
        if (abbreviations.stream().anyMatch(a -> entry.initials.contains(a))) {
            return 0.7;
        }
        double all = 0;
        double got = 0;
        for (String word : wanted) {
            double weight = weight(word);
            all += weight;
            got += weight * Math.max(best(word, entry.name), 0.6 * best(word, entry.description));
        }
        return (all == 0 ? 0 : 0.7 * got / all) + 0.3 * said(entry.name, wanted);
    }

    /** How much of a tool's own name, and a little of its description, a text says. */
    private double heard(List<String> text, Entry entry) {
        return text.isEmpty() ? 0 : 0.7 * said(entry.name, text) + 0.3 * said(entry.description, text);
    }

    private double said(List<String> own, List<String> text) {
        double all = 0;
        double got = 0;
        for (String word : own) {
            double weight = weight(word);
            all += weight;
            got += weight * best(word, text);
        }
        return all == 0 ? 0 : got / all;
    }

    private double weight(String word) {
        return Math.max(0.3, rarity.getOrDefault(word, Math.log((entries.size() + 1) / 0.5)));
    }

    private static double best(String word, List<String> words) {
        double best = 0;
        for (String other : words) {
            best = Math.max(best, Words.alike(word, other));
        }
        return best;
    }

    /**
     * A name like {@code A-to-B} says both kinds. Otherwise a kind it names is what it works on, or, with a word for
     * making, what it makes.
     */
    private static double signature(
            Optional<KindWords.Conversion> conversion, Set<String> named, boolean produces, ToolCard tool) {
        if (conversion.isPresent()) {
            return (tool.gives().contains(conversion.get().to()) ? 0.35 : -0.5)
                    + (tool.takes().contains(conversion.get().from()) ? 0.25 : -0.3);
        }
        double sum = 0;
        for (String kind : named) {
            List<String> meant = produces ? tool.gives() : tool.takes();
            sum += meant.contains(kind) ? 0.2 : tool.kinds().contains(kind) ? 0.05 : -0.4;
        }
        return sum;
    }

    private static double shared(Set<String> kinds, List<String> takes) {
        return kinds.isEmpty()
                ? 0
                : (double) takes.stream().filter(kinds::contains).count() / takes.size();
    }

    private static double fit(Surroundings around, ToolCard tool) {
        double sum = 0;
        if (!around.comesIn.isEmpty()) {
            sum += tool.takes().stream().anyMatch(around.comesIn::contains) ? 0.2 : -0.2;
        }
        if (!around.wanted.isEmpty()) {
            sum += tool.gives().stream().anyMatch(around.wanted::contains) ? 0.12 : -0.12;
        }
        return around.neighbours.contains(tool.name()) ? sum - 0.25 : sum;
    }
}
