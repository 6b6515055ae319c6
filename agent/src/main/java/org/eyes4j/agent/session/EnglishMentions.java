package org.eyes4j.agent.session;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eyes4j.agent.language.English;
import org.eyes4j.agent.session.Mention.Flag;
import org.eyes4j.agent.session.Mention.Place;
import org.eyes4j.agent.session.Mention.Sort;

/** Finds what an English question refers to things by. Knows the nouns it is made with, and no others. Immutable. */
final class EnglishMentions {
    static final Map<String, Integer> ORDINALS = Map.ofEntries(
            Map.entry("first", 1),
            Map.entry("1st", 1),
            Map.entry("second", 2),
            Map.entry("2nd", 2),
            Map.entry("third", 3),
            Map.entry("3rd", 3),
            Map.entry("fourth", 4),
            Map.entry("4th", 4),
            Map.entry("fifth", 5),
            Map.entry("5th", 5),
            Map.entry("sixth", 6),
            Map.entry("seventh", 7),
            Map.entry("eighth", 8),
            Map.entry("ninth", 9),
            Map.entry("tenth", 10),
            Map.entry("last", -1));
    private static final Map<String, Place> PLACES = Map.ofEntries(
            Map.entry("leftmost", Place.LEFT),
            Map.entry("left", Place.LEFT),
            Map.entry("left-hand", Place.LEFT),
            Map.entry("rightmost", Place.RIGHT),
            Map.entry("right", Place.RIGHT),
            Map.entry("right-hand", Place.RIGHT),
            Map.entry("topmost", Place.TOP),
            Map.entry("top", Place.TOP),
            Map.entry("upper", Place.TOP),
            Map.entry("highest", Place.TOP),
            Map.entry("lowest", Place.BOTTOM),
            Map.entry("bottom", Place.BOTTOM),
            Map.entry("lower", Place.BOTTOM),
            Map.entry("middle", Place.MIDDLE),
            Map.entry("centre", Place.MIDDLE),
            Map.entry("center", Place.MIDDLE),
            Map.entry("largest", Place.LARGEST),
            Map.entry("biggest", Place.LARGEST),
            Map.entry("larger", Place.LARGEST),
            Map.entry("bigger", Place.LARGEST),
            Map.entry("smallest", Place.SMALLEST),
            Map.entry("smaller", Place.SMALLEST),
            Map.entry("tallest", Place.TALLEST),
            Map.entry("taller", Place.TALLEST),
            Map.entry("shortest", Place.SHORTEST),
            Map.entry("widest", Place.WIDEST),
            Map.entry("narrowest", Place.NARROWEST));
    static final Map<String, Integer> NUMBERS =
            Map.of("two", 2, "three", 3, "four", 4, "five", 5, "six", 6, "2", 2, "3", 3, "4", 4, "5", 5);
    private static final String COLOUR =
            "red|green|blue|yellow|black|white|grey|gray|orange|purple|pink|brown|beige|turquoise|golden|silver";
    private static final Set<String> COLOURS = Set.of(COLOUR.split("\\|"));
    /** Superlatives and counts need no noun behind them; "the left" is a place. */
    private static final String ALONE =
            "(?:both|first|second|third|fourth|fifth|last|other|others|[a-z]{1,10}most|largest|biggest|smallest|tallest|widest|two"
                    + "|three|bigger|larger|smaller|taller)";

    private static final String BEHIND =
            "(?=\\s*(?:[?.!,;]|$)|\\s+(?:is|are|was|were|do|does|has|have|and|or|than|too|also|instead|looks?|says?|please|from)\\b)";
    static final Pattern ID = Pattern.compile(
            "(?:\\bthe\\s+)?(?:\\bregions?\\s+#?|#)((?:m|[r-z]{1,4})\\d{1,6})\\b|\\b((?:m|[r-z]{1,4})\\d{1,6})\\b");
    private static final Pattern PRONOUN = Pattern.compile(
            "\\b(itself|its|it|theirs|their|they|them|he|him|his|she|hers|her|(?:this|that) one|(?:these|those) ones)\\b"
                    + "|\\b(this|that|these|those)\\b(?=\\s*(?:[?!.,;]|$)|\\s+(?:is|are)\\b)",
            CASE_INSENSITIVE);
    private static final Pattern IS = Pattern.compile("\\b(?:is|are|was|were)\\s+$", CASE_INSENSITIVE);
    private static final Pattern WHICH = Pattern.compile("\\bwhich (?:ones?)\\b", CASE_INSENSITIVE);
    /** Where the first noun phrase of the question itself stands, what follows may refer to that. */
    private static final Pattern OWN_THING = Pattern.compile(
            "\\b(?:the|a|an|any|that|this|some|every)\\s+(?!(?:colou?rs?|size|position|location|place|background|name|text|number"
                    + "|height|width|mask|outline|shape|picture|image|photo|left|right|top|bottom|middle|same|mood|pose|area"
                    + "|percentage|share|other|first|second|third|one|two)\\b)[a-z]+",
            CASE_INSENSITIVE);

    private static final Pattern ASKS_WHAT = Pattern.compile(
            "^\\s*what(?:'s| is| are| do you see)? (?:this|that|these|those|it)\\s*\\??\\s*$", CASE_INSENSITIVE);

    private final Pattern phrase;
    private final Pattern known;

    /** @param nouns that a thing of the conversation may be called by, singular */
    EnglishMentions(Set<String> nouns) {
        Set<String> forms = new LinkedHashSet<>(Noun.THINGS);
        forms.addAll(nouns);
        Set<String> all = new LinkedHashSet<>(forms);
        forms.forEach(noun -> all.add(English.plural(noun)));
        String alternatives = alternatives(all);
        this.known = Pattern.compile("\\b(?:" + alternatives(plurals(nouns)) + ")\\b", CASE_INSENSITIVE);
        String mods = "(?:" + alternatives(ORDINALS.keySet()) + "|" + alternatives(PLACES.keySet()) + "|"
                + alternatives(NUMBERS.keySet()) + "|" + COLOUR + "|same|other|others)";
        this.phrase = Pattern.compile(
                "\\b(?<det>the|that|this|those|these|both(?:\\s+of)?(?:\\s+(?:the|those|these))?"
                        + "|all(?:\\s+of)?(?:\\s+(?:the|those|these)))"
                        + "(?<mods>(?:\\s+" + mods + "\\b)*)"
                        + "(?:\\s+(?<noun>" + alternatives + ")\\b|(?<=\\b" + ALONE + ")" + BEHIND + ")"
                        + "(?<post>(?:\\s+(?:counted|counting))?\\s+(?:from|on|at|in|to)\\s+the\\s+(?:very\\s+|far\\s+)?"
                        + "(?<side>left|right|top|bottom|middle|centre|center)(?:\\s+side)?\\b)?",
                CASE_INSENSITIVE);
    }

    private static Set<String> plurals(Set<String> nouns) {
        Set<String> all = new LinkedHashSet<>(nouns);
        nouns.forEach(noun -> all.add(English.plural(noun)));
        all.add("\u0000");
        return all;
    }

    private static String alternatives(Set<String> words) {
        return words.stream()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(w -> w))
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
    }

    /** The references of a question, in their order. */
    List<Mention> find(String question) {
        List<Mention> mentions = new ArrayList<>();
        Matcher id = ID.matcher(question);
        while (id.find()) {
            String name = id.group(1) != null ? id.group(1) : id.group(2);
            boolean sure = id.group(1) != null;
            mentions.add(new Mention(
                    id.start(),
                    id.end(),
                    id.group(),
                    Sort.ID,
                    new Noun(name),
                    "",
                    false,
                    Place.NONE,
                    0,
                    "",
                    0,
                    sure ? Set.of(Flag.POINTS) : Set.of()));
        }
        Matcher which = WHICH.matcher(question);
        while (which.find()) {
            add(mentions, Mention.plain(which.start(), which.end(), which.group(), Sort.GROUP, true, Set.of()));
        }
        Matcher np = phrase.matcher(question);
        while (np.find()) {
            // "Which is the largest?" asks for what is largest, and does not speak of it.
            boolean said = np.group("noun") == null
                    && np.group("mods").strip().matches("(?i)[a-z]+(?:est|most|er)")
                    && IS.matcher(question.substring(0, np.start())).find();
            if (!said) {
                add(mentions, thing(np));
            }
        }
        if (!ASKS_WHAT.matcher(question).matches()) {
            Matcher pronoun = PRONOUN.matcher(question);
            while (pronoun.find() && !ownThing(question.substring(0, pronoun.start()))) {
                add(mentions, pronoun(question, pronoun));
            }
        }
        mentions.sort(Comparator.comparingInt(Mention::start));
        return mentions;
    }

    private static void add(List<Mention> mentions, Mention mention) {
        if (mentions.stream().noneMatch(m -> m.start() < mention.end() && mention.start() < m.end())) {
            mentions.add(mention);
        }
    }

    /** Whether words before a pronoun name what it may stand for. */
    private boolean ownThing(String before) {
        return OWN_THING.matcher(before).find() || known.matcher(before).find();
    }

    private static Mention pronoun(String question, Matcher found) {
        String word = found.group().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        if (word.matches("its|their|his|her|hers|theirs") && !(word.equals("her") && ends(question, found.end()))) {
            flags.add(Flag.POSSESSIVE);
        }
        if (word.matches("he|him|his|she|her|hers")) {
            flags.add(Flag.PERSON);
        }
        boolean plural = word.matches("they|them|their|theirs|these|those|these ones|those ones");
        return Mention.plain(found.start(), found.end(), found.group(), Sort.PRONOUN, plural, flags);
    }

    private static boolean ends(String text, int at) {
        return text.substring(at).matches("\\s*[?.!,;]?\\s*");
    }

    private static Place place(String word) {
        return PLACES.getOrDefault(word, Place.NONE);
    }

    private static Mention thing(Matcher np) {
        String det = np.group("det").toLowerCase(Locale.ROOT);
        String written = np.group("noun") == null ? "" : np.group("noun").toLowerCase(Locale.ROOT);
        String singular = English.singular(written);
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        boolean same = false;
        Place place = Place.NONE;
        int index = 0;
        int many = 0;
        String colour = "";
        boolean others = false;
        for (String word : np.group("mods").strip().toLowerCase(Locale.ROOT).split("\\s+")) {
            if (word.isEmpty()) {
                continue;
            }
            if (ORDINALS.containsKey(word)) {
                index = ORDINALS.get(word);
            } else if (NUMBERS.containsKey(word)) {
                many = NUMBERS.get(word);
            } else if (PLACES.containsKey(word)) {
                place = place(word);
            } else if (COLOURS.contains(word)) {
                colour = word;
            } else if (word.equals("same")) {
                same = true;
            } else {
                flags.add(Flag.OTHER);
                others |= word.equals("others");
            }
        }
        if (np.group("side") != null && place == Place.NONE) {
            place = place(np.group("side").toLowerCase(Locale.ROOT));
        }
        if (place != Place.NONE && index == 0) {
            index = 1;
        } else if (place == Place.NONE && index != 0) {
            place = Place.LEFT;
        }
        if (det.startsWith("both")) {
            flags.add(Flag.BOTH);
        }
        if (det.matches("that|this|those|these") || same) {
            flags.add(Flag.POINTS);
        }
        boolean plural = !written.isEmpty() && !written.equals(singular)
                || det.matches("those|these|both.*|all.*")
                || many > 1
                || others;
        return new Mention(
                np.start(),
                np.end(),
                np.group(),
                Sort.THING,
                noun(singular),
                written,
                plural,
                place,
                index,
                colour,
                many,
                flags);
    }

    private static Noun noun(String singular) {
        return singular.isEmpty() || singular.equals("one") ? Noun.ANY : new Noun(singular);
    }
}
