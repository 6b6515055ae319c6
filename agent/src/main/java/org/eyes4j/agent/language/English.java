package org.eyes4j.agent.language;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** English word forms: singulars and plurals of nouns, inflections of verbs. */
public final class English {
    private static final Map<String, String> IRREGULAR = Map.ofEntries(
            Map.entry("people", "person"),
            Map.entry("men", "man"),
            Map.entry("women", "woman"),
            Map.entry("children", "child"),
            Map.entry("mice", "mouse"),
            Map.entry("geese", "goose"),
            Map.entry("feet", "foot"),
            Map.entry("teeth", "tooth"),
            Map.entry("knives", "knife"),
            Map.entry("wolves", "wolf"),
            Map.entry("leaves", "leaf"),
            Map.entry("shelves", "shelf"),
            Map.entry("halves", "half"),
            Map.entry("oxen", "ox"),
            Map.entry("skis", "ski"),
            Map.entry("shoes", "shoe"),
            Map.entry("movies", "movie"),
            Map.entry("zombies", "zombie"),
            Map.entry("cookies", "cookie"),
            Map.entry("selfies", "selfie"));
    private static final Set<String> SAME =
            Set.of("sheep", "fish", "deer", "scissors", "bus", "lens", "gas", "series", "species", "chess");
    private static final Map<String, String> PAST = Map.of(
            "hide", "hidden", "take", "taken", "show", "shown", "see", "seen", "find", "found", "say", "said", "cut",
            "cut", "read", "read", "keep", "kept", "hold", "held");

    private English() {}

    public static String singular(String word) {
        int space = word.lastIndexOf(' ');
        if (space >= 0) {
            return word.substring(0, space + 1) + singular(word.substring(space + 1));
        }
        String known = IRREGULAR.get(word);
        if (known != null) {
            return known;
        }
        if (word.length() < 4 || SAME.contains(word) || !word.endsWith("s") || word.endsWith("ss")) {
            return word;
        }
        if (word.endsWith("us") || word.endsWith("is")) {
            return word;
        }
        if (word.endsWith("ies")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        if (word.matches(".*(ss|sh|ch|x|zz|bus|oes)es|.*(tomato|potato|hero|bus|glass)es")) {
            return word.substring(0, word.length() - 2);
        }
        return word.endsWith("toes") || word.endsWith("xes")
                ? word.substring(0, word.length() - 2)
                : word.substring(0, word.length() - 1);
    }

    public static String plural(String word) {
        int space = word.lastIndexOf(' ');
        if (space >= 0) {
            return word.substring(0, space + 1) + plural(word.substring(space + 1));
        }
        for (Map.Entry<String, String> entry : IRREGULAR.entrySet()) {
            if (entry.getValue().equals(word)) {
                return entry.getKey();
            }
        }
        if (word.equals("bus") || word.equals("lens") || word.equals("gas")) {
            return word + "es";
        }
        if (SAME.contains(word) || word.equals("skis")) {
            return word;
        }
        if (word.endsWith("y") && word.length() > 1 && "aeiou".indexOf(word.charAt(word.length() - 2)) < 0) {
            return word.substring(0, word.length() - 1) + "ies";
        }
        return word.matches(".*(s|sh|ch|x|z)|tomato|potato|hero") ? word + "es" : word + "s";
    }

    /** "a cat", "an apple"; "scissors" and the like stand alone. */
    public static String withArticle(String noun) {
        if (noun.equals("scissors") || noun.equals("skis") || noun.equals("glasses")) {
            return noun;
        }
        boolean vowel = noun.matches("[aeio].*|u(?!ni|se|ti|ke|kr|q|r[aeiou]).*|hour.*|honest.*");
        return (vowel ? "an " : "a ") + noun;
    }

    /** A verb phrase with its first word in all forms: cut out, cuts out, cutting out. */
    public static List<String> inflect(String phrase) {
        int space = phrase.indexOf(' ');
        String verb = space < 0 ? phrase : phrase.substring(0, space);
        String rest = space < 0 ? "" : phrase.substring(space);
        Set<String> forms = new LinkedHashSet<>();
        forms.add(verb);
        char last = verb.charAt(verb.length() - 1);
        if (last == 'e') {
            forms.add(verb + "s");
            forms.add(verb + "d");
            forms.add(verb.substring(0, verb.length() - 1) + "ing");
        } else if (last == 'y' && verb.length() > 1 && "aeiou".indexOf(verb.charAt(verb.length() - 2)) < 0) {
            forms.add(verb.substring(0, verb.length() - 1) + "ies");
            forms.add(verb.substring(0, verb.length() - 1) + "ied");
            forms.add(verb + "ing");
        } else {
            forms.add(verb + (verb.matches(".*(s|sh|ch|x|z)") ? "es" : "s"));
            forms.add(verb + "ed");
            forms.add(verb + "ing");
            if (verb.matches(".*[^aeiou][aeiou][bdglmnprt]")) {
                forms.add(verb + last + "ed");
                forms.add(verb + last + "ing");
            }
        }
        String past = PAST.get(verb);
        if (past != null) {
            forms.removeIf(form -> form.endsWith("ed") && !form.equals(verb));
            forms.add(past);
        }
        return forms.stream().map(form -> form + rest).toList();
    }
}
