package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.claim.Condition.At;
import org.eyes4j.agent.claim.Quantity.Form;
import org.jspecify.annotations.Nullable;

/** Reads Chinese noun phrases, places and what is said of things. Not thread-safe. */
final class ChinesePhrases {
    private static final ChineseWord END = new ChineseWord("", Map.of(), 0, 0);

    private final List<ChineseWord> words;
    private final Kinds kinds;
    private int at;

    ChinesePhrases(List<ChineseWord> words, Kinds kinds) {
        this.words = words;
        this.kinds = kinds;
    }

    int mark() {
        return at;
    }

    void reset(int mark) {
        at = mark;
    }

    boolean atEnd() {
        return at >= words.size();
    }

    int size() {
        return words.size();
    }

    ChineseWord peek() {
        return peek(0);
    }

    ChineseWord peek(int ahead) {
        int i = at + ahead;
        return i >= 0 && i < words.size() ? words.get(i) : END;
    }

    ChineseWord next() {
        ChineseWord word = peek();
        at++;
        return word;
    }

    boolean take(String text) {
        if (peek().text().equals(text)) {
            at++;
            return true;
        }
        return false;
    }

    boolean takeTag(String tag) {
        if (peek().is(tag)) {
            at++;
            return true;
        }
        return false;
    }

    boolean takeNoun(String noun) {
        if (peek().value("noun").equals(noun)) {
            at++;
            return true;
        }
        return false;
    }

    /** 「的體積」, 「的大小」: what is compared is said beside the comparing word. */
    void bulk() {
        boolean bulk = peek().text().equals("的")
                && peek(1).text().matches("[体尺面大]")
                && peek(2).text().matches("[积寸小型]");
        at += bulk ? 3 : 0;
    }

    /** Whether the verb of a place was "be" rather than "have". */
    boolean saidBe() {
        return words.stream().anyMatch(word -> word.is("be")) && words.stream().noneMatch(word -> word.is("there"));
    }

    /** 「兩個杯子、一隻貓和三隻狗」. */
    List<Phrase> list() {
        List<Phrase> list = new ArrayList<>();
        Optional<Phrase> next = phrase();
        while (next.isPresent()) {
            list.add(next.get());
            int mark = at;
            boolean linked = takeTag("and") | take("，") | take(",");
            takeTag("and");
            takeTag("there");
            next = linked ? phrase() : Optional.empty();
            if (next.isEmpty()) {
                at = mark;
            }
        }
        return list;
    }

    /** A noun phrase with what stands before its noun. */
    Optional<Phrase> phrase() {
        int start = at;
        if (peek().is("pronoun") && !peek(1).is("noun") && !peek(1).is("colour")) {
            String text = next().text();
            boolean several = text.endsWith("们") || text.equals("这些") || text.equals("那些") || text.equals("两者");
            takeTag("measure");
            return Optional.of(
                    several
                            ? new Phrase(
                                    text.equals("两者") ? Quantity.exactly(2).known() : Quantity.ALL,
                                    Phrase.IT,
                                    true,
                                    List.of())
                            : Phrase.the(Phrase.IT));
        }
        boolean every = peek().text().matches("所有|所有的|全部的|每个|每只");
        boolean det = takeTag("det");
        @Nullable Quantity quantity = quantity();
        take("的");
        List<Condition> conditions = new ArrayList<>();
        takeTag("at");
        if (!before(conditions)) {
            at = start;
            return Optional.empty();
        }
        if (quantity == null) {
            quantity = quantity();
            take("的");
        }
        if (conditions.isEmpty()) {
            before(conditions);
        }
        if (!peek().is("noun")) {
            if (quantity != null
                    && (quantity.number() > 0 || !conditions.isEmpty())
                    && at > start
                    && (peek().is("be") || peek().is("at") || peek().is("notbe") || peek().is("all"))
                    && det | !conditions.isEmpty() | quantity.number() > 0) {
                return Optional.of(new Phrase(quantity, "one", quantity.number() > 1, conditions));
            }
            at = start;
            return Optional.empty();
        }
        String noun = kinds.canonical(next().value("noun"));
        if (noun.equals("code") && peek().text().isEmpty()) {
            noun = "code";
        }
        Quantity meant = quantity == null ? every ? Quantity.ALL : Quantity.THE : det ? quantity.known() : quantity;
        if (!meant.definite()) {
            conditions.replaceAll(condition -> condition instanceof Condition.Coloured coloured
                    ? new Condition.Coloured(coloured.colours(), true)
                    : condition);
        }
        Phrase phrase = new Phrase(meant, noun, meant.number() > 1 || every, conditions);
        return Optional.of(phrase);
    }

    /** What stands before a noun; false where something else does. */
    private boolean before(List<Condition> conditions) {
        List<String> colours = new ArrayList<>();
        while (true) {
            int mark = at;
            if (peek().is("colour")
                    && !(peek().is("noun")
                            && !peek(1).is("noun")
                            && !peek(1).text().equals("的"))) {
                colours.add(next().value("colour"));
                if (peek().is("and") && peek(1).is("colour")) {
                    at++;
                }
                take("的");
            } else if (peek().is("most")) {
                conditions.add(new Condition.Ranked(Rank.valueOf(next().value("most")), 1));
                take("的");
            } else if (peek().is("left.from") || peek().is("right.from")) {
                Rank by = next().is("left.from") ? Rank.LEFT : Rank.RIGHT;
                if (!peek().is("ordinal")) {
                    at = mark;
                    break;
                }
                conditions.add(new Condition.Ranked(by, Integer.parseInt(next().value("ordinal"))));
                takeTag("measure");
            } else {
                Optional<Condition> where = placed();
                if (where.isEmpty()) {
                    at = mark;
                    break;
                }
                conditions.add(where.get());
            }
        }
        if (!colours.isEmpty()) {
            conditions.add(new Condition.Coloured(colours, false));
        }
        return true;
    }

    /** 「左邊的」, 「貓左邊的」 before a noun. */
    private Optional<Condition> placed() {
        int mark = at;
        Optional<Condition> place = place();
        if (place.isPresent()
                && take("的")
                && (peek().is("noun")
                        || peek().is("colour")
                        || peek().is("num")
                        || peek().is("number")
                        || peek().is("most"))) {
            return place;
        }
        at = mark;
        if (peek().is("noun") && !peek().value("noun").equals("picture")) {
            Phrase anchor = Phrase.the(kinds.canonical(next().value("noun")));
            take("的");
            Optional<Bearing> bearing = bearing();
            if (bearing.isPresent() && take("的") && (peek().is("noun") || peek().is("colour"))) {
                return Optional.of(new Condition.Stands(bearing.get(), List.of(anchor)));
            }
        }
        at = mark;
        return Optional.empty();
    }

    @Nullable
    Quantity quantity() {
        int start = at;
        boolean about = takeTag("about");
        Form form =
                takeTag("least") ? Form.AT_LEAST : takeTag("most.n") ? Form.AT_MOST : about ? Form.ABOUT : Form.EXACTLY;
        int shift = 0;
        if (takeTag("over")) {
            form = Form.AT_LEAST;
            shift = 1;
        } else if (takeTag("under")) {
            form = Form.AT_MOST;
            shift = -1;
        }
        takeTag("only");
        int number = -1;
        if (peek().is("num")) {
            number = Integer.parseInt(next().value("num"));
        } else if (peek().is("number")
                && !peek().text().contains(".")
                && !peek(1).text().matches("[%％]")
                && !peek(1).is("pixel")) {
            number = Integer.parseInt(next().value("number"));
        } else if (peek().is("several")
                && (peek(1).is("measure") || peek().text().matches("一些|许多|很多|好几"))) {
            next();
            takeTag("measure");
            return Quantity.SEVERAL;
        } else if (peek().is("measure") && peek(1).is("noun") && peek().text().equals("个")) {
            next();
            return Quantity.ONE;
        }
        if (number < 0) {
            at = start;
            return null;
        }
        if (takeTag("about")) {
            form = Form.ABOUT;
        }
        takeTag("measure");
        return form == Form.EXACTLY ? Quantity.exactly(number) : Quantity.of(form, number + shift);
    }

    /** 「左上角」, 「圖片的左邊」: a place in the picture. */
    Optional<Condition> place() {
        int start = at;
        if (takeNoun("picture")) {
            take("的");
        }
        if (peek().is("corner")) {
            String[] parts = next().value("corner").split(" ");
            return Optional.of(new At(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])));
        }
        if (peek().is("between")) {
            boolean middle = next().text().equals("中间");
            if (middle) {
                return Optional.of(new At(0, 0));
            }
        } else if (peek().is("side")) {
            return switch (Bearing.valueOf(next().value("side"))) {
                case LEFT_OF -> Optional.of(new At(-1, At.ANY));
                case RIGHT_OF -> Optional.of(new At(1, At.ANY));
                case ABOVE -> Optional.of(new At(At.ANY, -1));
                default -> Optional.of(new At(At.ANY, 1));
            };
        }
        at = start;
        return Optional.empty();
    }

    Optional<Bearing> bearing() {
        if (peek().is("side")) {
            return Optional.of(Bearing.valueOf(next().value("side")));
        }
        if (peek().is("near")) {
            return Optional.of(Bearing.valueOf(next().value("near")));
        }
        return Optional.empty();
    }

    /** 「貓的左邊」, 「貓和狗之間」, 「圖片左上角」. */
    Optional<Condition> where() {
        int start = at;
        Optional<Condition> place = place();
        if (place.isPresent() && (atEnd() || peek().text().matches("[，,的]"))) {
            return place;
        }
        at = start;
        Optional<Phrase> anchor = anchor();
        if (anchor.isEmpty()) {
            return Optional.empty();
        }
        if (takeTag("and")) {
            Optional<Phrase> second = anchor();
            take("的");
            if (second.isPresent() && takeTag("between")) {
                return Optional.of(new Condition.Stands(Bearing.BETWEEN, List.of(anchor.get(), second.get())));
            }
            at = start;
            return Optional.empty();
        }
        take("的");
        Optional<Bearing> bearing = bearing();
        if (bearing.isPresent()) {
            return Optional.of(new Condition.Stands(bearing.get(), List.of(anchor.get())));
        }
        if (anchor.get().plural() && takeTag("between")) {
            return Optional.of(new Condition.Stands(Bearing.BETWEEN, List.of(anchor.get())));
        }
        at = start;
        return Optional.empty();
    }

    private Optional<Phrase> anchor() {
        return phrase();
    }

    /** What may stand behind 「是」. */
    Optional<Condition> predicate() {
        int start = at;
        List<String> colours = new ArrayList<>();
        while (peek().is("colour") && !(peek().is("noun") && peek().text().length() < 2 && false)) {
            colours.add(next().value("colour"));
            take("的");
            if (peek().is("and") && peek(1).is("colour")) {
                at++;
            }
        }
        if (!colours.isEmpty() && !peek().is("noun")) {
            return Optional.of(new Condition.Coloured(colours, true));
        }
        at = start;
        if (takeTag("at")) {
            return where();
        }
        Optional<Phrase> kind = phrase();
        if (kind.isPresent()) {
            return Optional.of(new Condition.Labelled(kind.get()));
        }
        at = start;
        if (peek().is("most")) {
            Rank by = Rank.valueOf(next().value("most"));
            take("的");
            takeTag("measure");
            takeNoun("thing");
            return Optional.of(new Condition.Ranked(by, 1));
        }
        if (peek().is("number")) {
            return share();
        }
        return Optional.empty();
    }

    Optional<Condition> share() {
        boolean about = takeTag("about");
        if (peek().is("number") && peek(1).text().matches("[%％]")) {
            String number = next().text();
            at++;
            return Optional.of(new Condition.Measures("share", Double.parseDouble(number), tolerance(number, about)));
        }
        return Optional.empty();
    }

    /** 「寬 200 像素」. */
    Optional<Condition> length() {
        String what = next().is("width") ? "width" : "height";
        takeTag("be");
        boolean about = takeTag("about");
        if (!peek().is("number")) {
            return Optional.empty();
        }
        String number = next().text();
        takeTag("measure");
        takeTag("pixel");
        return Optional.of(new Condition.Measures(what, Double.parseDouble(number), tolerance(number, about)));
    }

    private static double tolerance(String number, boolean about) {
        return EnglishMeasures.tolerance(new Word(Word.Sort.NUMBER, number, Double.parseDouble(number), 0, 0), about);
    }
}
