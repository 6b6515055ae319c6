package org.eyes4j.vision.detect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Words and what labels they stand for, read from this package's tables. Immutable. */
final class Lexicon {
    /** Word (folded) → labels. */
    private final Map<String, Set<String>> labels = new TreeMap<>();

    private Lexicon() {}

    static Lexicon read() {
        Lexicon lexicon = new Lexicon();
        for (String[] row : rows("words.tsv")) {
            for (String word : row[1].split(",")) {
                lexicon.add(word, List.of(row[0].strip()));
            }
        }
        for (String[] row : rows("groups.tsv")) {
            List<String> group =
                    Arrays.stream(row[1].split(",")).map(String::strip).toList();
            for (String word : row[0].split(",")) {
                lexicon.add(word, group);
            }
        }
        return lexicon;
    }

    /** The labels a word stands for, of those given; empty when it is not in the tables. */
    Set<String> labelsOf(String word, Collection<String> vocabulary) {
        for (String form : forms(word)) {
            Set<String> found = new LinkedHashSet<>();
            for (String label : vocabulary) {
                if (fold(label).equals(form)) {
                    found.add(label);
                }
            }
            if (found.isEmpty()) {
                Set<String> meant = labels.getOrDefault(form, Set.of());
                for (String label : vocabulary) {
                    if (meant.contains(label) || isOneOf(meant, label)) {
                        found.add(label);
                    }
                }
            }
            if (!found.isEmpty()) {
                return found;
            }
        }
        return Set.of();
    }

    /** Vocabularies name one thing differently: one's "airplane" is the other's "aeroplane". */
    private boolean isOneOf(Set<String> meant, String label) {
        Set<String> same = labels.getOrDefault(fold(label), Set.of());
        return same.size() == 1 && meant.containsAll(same);
    }

    /** The word as it stands and its likely singulars, without an article. */
    static List<String> forms(String word) {
        String folded = fold(word).replaceFirst("^(a|an|the|any|some|this|that|these|those)\\s+", "");
        List<String> forms = new ArrayList<>(List.of(folded));
        if (folded.endsWith("ies") && folded.length() > 4) {
            forms.add(folded.substring(0, folded.length() - 3) + "y");
        }
        if (folded.endsWith("ves") && folded.length() > 4) {
            forms.add(folded.substring(0, folded.length() - 3) + "fe");
            forms.add(folded.substring(0, folded.length() - 3) + "f");
        }
        if (folded.endsWith("es") && folded.length() > 3) {
            forms.add(folded.substring(0, folded.length() - 2));
        }
        if (folded.endsWith("s") && folded.length() > 2) {
            forms.add(folded.substring(0, folded.length() - 1));
        }
        return forms;
    }

    private void add(String word, Collection<String> some) {
        labels.computeIfAbsent(fold(word), w -> new LinkedHashSet<>()).addAll(some);
    }

    private static String fold(String word) {
        return word.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", " ");
    }

    private static List<String[]> rows(String resource) {
        try (InputStream in = Lexicon.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The table " + resource + " is missing from the build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\t", 2))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
