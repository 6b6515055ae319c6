package org.eyes4j.agent.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chinese names of things in both scripts, with the English word that detectors know them by. Immutable. */
public final class ChineseNouns {
    private record Entry(String simplified, String traditional, String measureSimplified, String measureTraditional) {}

    private final Map<String, Entry> byEnglish = new LinkedHashMap<>();
    private final Map<String, String> english = new HashMap<>();
    private final Map<Character, Character> fold = new HashMap<>();
    private int longest = 1;

    public ChineseNouns() {
        for (String line : Lines.of(ChineseNouns.class, "fold-zh.txt")) {
            for (String pair : line.split(" ")) {
                fold.put(pair.charAt(0), pair.charAt(1));
            }
        }
        for (String line : Lines.of(ChineseNouns.class, "nouns-zh.txt")) {
            String[] parts = line.split("\t");
            List<String> words = new ArrayList<>(List.of(parts[1].split(",")));
            byEnglish.put(parts[0], new Entry(words.get(0), parts[2], parts[3], parts[4]));
            words.add(fold(parts[2]));
            for (String word : words) {
                String key = fold(word.toLowerCase(java.util.Locale.ROOT));
                english.putIfAbsent(key, parts[0]);
                longest = Math.max(longest, key.length());
            }
        }
    }

    /** Traditional characters as simplified ones; others as they are. */
    public String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            folded.append(fold.getOrDefault(c, c).charValue());
        }
        return folded.toString();
    }

    /** Traditional when any character of it is written otherwise in simplified. */
    public Script script(String text) {
        return fold(text).equals(text) ? Script.SIMPLIFIED : Script.TRADITIONAL;
    }

    public Optional<String> english(String folded) {
        return Optional.ofNullable(english.get(folded));
    }

    public int longest() {
        return longest;
    }

    /** A label in a script; the label itself where there is no name for it. */
    public String name(String label, Script script) {
        Entry entry = byEnglish.get(label);
        return entry == null ? label : script == Script.TRADITIONAL ? entry.traditional() : entry.simplified();
    }

    /** The measure word that counts such things. */
    public String measure(String label, Script script) {
        Entry entry = byEnglish.get(label);
        if (entry == null) {
            return script == Script.TRADITIONAL ? "個" : "个";
        }
        return script == Script.TRADITIONAL ? entry.measureTraditional() : entry.measureSimplified();
    }
}
