package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.eyes4j.agent.language.Lines;

/** English words by what they do in a statement, from {@code words-en.txt}. */
final class EnglishWords {
    private static final Map<String, Map<String, String>> ALL = load();

    /** The colour tool's names of colours. */
    static final Map<String, String> COLOURS = tag("colour");

    static final Map<String, Rank> MOST = values("most", Rank::valueOf);
    static final Map<String, Rank> MORE = values("more", Rank::valueOf);
    static final List<String> ORDINALS =
            List.of("", "first", "second", "third", "fourth", "fifth", "sixth", "7th", "8th", "9th", "10th");

    /** Bearings by the words that say them; those that begin alike longest first. */
    static final List<Map.Entry<String, Bearing>> BEARINGS =
            List.copyOf(new ArrayList<>(values("bearing", Bearing::valueOf).entrySet()));

    static final Set<String> BE = tag("be").keySet();

    /** What says no more than that something is somewhere, with or without a "be" before it. */
    static final Set<String> STAND = tag("stand").keySet();

    /** The same as verbs of their own. */
    static final Set<String> SIT = tag("sit").keySet();

    /** Said of what is there at all. */
    static final Set<String> THERE = tag("there").keySet();

    static final Set<String> SEE = tag("see").keySet();
    static final Set<String> SHOW = tag("show").keySet();
    static final Set<String> SAY = tag("say").keySet();
    static final Set<String> COVER = tag("cover").keySet();

    /** Function words: no noun begins or goes on with them. */
    static final Set<String> FUNCTION = tag("function").keySet();

    /** Words for parts of a picture. */
    static final Set<String> PARTS = tag("part").keySet();

    private static final Set<String> VERBS = tag("verb").keySet();

    private EnglishWords() {}

    private static Map<String, Map<String, String>> load() {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        for (String line : Lines.of(EnglishWords.class, "words-en.txt")) {
            int colon = line.indexOf(':');
            Map<String, String> words = new LinkedHashMap<>();
            for (String entry : line.substring(colon + 1).split(",")) {
                String[] parts = entry.strip().split("=", 2);
                words.put(parts[0], parts.length > 1 ? parts[1] : "");
            }
            all.put(line.substring(0, colon), Collections.unmodifiableMap(words));
        }
        return Collections.unmodifiableMap(all);
    }

    private static Map<String, String> tag(String tag) {
        return Objects.requireNonNull(ALL.get(tag), tag);
    }

    private static <T> Map<String, T> values(String tag, Function<String, T> read) {
        Map<String, T> values = new LinkedHashMap<>();
        tag(tag).forEach((word, value) -> values.put(word, read.apply(value)));
        return Collections.unmodifiableMap(values);
    }

    /** Whether a noun phrase may go on with this word. */
    static boolean mayBeNoun(Word word) {
        String text = word.text();
        return word.sort() == Word.Sort.WORD
                && !FUNCTION.contains(text)
                && !BE.contains(text)
                && !VERBS.contains(text)
                && !SAY.contains(text)
                && !COVER.contains(text)
                && !(SHOW.contains(text) && !text.equals("show"))
                && !(STAND.contains(text) && !text.equals("set"))
                && !text.endsWith("ly");
    }
}
