package org.eyes4j.agent.offline;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eyes4j.agent.language.Lines;
import org.eyes4j.agent.offline.Target.Sort;
import org.eyes4j.agent.offline.ToolSearch.Fit;
import org.eyes4j.agent.offline.ToolSearch.Given;
import org.eyes4j.agent.offline.ToolSearch.Setting;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;

/**
 * Where words and structure leave a question in doubt, what it asks for is told by its nearness in meaning to
 * {@code prototypes.txt}. The model is asked only then. Thread-safe.
 */
final class MeaningReader {
    /** Cosine below which nothing is near enough to be taken for what was meant. */
    private static final double NEAR = 0.5;

    /** How much nearer than "nothing here can do that" an understanding must be. */
    private static final double CLEARLY = 0.02;

    private static final Pattern YES_NO = Pattern.compile(
            "^(?:is|are|was|were|does|do|did|has|have|isn't|aren't)\\b(?! you)|[吗嗎嘛][?？]*$", Pattern.CASE_INSENSITIVE);

    private record Prototype(String language, Asked asked, String text) {}

    private final List<Prototype> prototypes = new ArrayList<>();

    MeaningReader() {
        for (String line : Lines.of(MeaningReader.class, "prototypes.txt")) {
            String[] parts = line.split("\t");
            prototypes.add(new Prototype(parts[0], Asked.valueOf(parts[1].toUpperCase(Locale.ROOT)), parts[2]));
        }
    }

    /** The question as its structure told it, or, where that was in doubt, as its meaning does. */
    Question clear(Question read, String question, ToolRegistry tools, ToolContext context) {
        if (read.sure()
                || read.goals().size() > 1
                        && read.unread().size() < read.goals().size()) {
            return read;
        }
        String language = read.script().isChinese() ? "zh" : "en";
        List<Prototype> candidates =
                prototypes.stream().filter(p -> p.language().equals(language)).toList();
        // As it stands too: what was taken for the name of a thing may be what tells that nothing here can do it.
        List<String> texts = new ArrayList<>(List.of(question.toLowerCase(Locale.ROOT)));
        texts.add(masked(question, read.things(), read.script().isChinese() ? "东西" : "thing"));
        candidates.forEach(p -> texts.add(p.text()));
        Optional<List<Value.Embedding>> vectors = embed(texts, language, tools, context);
        if (vectors.isEmpty()) {
            return read.goals().isEmpty()
                    ? read
                    : read.noting(List.of("Not every word of \"" + question.strip()
                            + "\" was understood, and no model was there to compare words by meaning."));
        }
        Map<Asked, Double> nearness = new LinkedHashMap<>();
        for (int i = 0; i < candidates.size(); i++) {
            Value.Embedding candidate = vectors.get().get(i + 2);
            double near = Math.max(
                    vectors.get().get(0).similarity(candidate),
                    vectors.get().get(1).similarity(candidate));
            nearness.merge(candidates.get(i).asked(), near, Math::max);
        }
        if (YES_NO.matcher(question.strip()).find()) {
            // Where a thing is, or that there is one, is no answer to what is asked of it.
            nearness.keySet().removeAll(Set.of(Asked.WHERE, Asked.EXISTS, Asked.WHAT));
        }
        Map.Entry<Asked, Double> best =
                nearness.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        boolean clear =
                best.getValue() >= NEAR && best.getValue() >= nearness.getOrDefault(Asked.CANNOT, 0.0) + CLEARLY;
        if (!clear || best.getKey() == Asked.CANNOT) {
            return best.getKey() == Asked.CANNOT && best.getValue() >= NEAR ? read.meaning(List.of(), List.of()) : read;
        }
        String note = "\"" + question.strip() + "\" was taken, by its meaning, as asking for: " + best.getKey() + ".";
        return read.meaning(goals(best.getKey(), read.things(), question), List.of(note));
    }

    private static List<Goal> goals(Asked asked, List<Target> things, String said) {
        return switch (asked) {
            case WHAT, DESCRIBE, CODE, COMPARE -> List.of(Goal.of(asked, List.of(), said));
            case REDACT ->
                things.stream().map(t -> Goal.of(asked, t, "blur", said)).toList();
            case READ ->
                List.of(Goal.of(
                        asked, things.stream().filter(t -> !t.is(Sort.TEXT)).toList(), said));
            default ->
                things.isEmpty()
                        ? List.of()
                        : things.stream()
                                .map(t -> Goal.of(asked, List.of(t), said))
                                .toList();
        };
    }

    private static String masked(String question, List<Target> things, String mask) {
        String text = question.toLowerCase(Locale.ROOT);
        for (Target thing : things) {
            boolean telling = thing.is(Sort.TEXT) || thing.is(Sort.CODE) || thing.is(Sort.PICTURE);
            text = telling ? text : text.replace(thing.written(), mask);
        }
        return text;
    }

    private static Optional<List<Value.Embedding>> embed(
            List<String> texts, String language, ToolRegistry tools, ToolContext context) {
        Argument.Ref ref = new Argument.Ref("texts");
        Optional<Fit> fit = new ToolSearch(tools)
                .fit(
                        Capability.EMBED,
                        List.of(new Given(ref, Kind.listOf(Kind.TEXT))),
                        List.of(Setting.of("language", TextNode.valueOf(language))
                                .ifThere()));
        if (fit.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Value> arguments = new LinkedHashMap<>();
        fit.get()
                .with()
                .forEach((port, argument) -> arguments.put(
                        port,
                        argument instanceof Argument.Literal literal
                                ? ValueJson.fromJson(literal.json(), Kind.TEXT)
                                : Value.ListOf.texts(texts)));
        ToolResult result = tools.call(new ToolCall(fit.get().tool().name(), arguments), context);
        if (!(result instanceof ToolResult.Success success)
                || !(success.value() instanceof Value.ListOf list)
                || list.items().size() != texts.size()) {
            return Optional.empty();
        }
        List<Value.Embedding> vectors = new ArrayList<>();
        for (Value item : list.items()) {
            if (!(item instanceof Value.Embedding vector)) {
                return Optional.empty();
            }
            vectors.add(vector);
        }
        return Optional.of(vectors);
    }
}
