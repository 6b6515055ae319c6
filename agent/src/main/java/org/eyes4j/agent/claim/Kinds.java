package org.eyes4j.agent.claim;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eyes4j.agent.language.English;
import org.eyes4j.agent.language.Lines;

/** What people call the things that detectors name. Immutable. */
final class Kinds {
    private final Map<String, String> labels = new HashMap<>();
    private final Map<String, Set<String>> groups = new HashMap<>();

    Kinds() {
        for (String line : Lines.of(Kinds.class, "kinds.txt")) {
            int colon = line.indexOf(':');
            List<String> words = Arrays.stream(line.substring(colon + 1).split(","))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .toList();
            if (line.startsWith("* ")) {
                groups.put(line.substring(2, colon), Set.copyOf(words));
            } else {
                String label = line.substring(0, colon);
                labels.put(label, label);
                words.forEach(word -> labels.put(word, label));
            }
        }
    }

    /** Whether a noun of one or more words, singular or plural, is one that is known. */
    boolean knows(String words) {
        return labels.containsKey(words) || groups.containsKey(words) || isKnown(English.singular(words));
    }

    private boolean isKnown(String noun) {
        return labels.containsKey(noun) || groups.containsKey(noun);
    }

    /** One form of all names of a kind: singular, as detectors say it; the singular itself where none is known. */
    String canonical(String words) {
        String plain = words.toLowerCase(Locale.ROOT).strip().replace('_', ' ');
        String direct = labels.get(plain);
        if (direct != null) {
            return direct;
        }
        if (groups.containsKey(plain)) {
            return plain;
        }
        String noun = English.singular(plain);
        return labels.getOrDefault(noun, noun);
    }

    /** Whether it is a word for many kinds at once. */
    boolean isGroup(String noun) {
        return groups.containsKey(noun);
    }

    /** The kinds that a word for many stands for, as detectors say them. */
    Set<String> members(String group) {
        return groups.getOrDefault(group, Set.of()).stream()
                .map(this::canonical)
                .collect(Collectors.toSet());
    }
}
