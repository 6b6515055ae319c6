package org.eyes4j.agent.retrieve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eyes4j.agent.prompt.Tokens;
import org.eyes4j.agent.prompt.ToolText;
import org.eyes4j.agent.repair.ToolCard;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;

/** Tools by the terms that speak of them and by the kinds that they make. Immutable; thread-safe. */
final class ToolIndex {
    private static final double NAME = 2.5;
    private static final double PHRASE = 1.5;
    private static final double DESCRIPTION = 1;
    private static final double PORT = 0.3;

    /** A tool that a term speaks of, and how much. */
    private record Posting(int tool, double weight) {}

    private final List<ToolSpecification> tools;
    private final List<ToolCard> cards = new ArrayList<>();
    private final int[] tokens;
    private final int allTokens;
    private final Map<String, List<Posting>> postings = new HashMap<>();
    private final Map<Kind, List<Integer>> makers = new LinkedHashMap<>();
    private final Map<String, Integer> places = new HashMap<>();

    ToolIndex(List<ToolSpecification> tools) {
        this.tools = List.copyOf(tools);
        this.tokens = new int[tools.size()];
        int sum = 0;
        for (int i = 0; i < tools.size(); i++) {
            ToolSpecification tool = tools.get(i);
            places.put(tool.name(), i);
            cards.add(ToolCard.of(tool));
            // One line a tool, as the prompt lists it, and the line's end.
            tokens[i] = Tokens.estimate(
                            ToolText.of(List.of(tool), Integer.MAX_VALUE).text())
                    + 1;
            sum += tokens[i];
            makers.computeIfAbsent(tool.output(), kind -> new ArrayList<>()).add(i);
            post(i, tool);
        }
        allTokens = sum;
    }

    private void post(int place, ToolSpecification tool) {
        Map<String, Double> weights = new HashMap<>();
        Terms.of(tool.name()).forEach(term -> weights.merge(term, NAME, Math::max));
        tool.phrases().forEach(p -> Terms.of(p).forEach(term -> weights.merge(term, PHRASE, Math::max)));
        Terms.of(tool.description()).forEach(term -> weights.merge(term, DESCRIPTION, Math::max));
        for (Port port : tool.inputs()) {
            Terms.of(port.description()).forEach(term -> weights.merge(term, PORT, Math::max));
            port.choices().forEach(c -> Terms.of(c).forEach(term -> weights.merge(term, PORT * 2, Math::max)));
        }
        // A long text says every word once: what a tool says in few words counts more.
        double length = 1 + 0.02 * weights.size();
        weights.forEach((term, weight) ->
                postings.computeIfAbsent(term, t -> new ArrayList<>()).add(new Posting(place, weight / length)));
    }

    boolean isOf(List<ToolSpecification> others) {
        if (others.size() != tools.size()) {
            return false;
        }
        for (int i = 0; i < others.size(); i++) {
            if (others.get(i) != tools.get(i) && !others.get(i).equals(tools.get(i))) {
                return false;
            }
        }
        return true;
    }

    int size() {
        return tools.size();
    }

    ToolSpecification tool(int place) {
        return tools.get(place);
    }

    ToolCard card(int place) {
        return cards.get(place);
    }

    int tokens(int place) {
        return tokens[place];
    }

    /** Of a list of them all. */
    int allTokens() {
        return allTokens;
    }

    /** Places of tools by name, those that there are. */
    List<Integer> named(List<String> names) {
        return names.stream().filter(places::containsKey).map(places::get).toList();
    }

    /** How much the terms speak of each tool. */
    double[] scores(Map<String, Double> terms) {
        double[] scores = new double[tools.size()];
        terms.forEach((term, weight) -> {
            List<Posting> those = postings.getOrDefault(term, List.of());
            double rarity = Math.log(1 + (tools.size() + 1.0) / (those.size() + 0.5));
            for (Posting posting : those) {
                scores[posting.tool] += weight * posting.weight * rarity;
            }
        });
        return scores;
    }

    /** Tools whose result may stand where a kind is wanted. */
    Set<Integer> makers(Kind wanted) {
        Set<Integer> found = new LinkedHashSet<>();
        makers.forEach((kind, those) -> {
            if (wanted.accepts(kind)) {
                found.addAll(those);
            }
        });
        return found;
    }
}
