package org.eyes4j.agent.dialogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eyes4j.agent.answer.Answer;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.answer.Claims;
import org.eyes4j.agent.answer.Evidence;
import org.eyes4j.agent.answer.Speech;
import org.eyes4j.agent.language.Script;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.prompts.Language;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** What a run found, told from its values without anybody's words: for when a language model has none. */
final class ValueTelling {
    private static final int MOST_ITEMS = 12;

    private final Speech speech;
    private final List<Claim> claims = new ArrayList<>();

    private ValueTelling(Speech speech) {
        this.speech = speech;
    }

    /** Of each output of the plan, or of each step that ended well where no output is there. */
    static Answer of(RunResult result, Language language) {
        Script script = language == Language.ENGLISH ? Script.ENGLISH : Script.TRADITIONAL;
        ValueTelling telling =
                new ValueTelling(java.util.Objects.requireNonNull(Speech.all().get(script)));
        Map<String, String> steps = new LinkedHashMap<>();
        result.plan().outputs().forEach((name, ref) -> {
            if (!ref.isInput() && result.value(ref).isPresent()) {
                steps.putIfAbsent(ref.name(), name);
            }
        });
        if (steps.isEmpty()) {
            Set<String> done = new LinkedHashSet<>(result.values().keySet());
            done.forEach(step -> steps.put(step, step));
        }
        steps.forEach((step, name) -> result.value(new Argument.Ref(step)).ifPresent(v -> telling.tell(name, step, v)));
        if (telling.claims.isEmpty()) {
            boolean english = language == Language.ENGLISH;
            telling.claims.add(Claims.unknown(english ? "Nothing was found out." : "沒有查到任何結果。", List.of()));
        }
        return new Answer(telling.claims);
    }

    private void tell(String name, String step, Value value) {
        List<Evidence> evidence = new ArrayList<>();
        String text = text(value, step, evidence);
        boolean chinese = speech.script().isChinese();
        String sentence = name.replace('_', ' ') + (chinese ? "：" : ": ") + text + (chinese ? "。" : ".");
        claims.add(Claims.supported(sentence, evidence.isEmpty() ? Claims.step(step) : evidence));
    }

    private String text(Value value, String step, List<Evidence> evidence) {
        if (value instanceof Value.Number number) {
            String digits = number.value() == Math.rint(number.value()) && Math.abs(number.value()) < 1e15
                    ? Long.toString((long) number.value())
                    : Double.toString(number.value());
            evidence.add(Claims.number(digits, step));
            return number.unit().isEmpty() ? digits : digits + " " + number.unit();
        } else if (value instanceof Value.Text text) {
            evidence.add(Claims.text(text.text(), step));
            return speech.quoted(text.text().lines().toList());
        } else if (value instanceof Value.Flag flag) {
            return flag.value()
                    ? speech.script().isChinese() ? "是" : "yes"
                    : speech.script().isChinese() ? "否" : "no";
        } else if (value instanceof Value.Detections detections) {
            evidence.addAll(Claims.regions(detections.regions(), step));
            return regions(detections.regions());
        } else if (value instanceof Value.Classification classes
                && !classes.entries().isEmpty()) {
            return classes.entries().get(0).label();
        } else if (value instanceof Value.ListOf list) {
            List<String> items = list.items().stream()
                    .limit(MOST_ITEMS)
                    .map(item -> text(item, step, evidence))
                    .toList();
            return items.isEmpty() ? speech.script().isChinese() ? "無" : "none" : String.join("; ", items);
        } else if (value instanceof Value.Record fields) {
            List<String> items = new ArrayList<>();
            fields.fields().forEach((field, v) -> items.add(field + " " + text(v, step, evidence)));
            return String.join(", ", items);
        }
        return value.kind().toString();
    }

    private String regions(List<Region> regions) {
        if (regions.isEmpty()) {
            return speech.script().isChinese() ? "無" : "none";
        }
        List<String> texts = regions.stream()
                .map(Region::text)
                .filter(java.util.Objects::nonNull)
                .toList();
        return texts.size() == regions.size()
                ? speech.quoted(texts)
                : speech.inventory(regions.stream().map(Region::label).toList());
    }
}
