package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;

/** What a run found, as claims are held against it: its things once each, what was looked for, what was read. Immutable. */
final class Scene {
    private static final Set<String> NAMELESS = Set.of("segment", "change", "region", "square");

    private final RunResult result;
    private final Kinds kinds;
    private final Function<String, Collection<String>> vocabulary;
    private final List<Seen> things;
    private final Map<String, Set<String>> asked = new HashMap<>();
    private final String picture;

    private Scene(RunResult result, Kinds kinds, Function<String, Collection<String>> vocabulary, String picture) {
        this.result = result;
        this.kinds = kinds;
        this.vocabulary = vocabulary;
        this.picture = picture;
        this.things = gather();
        each((step, detections) -> {
            Search search = detections.search();
            if (search != null) {
                search.matched()
                        .forEach((word, labels) -> asked.computeIfAbsent(kinds.canonical(word), w -> new HashSet<>())
                                .addAll(labels.stream().map(kinds::canonical).toList()));
            }
        });
    }

    /**
     * All of a run.
     *
     * @param vocabulary the labels that a model of a closed vocabulary knows, by its name; empty where it is not known
     */
    static Scene of(RunResult result, Kinds kinds, Function<String, Collection<String>> vocabulary) {
        return new Scene(result, kinds, vocabulary, "");
    }

    /** The same run in one picture, counted from 1; all of it for 0 and where there is no such picture. */
    Scene in(int number) {
        List<String> pictures = pictures().stream().map(i -> i.frame().image()).toList();
        return number < 1 || number > pictures.size()
                ? this
                : new Scene(result, kinds, vocabulary, pictures.get(number - 1));
    }

    List<Value.Image> pictures() {
        return result.inputs().values().stream()
                .filter(Value.Image.class::isInstance)
                .map(Value.Image.class::cast)
                .filter(image -> picture.isEmpty() || image.frame().image().equals(picture))
                .toList();
    }

    Optional<Value.Image> picture(Frame frame) {
        return pictures().stream()
                .filter(image -> image.frame().image().equals(frame.image()))
                .findFirst();
    }

    RunResult result() {
        return result;
    }

    Kinds kinds() {
        return kinds;
    }

    /** Everything that was found, once each. */
    List<Seen> things() {
        return things;
    }

    private List<Seen> gather() {
        Map<String, String> steps = new LinkedHashMap<>();
        each((step, detections) -> detections.regions().forEach(region -> steps.putIfAbsent(region.id(), step)));
        List<Seen> all = new ArrayList<>();
        for (FoundRegion found : FoundRegion.of(result)) {
            Seen seen = new Seen(
                    found.region(),
                    found.picture(),
                    steps.getOrDefault(found.region().id(), ""));
            if (!picture.isEmpty() && !seen.frame().image().equals(picture)) {
                continue;
            }
            boolean known = all.stream().anyMatch(other -> !other.step().equals(seen.step()) && other.isLike(seen));
            if (!known) {
                all.add(seen);
            }
        }
        return all;
    }

    /** The things that a noun names. */
    List<Seen> named(String noun) {
        return things.stream().filter(seen -> names(noun, seen)).toList();
    }

    /** Whether a thing may be called by a noun. */
    boolean names(String noun, Seen seen) {
        String label = kinds.canonical(seen.region().label());
        String wanted = kinds.canonical(noun);
        if (wanted.equals(Phrase.THING)) {
            return !seen.isText() && !NAMELESS.contains(label) && !seen.isCode() && !label.equals("face");
        }
        if (wanted.equals("text")) {
            return seen.isText();
        }
        if (wanted.equals("code")) {
            return seen.isCode();
        }
        if (wanted.equals("qr_code") || wanted.equals("barcode")) {
            return label.equals(wanted)
                    || seen.isCode() && kinds.canonical(seen.region().label()).startsWith(wanted.substring(0, 2));
        }
        String word = seen.region().detection().attributes().getOrDefault("asked", "");
        return label.equals(wanted)
                || !word.isEmpty() && kinds.canonical(word).equals(wanted)
                || kinds.members(wanted).contains(label)
                || asked.getOrDefault(wanted, Set.of()).contains(label);
    }

    /** The step that looked for a noun in a whole picture and would have found it; empty where none did. */
    Optional<String> lookedFor(String noun) {
        String wanted = kinds.canonical(noun);
        if (wanted.equals(Phrase.THING)) {
            return everything();
        }
        if (kinds.isGroup(wanted)) {
            Set<String> members = kinds.members(wanted);
            List<Optional<String>> steps = members.stream().map(this::lookedFor).toList();
            return steps.stream().allMatch(Optional::isPresent)
                    ? steps.get(0)
                    : everything().filter(s -> !named(wanted).isEmpty());
        }
        String[] found = {""};
        each((step, detections) -> {
            if (found[0].isEmpty() && isWhole(detections.frame()) && covers(step, detections, wanted)) {
                found[0] = step;
            }
        });
        return found[0].isEmpty() ? Optional.empty() : Optional.of(found[0]);
    }

    /** The step that looked for everything that its model knows. */
    Optional<String> everything() {
        String[] found = {""};
        each((step, detections) -> {
            Search search = detections.search();
            if (found[0].isEmpty() && search != null && search.asked().isEmpty() && isWhole(detections.frame())) {
                found[0] = step;
            }
        });
        return found[0].isEmpty() ? Optional.empty() : Optional.of(found[0]);
    }

    private boolean covers(String step, Value.Detections detections, String noun) {
        String tool = result.plan().step(step).map(PlanStep::tool).orElse("");
        if (noun.equals("text") || noun.equals("sign") && false) {
            return tool.startsWith("read_text") || tool.equals("ocr");
        }
        if (noun.equals("code") || noun.equals("qr_code") || noun.equals("barcode")) {
            return tool.startsWith("read_codes");
        }
        if (noun.equals("face") && tool.equals("detect_faces")) {
            return true;
        }
        if (isFiltered(tool)) {
            return false;
        }
        Search search = detections.search();
        if (search == null) {
            return arguments(step).stream()
                            .anyMatch(word -> kinds.canonical(word).equals(noun))
                    || detections.regions().stream()
                            .anyMatch(r -> kinds.canonical(r.label()).equals(noun));
        }
        if (search.asked().isEmpty()) {
            boolean found = detections.regions().stream()
                    .anyMatch(r -> kinds.canonical(r.label()).equals(noun));
            return found
                    || search.closedVocabulary()
                            && vocabulary.apply(search.model()).stream()
                                    .anyMatch(label -> kinds.canonical(label).equals(noun));
        }
        boolean matched = search.matched().entrySet().stream()
                .anyMatch(e -> kinds.canonical(e.getKey()).equals(noun)
                        || e.getValue().stream()
                                .anyMatch(l -> kinds.canonical(l).equals(noun)));
        boolean unknown =
                search.unknown().stream().anyMatch(word -> kinds.canonical(word).equals(noun));
        boolean open = !search.closedVocabulary()
                && search.asked().stream()
                        .anyMatch(word -> kinds.canonical(word).equals(noun));
        return !unknown && (matched || open);
    }

    /** Tools that pass on some of what they are given. */
    private static boolean isFiltered(String tool) {
        return Set.of("select", "relate", "outside_of", "crop", "crop_each").contains(tool);
    }

    private List<String> arguments(String step) {
        List<String> words = new ArrayList<>();
        result.plan()
                .step(step)
                .ifPresent(s -> s.with().values().forEach(argument -> {
                    if (argument instanceof Argument.Literal literal) {
                        literal.json().forEach(item -> words.add(item.asText()));
                        if (literal.json().isTextual()) {
                            words.add(literal.json().asText());
                        }
                    }
                }));
        return words;
    }

    private boolean isWhole(Frame frame) {
        return (picture.isEmpty() || frame.image().equals(picture))
                && pictures().stream()
                        .filter(image -> image.frame().isRelatedTo(frame))
                        .allMatch(image -> frame.to(image.frame())
                                        .apply(frame.bounds())
                                        .intersectionArea(image.frame().bounds())
                                >= 0.9 * image.frame().bounds().area());
    }

    /** What was read, line by line in reading order, with the step that read it. */
    List<Seen> lines() {
        return things.stream()
                .filter(seen -> seen.isText() && seen.region().text() != null)
                .toList();
    }

    /** Texts that reading tools gave as plain text, by step. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        result.values().forEach((step, value) -> {
            String tool = result.plan().step(step).map(PlanStep::tool).orElse("");
            if (tool.startsWith("read") || tool.equals("text_of") || tool.equals("ocr") || tool.equals("concat")) {
                collect(value, step, texts);
            }
        });
        return texts;
    }

    /** Texts that models or rules wrote of a picture, by step. */
    Map<String, String> told() {
        Map<String, String> texts = new LinkedHashMap<>();
        result.values().forEach((step, value) -> {
            String tool = result.plan().step(step).map(PlanStep::tool).orElse("");
            if (!tool.startsWith("read")
                    && !tool.equals("text_of")
                    && !tool.equals("ocr")
                    && !tool.equals("compare_items")) {
                collect(value, step, texts);
            }
        });
        return texts;
    }

    private static void collect(Value value, String step, Map<String, String> texts) {
        if (value instanceof Value.Text text) {
            texts.merge(step, text.text(), (a, b) -> a + "\n" + b);
        } else if (value instanceof Value.ListOf list) {
            list.items().forEach(item -> collect(item, step, texts));
        } else if (value instanceof Value.Record fields && fields.fields().get("text") instanceof Value.Text text) {
            texts.merge(step, text.text(), (a, b) -> a + "\n" + b);
        }
    }

    /** Values of a type, by step. */
    <V extends Value> Map<String, V> values(Class<V> type) {
        Map<String, V> values = new LinkedHashMap<>();
        result.values().forEach((step, value) -> {
            if (type.isInstance(value)) {
                values.put(step, type.cast(value));
            }
        });
        return values;
    }

    String tool(String step) {
        return result.plan().step(step).map(PlanStep::tool).orElse("").toLowerCase(Locale.ROOT);
    }

    private interface Each {
        void take(String step, Value.Detections detections);
    }

    private void each(Each each) {
        result.values().forEach((step, value) -> each(step, value, each));
    }

    private static void each(String step, Value value, Each each) {
        if (value instanceof Value.Detections detections) {
            each.take(step, detections);
        } else if (value instanceof Value.ListOf list) {
            list.items().forEach(item -> each(step, item, each));
        } else if (value instanceof Value.Record fields) {
            fields.fields().values().forEach(item -> each(step, item, each));
        }
    }
}
