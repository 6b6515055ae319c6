package org.eyes4j.agent.claim;

import java.util.List;
import java.util.Set;

/** Takes out of an English clause what frames it and states nothing. Stateless. */
final class EnglishFraming {
    /** Two pictures are spoken of at once. */
    static final int SEVERAL = -1;

    private static final List<String> OPENERS = List.of(
            "i can confirm that",
            "i can see that",
            "we can see that",
            "you can see that",
            "i think that",
            "i think",
            "i believe that",
            "i believe",
            "it seems that",
            "it appears that",
            "it looks like",
            "it looks as if",
            "it is clear that",
            "it is likely that",
            "note that",
            "please note that",
            "my answer is",
            "the answer is that",
            "the answer is",
            "answer",
            "this means that",
            "this means",
            "that means that",
            "i would say that",
            "i would say",
            "i found that",
            "the results show that",
            "the result shows that",
            "the detector found that",
            "the picture shows that",
            "the image shows that",
            "the photo shows that",
            "it is true that",
            "in fact",
            "as far as i can tell",
            "as far as i can see",
            "yes",
            "yeah",
            "yep",
            "correct",
            "right",
            "indeed",
            "sure",
            "certainly",
            "of course",
            "actually",
            "overall",
            "in total",
            "altogether",
            "all in all",
            "in summary",
            "in short",
            "in conclusion",
            "to summarize",
            "to sum up",
            "to be precise",
            "more precisely",
            "specifically",
            "additionally",
            "in addition",
            "furthermore",
            "moreover",
            "besides",
            "also",
            "however",
            "finally",
            "lastly",
            "meanwhile",
            "therefore",
            "thus",
            "hence",
            "so",
            "then",
            "then there is",
            "well",
            "now",
            "apparently",
            "probably",
            "perhaps",
            "maybe",
            "possibly",
            "clearly",
            "evidently",
            "interestingly",
            "as you can see",
            "as can be seen",
            "as we can see",
            "from what i can see",
            "from what i can tell",
            "and",
            "but",
            "while",
            "whereas",
            "although",
            "though",
            "or",
            "plus",
            "nor",
            "with");
    private static final Set<String> FILLERS = Set.of(
            "clearly",
            "also",
            "too",
            "actually",
            "really",
            "exactly",
            "precisely",
            "indeed",
            "currently",
            "overall",
            "altogether",
            "apparently",
            "probably",
            "likely",
            "possibly",
            "perhaps",
            "maybe",
            "seemingly",
            "here",
            "again",
            "still",
            "thus",
            "therefore",
            "however",
            "simply",
            "entirely",
            "definitely",
            "certainly",
            "obviously",
            "evidently",
            "partially",
            "quite",
            "please",
            "prominently",
            "roughly speaking",
            "instead",
            "meanwhile",
            "though");
    private static final Set<String> PICTURES = Set.of(
            "picture",
            "image",
            "photo",
            "photograph",
            "scene",
            "frame",
            "pic",
            "screenshot",
            "view",
            "snapshot",
            "shot");
    private static final Set<String> PROPERTY = Set.of(
            "colour",
            "color",
            "colours",
            "colors",
            "size",
            "width",
            "height",
            "resolution",
            "rest",
            "background",
            "description",
            "area");

    private EnglishFraming() {}

    /** Takes off what only opens a sentence: "Yes,", "I can see that", "Based on the results,". */
    static void open(List<Word> words) {
        boolean more = true;
        while (more && !words.isEmpty()) {
            more = false;
            if (words.get(0).is(",")
                    || words.get(0).is(":")
                    || words.get(0).is("—")
                    || words.get(0).is(")")) {
                words.remove(0);
                more = true;
                continue;
            }
            if (words.get(0).is("no")
                    && (words.size() == 1
                            || words.get(1).is(",")
                            || words.get(1).is("—"))) {
                words.remove(0);
                more = true;
                continue;
            }
            if (words.get(0).is("based")
                    || words.get(0).is("according")
                    || words.get(0).is("judging")
                    || words.get(0).is("given")
                    || words.get(0).is("looking")) {
                int comma = comma(words);
                if (comma > 0 && comma < 12) {
                    words.subList(0, comma + 1).clear();
                    more = true;
                    continue;
                }
            }
            if (words.get(0).is("of")
                    && words.size() > 2
                    && (words.get(1).is("all")
                            || words.get(1).is("the")
                            || words.get(1).is("these"))) {
                int comma = comma(words);
                if (comma > 1 && comma < 7) {
                    words.subList(0, comma + 1).clear();
                    more = true;
                    continue;
                }
            }
            for (String opener : OPENERS) {
                String[] parts = opener.split(" ");
                boolean fits = parts.length < words.size();
                for (int i = 0; fits && i < parts.length; i++) {
                    fits = words.get(i).is(parts[i]);
                }
                boolean comma = fits && words.get(parts.length).is(",");
                boolean needsComma = Set.of(
                                "right", "so", "then", "well", "now", "correct", "besides", "sure", "answer")
                        .contains(opener);
                if (fits && (!needsComma || comma || words.get(parts.length).is(":"))) {
                    words.subList(0, parts.length).clear();
                    more = true;
                    break;
                }
            }
        }
    }

    private static int comma(List<Word> words) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).is(",")) {
                return i;
            }
        }
        return -1;
    }

    /** "The first picture has …", "Image 2 shows …": which picture; it becomes "it". */
    private static int subject(List<Word> words) {
        int k = !words.isEmpty() && words.get(0).is("the") ? 1 : 0;
        int which = 0;
        if (k < words.size() && EnglishWords.ORDINALS.indexOf(words.get(k).text()) > 0) {
            which = EnglishWords.ORDINALS.indexOf(words.get(k).text());
            k++;
        }
        boolean named = k < words.size()
                && (PICTURES.contains(words.get(k).text())
                        || which > 0 && words.get(k).is("one"));
        k += named ? 1 : 0;
        if (named && which == 0 && k < words.size() && words.get(k).count() > 0) {
            which = words.get(k).count();
            k++;
        }
        if (!named
                || which == 0
                || k >= words.size()
                || !EnglishWords.SHOW.contains(words.get(k).text())
                        && !words.get(k).is("does")) {
            return 0;
        }
        Word it = new Word(
                Word.Sort.WORD,
                "it",
                Double.NaN,
                words.get(0).from(),
                words.get(k - 1).to());
        words.subList(0, k).clear();
        words.add(0, it);
        return which;
    }

    /** Takes out what only says that the picture is spoken of; gives which, where it says so. */
    static int scope(List<Word> words) {
        int picture = subject(words);
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            boolean in = word.is("in")
                    || word.is("within")
                    || word.is("on")
                    || word.is("of")
                    || word.is("from")
                    || word.is("throughout")
                    || word.is("across");
            if (!in) {
                continue;
            }
            int k = i + 1;
            int which = 0;
            boolean article = false;
            while (k < words.size()
                    && Set.of(
                                    "the",
                                    "this",
                                    "that",
                                    "your",
                                    "my",
                                    "an",
                                    "a",
                                    "provided",
                                    "given",
                                    "whole",
                                    "entire",
                                    "uploaded",
                                    "attached",
                                    "above",
                                    "same",
                                    "second",
                                    "first",
                                    "third",
                                    "other")
                            .contains(words.get(k).text())) {
                article = true;
                which = words.get(k).is("first")
                        ? 1
                        : words.get(k).is("second") || words.get(k).is("other")
                                ? 2
                                : words.get(k).is("third") ? 3 : which;
                k++;
            }
            boolean numbered = k < words.size() && words.get(k).text().matches("(image|picture|photo)\\d?");
            boolean named = k < words.size()
                    && words.get(k).sort() == Word.Sort.WORD
                    && PICTURES.contains(words.get(k).text());
            boolean ellipsis = !named
                    && which > 0
                    && word.is("in")
                    && (k == words.size()
                            || words.get(k).is(",")
                            || words.get(k).is("one"));
            if (!named && !numbered && !ellipsis
                    || !article && !(k + 1 < words.size() && words.get(k + 1).isNumber())
                    || word.is("on") && !named) {
                continue;
            }
            boolean property = i > 0
                    && word.is("of")
                    && (PROPERTY.contains(words.get(i - 1).text())
                            || words.get(i - 1).is("%")
                            || words.get(i - 1).is("percent"));
            boolean percent = property && !PROPERTY.contains(words.get(i - 1).text());
            boolean possessive = k + 1 < words.size() && words.get(k + 1).is("'s");
            if (property && !percent || possessive) {
                continue;
            }
            int end = ellipsis ? (k < words.size() && words.get(k).is("one") ? k + 1 : k) : k + 1;
            if (named
                    && end < words.size()
                    && words.get(end).count() > 0
                    && words.get(end).count() < 10) {
                which = words.get(end).count();
                end++;
            }
            words.subList(i, end).clear();
            if (which > 0 && picture > 0 && which != picture) {
                return SEVERAL;
            }
            picture = which > 0 ? which : picture;
            i--;
        }
        return picture;
    }

    /** Takes out words that change nothing of what is stated. */
    static void clear(List<Word> words) {
        words.removeIf(word -> word.sort() == Word.Sort.WORD && FILLERS.contains(word.text()));
    }
}
