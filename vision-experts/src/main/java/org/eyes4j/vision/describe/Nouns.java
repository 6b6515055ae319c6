package org.eyes4j.vision.describe;

import java.util.List;
import java.util.Map;

/** English for counted things. */
final class Nouns {
    private static final List<String> NUMBERS = List.of(
            "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve");

    private static final Map<String, String> IRREGULAR = Map.of(
            "person", "people",
            "man", "men",
            "woman", "women",
            "child", "children",
            "mouse", "mice",
            "sheep", "sheep",
            "knife", "knives",
            "scissors", "scissors",
            "skis", "skis",
            "foot", "feet");

    private Nouns() {}

    /** As in "two cups", "one person", "14 sheep". */
    static String counted(int count, String noun) {
        String number = count < NUMBERS.size() ? NUMBERS.get(count) : String.valueOf(count);
        return number + " " + (count == 1 ? noun : plural(noun));
    }

    /** As in "a cup", "an apple", "scissors". */
    static String one(String noun) {
        if (noun.equals(IRREGULAR.get(noun)) && noun.endsWith("s")) {
            return noun;
        }
        boolean vowel = !noun.isEmpty() && "aeiouAEIOU".indexOf(noun.charAt(0)) >= 0;
        return (vowel ? "an " : "a ") + noun;
    }

    static String plural(String noun) {
        int space = noun.lastIndexOf(' ');
        if (space >= 0) {
            return noun.substring(0, space + 1) + plural(noun.substring(space + 1));
        }
        String irregular = IRREGULAR.get(noun);
        if (irregular != null) {
            return irregular;
        }
        if (noun.matches(".*(s|x|z|ch|sh)")) {
            return noun + "es";
        }
        return noun.matches(".*[^aeiou]y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
    }

    /** As in "a, b and c". */
    static String list(List<String> parts) {
        int last = parts.size() - 1;
        return last < 1
                ? String.join("", parts)
                : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }
}
