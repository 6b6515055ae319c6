package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what English says of things: where they are, how they stand, their colours and sizes. Not thread-safe. */
final class EnglishConditions {

    private final Cursor c;
    private final EnglishPhrases phrases;
    private final EnglishPlaces places;
    private final String sentence;

    EnglishConditions(Cursor cursor, EnglishPhrases phrases, String sentence) {
        this.c = cursor;
        this.phrases = phrases;
        this.places = new EnglishPlaces(cursor, phrases);
        this.sentence = sentence;
    }

    EnglishPlaces places() {
        return places;
    }

    /** A phrase with all that follows it and is said of it. */
    Phrase after(Phrase phrase) {
        Phrase all = mark(phrase);
        while (true) {
            int mark = c.mark();
            c.take(",");
            boolean linked = c.take("that is")
                    || c.take("that are")
                    || c.take("which is")
                    || c.take("which are")
                    || c.take("that can be seen")
                    || c.take("and is") && false;
            if (!linked && c.peek(-1).is(",")) {
                c.reset(mark);
                return all;
            }
            Optional<Condition> next = linked ? predicate() : postfix();
            if (next.isEmpty()) {
                c.reset(mark);
                return all;
            }
            all = all.with(next.get());
        }
    }

    /** "the second cup from the left": the order that an ordinal waits for. */
    Phrase ranked(Phrase phrase, int ordinal) {
        if (phrase.is("text") && !c.is("from")) {
            return phrase.with(
                    ordinal < 0
                            ? new Condition.Ranked(Rank.BOTTOM, -ordinal)
                            : new Condition.Ranked(Rank.TOP, ordinal));
        }
        for (Map.Entry<String, Rank> side : List.of(
                Map.entry("left", Rank.LEFT),
                Map.entry("right", Rank.RIGHT),
                Map.entry("top", Rank.TOP),
                Map.entry("bottom", Rank.BOTTOM))) {
            if (c.take("from the " + side.getKey()) || c.take("from " + side.getKey())) {
                return phrase.with(new Condition.Ranked(side.getValue(), ordinal));
            }
        }
        return phrase.with(new Condition.Described("number " + ordinal));
    }

    /** What is quoted right behind a noun: 'the word "OPEN"', "a cup (0.93)". */
    Phrase mark(Phrase phrase) {
        if (c.peek().isQuote()) {
            boolean word = phrase.is("text") && !phrase.plural();
            return phrase.with(new Condition.Says(c.next().text(), word));
        }
        if (c.peek().isCited()) {
            return mark(phrase.with(new Condition.Cited(Set.of(c.next().text().split("(?:,| and )+ ?")))));
        }
        int mark = c.mark();
        if (c.take("(")) {
            boolean score = !c.takeAny(List.of(
                            "with a score of",
                            "score of",
                            "score :",
                            "score",
                            "confidence :",
                            "confidence of",
                            "confidence",
                            "with confidence",
                            "conf"))
                    .isEmpty();
            Optional<Condition> number = score(score);
            if (number.isPresent() && c.take(")")) {
                return phrase.with(number.get());
            }
            c.reset(mark);
        }
        return phrase;
    }

    private Optional<Condition> score(boolean named) {
        int mark = c.mark();
        Word word = c.peek();
        if (word.isNumber() && (named || word.number() <= 1 || c.peek(1).is("%"))) {
            c.next();
            boolean percent = c.take("%") || c.take("percent");
            c.take("confidence");
            int digits = word.text().indexOf('.') < 0
                    ? 0
                    : word.text().length() - word.text().indexOf('.') - 1;
            double unit = Math.pow(10, -digits) / (percent ? 100 : 1);
            return Optional.of(new Condition.Scored(percent ? word.number() / 100 : word.number(), unit * 0.55));
        }
        c.reset(mark);
        return Optional.empty();
    }

    /** What may stand behind a noun without a verb. */
    Optional<Condition> postfix() {
        int mark = c.mark();
        Optional<Condition> place = places.place();
        if (place.isPresent()) {
            return place;
        }
        Optional<Condition> bearing = places.bearing();
        if (bearing.isPresent()) {
            return bearing;
        }
        if (c.take("with a score of")
                || c.take("with a confidence of")
                || c.take("with a confidence score of")
                || c.take("with score")
                || c.take("with confidence")
                || c.take("at confidence")) {
            Optional<Condition> score = score(true);
            if (score.isPresent()) {
                return score;
            }
        }
        boolean says = c.take("that says")
                || c.take("that reads")
                || c.take("which says")
                || c.take("which reads")
                || c.take("saying")
                || c.take("reading")
                || c.take("with the text")
                || c.take("with the words")
                || c.take("with the word")
                || c.take("bearing the word")
                || c.take("bearing the words")
                || c.take("with")
                || c.take("labelled")
                || c.take("labeled");
        if (says && c.peek().isQuote()) {
            boolean labelled = c.peek(-1).text().startsWith("label");
            String quote = c.next().text();
            return Optional.of(
                    labelled
                            ? new Condition.Labelled(Phrase.the(quote.toLowerCase(java.util.Locale.ROOT)))
                            : new Condition.Says(quote, false));
        }
        c.reset(mark);
        if (!c.isAny(EnglishWords.SIT) && c.takeAny(EnglishWords.STAND)) {
            Optional<Condition> where = places.where();
            if (where.isPresent()) {
                return where;
            }
        }
        c.reset(mark);
        if (c.take("that") || c.take("which")) {
            if (c.takeAny(EnglishWords.COVER)) {
                Optional<Condition> share = share();
                if (share.isPresent()) {
                    return share;
                }
            }
        } else if (c.takeAny(Set.of("covering", "occupying", "filling"))) {
            Optional<Condition> share = share();
            if (share.isPresent()) {
                return share;
            }
        }
        c.reset(mark);
        return Optional.empty();
    }

    /** What may stand behind "is". */
    Optional<Condition> predicate() {
        int mark = c.mark();
        c.take("to be");
        c.takeAny(Set.of("being"));
        if (c.takeAny(EnglishWords.STAND) || c.take("on display")) {
            Optional<Condition> where = places.where();
            if (where.isPresent()) {
                return where;
            }
            c.reset(mark);
        }
        Optional<Condition> where = places.where();
        if (where.isPresent()) {
            return where;
        }
        Optional<Condition> measured = measured();
        if (measured.isPresent()) {
            return measured;
        }
        Optional<Condition> colours = colours();
        if (colours.isPresent()) {
            return colours;
        }
        Optional<Condition> compared = compared();
        if (compared.isPresent()) {
            return compared;
        }
        if (c.takeAny(List.of(
                                        "labelled as",
                                        "labeled as",
                                        "labelled",
                                        "labeled",
                                        "classified as",
                                        "identified as",
                                        "recognised as",
                                        "recognized as",
                                        "detected as",
                                        "called"))
                                .length()
                        > 0
                && c.peek().isQuote()) {
            return Optional.of(new Condition.Labelled(Phrase.the(c.next().text().toLowerCase(java.util.Locale.ROOT))));
        }
        if (c.peek().isQuote()) {
            return Optional.of(new Condition.Says(c.next().text(), false));
        }
        if (phrases.isBareWord()) {
            return Optional.of(new Condition.Described(c.next().text()));
        }
        Optional<Phrase> kind = phrases.phrase();
        if (kind.isPresent() && !kind.get().is("one")
                || kind.isPresent() && !kind.get().conditions().isEmpty()) {
            return Optional.of(new Condition.Labelled(kind.get()));
        }
        c.reset(mark);
        c.takeAny(Set.of("the"));
        Rank most = EnglishWords.MOST.get(c.peek().text());
        if (most != null && c.peek().sort() == Word.Sort.WORD) {
            c.next();
            c.takeAny(List.of("of all", "of them all", "of them", "overall"));
            return Optional.of(new Condition.Ranked(most, 1));
        }
        c.reset(mark);
        Word word = c.peek();
        if (word.sort() == Word.Sort.WORD
                && !EnglishWords.FUNCTION.contains(word.text())
                && !EnglishWords.THERE.contains(word.text())) {
            c.next();
            return Optional.of(new Condition.Described(word.text()));
        }
        c.reset(mark);
        return Optional.empty();
    }

    private Optional<Condition> colours() {
        int mark = c.mark();
        List<String> colours = new ArrayList<>();
        c.takeAny(List.of(
                "all",
                "both",
                "mainly",
                "mostly",
                "predominantly",
                "primarily",
                "largely",
                "in colour",
                "coloured",
                "colored",
                "painted",
                "of the colour",
                "of the color"));
        while (true) {
            c.takeAny(Set.of(
                    "dark", "light", "bright", "pale", "deep", "vivid", "a", "mainly", "mostly", "some", "partly",
                    "the"));
            String colour = c.peek().sort() == Word.Sort.WORD
                    ? EnglishWords.COLOURS.get(c.peek().text())
                    : null;
            if (colour == null || c.peek().text().equals("orange") && c.peek(1).is(",") && false) {
                break;
            }
            c.next();
            if (!colours.contains(colour)) {
                colours.add(colour);
            }
            c.takeAny(List.of("in colour", "in color", "coloured", "colored", "shade", "tones"));
            int link = c.mark();
            boolean more = c.take(",")
                    | !c.takeAny(List.of("and", "with", "with some", "or", "&", "/"))
                            .isEmpty();
            boolean goesOn = EnglishWords.COLOURS.containsKey(c.peek().text())
                    || Set.of("dark", "light", "bright", "pale", "some", "a")
                                    .contains(c.peek().text())
                            && EnglishWords.COLOURS.containsKey(c.peek(1).text());
            if (!more || !goesOn) {
                c.reset(link);
                break;
            }
        }
        boolean noun = EnglishWords.mayBeNoun(c.peek())
                || c.peek().isNumber() && c.peek().is("one");
        if (colours.isEmpty() || noun) {
            c.reset(mark);
            return Optional.empty();
        }
        return Optional.of(new Condition.Coloured(colours, true));
    }

    private Optional<Condition> compared() {
        int mark = c.mark();
        c.takeAny(Set.of(
                "much",
                "slightly",
                "considerably",
                "significantly",
                "noticeably",
                "far",
                "a bit",
                "somewhat",
                "clearly"));
        Rank more = c.peek().sort() == Word.Sort.WORD
                ? EnglishWords.MORE.get(c.peek().text())
                : null;
        if (more != null) {
            c.next();
            c.takeAny(List.of("in size", "in the picture", "up", "down"));
            if (c.take("than")) {
                Optional<Phrase> other = phrases.anchor();
                if (other.isPresent()) {
                    return Optional.of(new Condition.Exceeds(more, other.get()));
                }
            } else if (c.atEnd() || c.is(",")) {
                return Optional.of(new Condition.Exceeds(more, new Phrase(Quantity.ALL, Phrase.REST, true, List.of())));
            }
        }
        c.reset(mark);
        return Optional.empty();
    }

    /** "200 pixels wide", "about 12 % of the picture", "at (10, 20)", "120 pixels from the cat". */
    Optional<Condition> measured() {
        int mark = c.mark();
        c.takeAny(Set.of("at", "in", "within", "inside", "around"));
        c.takeAny(List.of(
                "the box",
                "a box",
                "the bounding box",
                "bounding box",
                "box",
                "coordinates",
                "the coordinates",
                "position",
                "pixel",
                "point",
                "the point"));
        c.takeAny(List.of("at", "coordinates", "from"));
        if (c.take("(") || c.take("[")) {
            List<Double> numbers = new ArrayList<>();
            while (c.peek().isNumber()) {
                numbers.add(c.next().number());
                c.take(",");
            }
            if ((c.take(")") || c.take("]")) && (numbers.size() == 2 || numbers.size() == 4)) {
                return Optional.of(new Condition.Boxed(numbers));
            }
        }
        c.reset(mark);
        return EnglishMeasures.of(c, phrases);
    }

    Optional<Condition> share() {
        return EnglishMeasures.share(c);
    }

    /** The words from here to the end as they are written. */
    String written() {
        List<Word> rest = c.rest();
        String text =
                sentence.substring(rest.get(0).from(), rest.get(rest.size() - 1).to());
        c.reset(c.mark() + rest.size());
        return text;
    }
}
