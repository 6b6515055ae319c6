package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eyes4j.agent.claim.Condition.At;
import org.eyes4j.agent.claim.Quantity.Form;
import org.jspecify.annotations.Nullable;

/** Reads Chinese noun phrases, places and what is said of things. Not thread-safe. */
final class ChinesePhrases {

    private final ChineseCursor c;
    private final Kinds kinds;

    ChinesePhrases(ChineseCursor cursor, Kinds kinds) {
        this.c = cursor;
        this.kinds = kinds;
    }

    /** 「的體積」, 「的大小」: what is compared is said beside the comparing word. */
    void bulk() {
        boolean bulk = c.peek().text().equals("的")
                && c.peek(1).text().matches("[体尺面大]")
                && c.peek(2).text().matches("[积寸小型]");
        c.reset(c.mark() + (bulk ? 3 : 0));
    }

    /** Whether the verb of a place was "be" rather than "have". */
    boolean saidBe() {
        return c.words().stream().anyMatch(word -> word.is("be"))
                && c.words().stream().noneMatch(word -> word.is("there"));
    }

    /** 「兩個杯子、一隻貓和三隻狗」. */
    List<Phrase> list() {
        List<Phrase> list = new ArrayList<>();
        Optional<Phrase> next = phrase();
        while (next.isPresent()) {
            list.add(next.get());
            int mark = c.mark();
            boolean linked = c.takeTag("and") | c.take("，") | c.take(",");
            c.takeTag("and");
            c.takeTag("there");
            next = linked ? phrase() : Optional.empty();
            if (next.isEmpty()) {
                c.reset(mark);
            }
        }
        return list;
    }

    /** A noun phrase with what stands before its noun. */
    Optional<Phrase> phrase() {
        int start = c.mark();
        if (c.peek().is("pronoun") && !c.peek(1).is("noun") && !c.peek(1).is("colour")) {
            String text = c.next().text();
            boolean several = text.endsWith("们") || text.equals("这些") || text.equals("那些") || text.equals("两者");
            c.takeTag("measure");
            return Optional.of(
                    several
                            ? new Phrase(
                                    text.equals("两者") ? Quantity.exactly(2).known() : Quantity.ALL,
                                    Phrase.IT,
                                    true,
                                    List.of())
                            : Phrase.the(Phrase.IT));
        }
        boolean every = c.peek().text().matches("所有|所有的|全部的|每个|每只");
        boolean det = c.takeTag("det");
        @Nullable Quantity quantity = quantity();
        c.take("的");
        List<Condition> conditions = new ArrayList<>();
        c.takeTag("at");
        if (!before(conditions)) {
            c.reset(start);
            return Optional.empty();
        }
        if (quantity == null) {
            quantity = quantity();
            c.take("的");
        }
        if (conditions.isEmpty()) {
            before(conditions);
        }
        if (!c.peek().is("noun")) {
            if (quantity != null
                    && (quantity.number() > 0 || !conditions.isEmpty())
                    && c.mark() > start
                    && (c.peek().is("be")
                            || c.peek().is("at")
                            || c.peek().is("notbe")
                            || c.peek().is("all"))
                    && det | !conditions.isEmpty() | quantity.number() > 0) {
                return Optional.of(new Phrase(quantity, "one", quantity.number() > 1, conditions));
            }
            c.reset(start);
            return Optional.empty();
        }
        String noun = kinds.canonical(c.next().value("noun"));
        if (noun.equals("code") && c.peek().text().isEmpty()) {
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
            int mark = c.mark();
            if (c.peek().is("colour")
                    && !(c.peek().is("noun")
                            && !c.peek(1).is("noun")
                            && !c.peek(1).text().equals("的"))) {
                colours.add(c.next().value("colour"));
                if (c.peek().is("and") && c.peek(1).is("colour")) {
                    c.next();
                }
                c.take("的");
            } else if (c.peek().is("most")) {
                conditions.add(new Condition.Ranked(Rank.valueOf(c.next().value("most")), 1));
                c.take("的");
            } else if (c.peek().is("left.from") || c.peek().is("right.from")) {
                Rank by = c.next().is("left.from") ? Rank.LEFT : Rank.RIGHT;
                if (!c.peek().is("ordinal")) {
                    c.reset(mark);
                    break;
                }
                conditions.add(
                        new Condition.Ranked(by, Integer.parseInt(c.next().value("ordinal"))));
                c.takeTag("measure");
            } else {
                Optional<Condition> where = placed();
                if (where.isEmpty()) {
                    c.reset(mark);
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
        int mark = c.mark();
        Optional<Condition> place = place();
        if (place.isPresent()
                && c.take("的")
                && (c.peek().is("noun")
                        || c.peek().is("colour")
                        || c.peek().is("num")
                        || c.peek().is("number")
                        || c.peek().is("most"))) {
            return place;
        }
        c.reset(mark);
        if (c.peek().is("noun") && !c.peek().value("noun").equals("picture")) {
            Phrase anchor = Phrase.the(kinds.canonical(c.next().value("noun")));
            c.take("的");
            Optional<Bearing> bearing = bearing();
            if (bearing.isPresent()
                    && c.take("的")
                    && (c.peek().is("noun") || c.peek().is("colour"))) {
                return Optional.of(new Condition.Stands(bearing.get(), List.of(anchor)));
            }
        }
        c.reset(mark);
        return Optional.empty();
    }

    @Nullable
    Quantity quantity() {
        int start = c.mark();
        boolean about = c.takeTag("about");
        Form form = c.takeTag("least")
                ? Form.AT_LEAST
                : c.takeTag("most.n") ? Form.AT_MOST : about ? Form.ABOUT : Form.EXACTLY;
        int shift = 0;
        if (c.takeTag("over")) {
            form = Form.AT_LEAST;
            shift = 1;
        } else if (c.takeTag("under")) {
            form = Form.AT_MOST;
            shift = -1;
        }
        c.takeTag("only");
        int number = -1;
        if (c.peek().is("num")) {
            number = Integer.parseInt(c.next().value("num"));
        } else if (c.peek().is("number")
                && !c.peek().text().contains(".")
                && !c.peek(1).text().matches("[%％]")
                && !c.peek(1).is("pixel")) {
            number = Integer.parseInt(c.next().value("number"));
        } else if (c.peek().is("several")
                && (c.peek(1).is("measure") || c.peek().text().matches("一些|许多|很多|好几"))) {
            c.next();
            c.takeTag("measure");
            return Quantity.SEVERAL;
        } else if (c.peek().is("measure")
                && c.peek(1).is("noun")
                && c.peek().text().equals("个")) {
            c.next();
            return Quantity.ONE;
        }
        if (number < 0) {
            c.reset(start);
            return null;
        }
        if (c.takeTag("about")) {
            form = Form.ABOUT;
        }
        c.takeTag("measure");
        return form == Form.EXACTLY ? Quantity.exactly(number) : Quantity.of(form, number + shift);
    }

    /** 「左上角」, 「圖片的左邊」: a place in the picture. */
    Optional<Condition> place() {
        int start = c.mark();
        if (c.takeNoun("picture")) {
            c.take("的");
        }
        if (c.peek().is("corner")) {
            String[] parts = c.next().value("corner").split(" ");
            return Optional.of(new At(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])));
        }
        if (c.peek().is("between")) {
            boolean middle = c.next().text().equals("中间");
            if (middle) {
                return Optional.of(new At(0, 0));
            }
        } else if (c.peek().is("side")) {
            return switch (Bearing.valueOf(c.next().value("side"))) {
                case LEFT_OF -> Optional.of(new At(-1, At.ANY));
                case RIGHT_OF -> Optional.of(new At(1, At.ANY));
                case ABOVE -> Optional.of(new At(At.ANY, -1));
                default -> Optional.of(new At(At.ANY, 1));
            };
        }
        c.reset(start);
        return Optional.empty();
    }

    Optional<Bearing> bearing() {
        if (c.peek().is("side")) {
            return Optional.of(Bearing.valueOf(c.next().value("side")));
        }
        if (c.peek().is("near")) {
            return Optional.of(Bearing.valueOf(c.next().value("near")));
        }
        return Optional.empty();
    }

    /** 「貓的左邊」, 「貓和狗之間」, 「圖片左上角」. */
    Optional<Condition> where() {
        int start = c.mark();
        Optional<Condition> place = place();
        if (place.isPresent() && (c.atEnd() || c.peek().text().matches("[，,的]"))) {
            return place;
        }
        c.reset(start);
        Optional<Phrase> anchor = anchor();
        if (anchor.isEmpty()) {
            return Optional.empty();
        }
        if (c.takeTag("and")) {
            Optional<Phrase> second = anchor();
            c.take("的");
            if (second.isPresent() && c.takeTag("between")) {
                return Optional.of(new Condition.Stands(Bearing.BETWEEN, List.of(anchor.get(), second.get())));
            }
            c.reset(start);
            return Optional.empty();
        }
        c.take("的");
        Optional<Bearing> bearing = bearing();
        if (bearing.isPresent()) {
            return Optional.of(new Condition.Stands(bearing.get(), List.of(anchor.get())));
        }
        if (anchor.get().plural() && c.takeTag("between")) {
            return Optional.of(new Condition.Stands(Bearing.BETWEEN, List.of(anchor.get())));
        }
        c.reset(start);
        return Optional.empty();
    }

    private Optional<Phrase> anchor() {
        return phrase();
    }

    /** What may stand behind 「是」. */
    Optional<Condition> predicate() {
        int start = c.mark();
        List<String> colours = new ArrayList<>();
        while (c.peek().is("colour") && !(c.peek().is("noun") && c.peek().text().length() < 2 && false)) {
            colours.add(c.next().value("colour"));
            c.take("的");
            if (c.peek().is("and") && c.peek(1).is("colour")) {
                c.next();
            }
        }
        if (!colours.isEmpty() && !c.peek().is("noun")) {
            return Optional.of(new Condition.Coloured(colours, true));
        }
        c.reset(start);
        if (c.takeTag("at")) {
            return where();
        }
        Optional<Phrase> kind = phrase();
        if (kind.isPresent()) {
            return Optional.of(new Condition.Labelled(kind.get()));
        }
        c.reset(start);
        if (c.peek().is("most")) {
            Rank by = Rank.valueOf(c.next().value("most"));
            c.take("的");
            c.takeTag("measure");
            c.takeNoun("thing");
            return Optional.of(new Condition.Ranked(by, 1));
        }
        if (c.peek().is("number")) {
            return share();
        }
        return Optional.empty();
    }

    Optional<Condition> share() {
        boolean about = c.takeTag("about");
        if (c.peek().is("number") && c.peek(1).text().matches("[%％]")) {
            String number = c.next().text();
            c.next();
            return Optional.of(new Condition.Measures("share", Double.parseDouble(number), tolerance(number, about)));
        }
        return Optional.empty();
    }

    /** 「寬 200 像素」. */
    Optional<Condition> length() {
        String what = c.next().is("width") ? "width" : "height";
        c.takeTag("be");
        boolean about = c.takeTag("about");
        if (!c.peek().is("number")) {
            return Optional.empty();
        }
        String number = c.next().text();
        c.takeTag("measure");
        c.takeTag("pixel");
        return Optional.of(new Condition.Measures(what, Double.parseDouble(number), tolerance(number, about)));
    }

    private static double tolerance(String number, boolean about) {
        return EnglishMeasures.tolerance(new Word(Word.Sort.NUMBER, number, Double.parseDouble(number), 0, 0), about);
    }
}
