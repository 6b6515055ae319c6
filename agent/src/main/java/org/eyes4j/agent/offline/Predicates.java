package org.eyes4j.agent.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eyes4j.agent.offline.Target.Sort;

/**
 * Words for what a body does ("sitting", "running"). With a place behind it ("sitting on the left") such a word only says
 * that something is there; without one it asks or tells something of its own. Stateless.
 */
final class Predicates {
    private Predicates() {}

    /**
     * A word that says something of its own.
     *
     * @param attributive whether it tells a thing apart ("the sitting man")
     */
    record Open(Token token, boolean attributive) {}

    /** Those of a clause, in order. */
    static List<Open> open(Clause c) {
        List<Open> open = new ArrayList<>();
        boolean be = false;
        for (int i = 0; i < c.pieces().size(); i++) {
            if (!(c.pieces().get(i) instanceof Piece.Mark mark)) {
                continue;
            }
            be |= mark.token().is("be");
            if (!mark.token().isAny("stance", "activity") && !EnglishNouns.isParticiple(mark.token())) {
                continue;
            }
            Piece next = i + 1 < c.pieces().size() ? c.pieces().get(i + 1) : null;
            boolean attributive = next instanceof Piece.Noun;
            boolean asked = c.yesNo() || be || isHan(mark.token());
            boolean tells = asked && !c.has("where") && !placed(c, i + 1, true);
            if (attributive || tells || mark.token().is("stance") && !c.has("where") && !placed(c, i + 1, false)) {
                open.add(new Open(mark.token(), attributive));
            }
        }
        return open;
    }

    /** What a yes-or-no clause says of its thing, other than that it is there: "is the door <em>open</em>?" */
    static Optional<Token> more(Clause c) {
        for (Piece piece : c.pieces()) {
            if (piece instanceof Piece.Mark mark
                    && mark.token().tags().isEmpty()
                    && !mark.token().isPunctuation()
                    && !mark.token().text().equals("'s")) {
                return Optional.of(mark.token());
            }
        }
        Piece last = c.pieces().get(c.pieces().size() - 1);
        return c.begins("be")
                        && c.pieces().size() > 2
                        && last instanceof Piece.Mark mark
                        && !mark.token()
                                .isAny(
                                        "there",
                                        "visible",
                                        "contain",
                                        "see",
                                        "appear",
                                        "this",
                                        "in",
                                        "stance",
                                        "activity",
                                        "not")
                        && !mark.token().isPunctuation()
                ? Optional.of(mark.token())
                : Optional.empty();
    }

    /** In Chinese such a word needs no "be" before it. */
    private static boolean isHan(Token token) {
        return Character.isIdeographic(token.text().codePointAt(0));
    }

    /** "… on the left", "… next to the car", "坐在 …"; "in the picture" is a place only where nothing is asked of the word. */
    private static boolean placed(Clause c, int i, boolean asked) {
        if (i >= c.pieces().size()) {
            return false;
        }
        Piece next = c.pieces().get(i);
        if (next instanceof Piece.Link link) {
            boolean everywhere = link.weak()
                    && i + 1 < c.pieces().size()
                    && c.pieces().get(i + 1) instanceof Piece.Noun noun
                    && (noun.target().is(Sort.PICTURE) || noun.target().is(Sort.SETTING));
            return !everywhere || !asked;
        }
        return next instanceof Piece.Place
                || next instanceof Piece.Rank
                || next instanceof Piece.Mark mark && mark.token().text().equals("在");
    }

    /** What a clause asks of how people hold themselves; none where it does not. */
    static List<Goal> goals(Clause c, List<Target> things) {
        List<Open> open = open(c);
        boolean asked = c.yesNo()
                || c.has("who", "wh", "count") && (c.has("be") || open.stream().anyMatch(o -> isHan(o.token())));
        boolean told = !open.isEmpty()
                && open.stream().allMatch(o -> o.token().is("stance") && (!o.attributive() || c.has("count")))
                && !c.has("where", "colour", "size", "mask", "say");
        List<Target> people = things.stream().filter(t -> !t.is(Sort.ANYTHING)).toList();
        if (!asked && !c.has("or")
                || !told
                || people.size() > 1
                || people.stream().anyMatch(t -> !t.is(Sort.PERSON))) {
            return List.of();
        }
        Target who = people.isEmpty() ? Target.of(Sort.PERSON, "person", "person") : people.get(0);
        if (people.isEmpty() && !c.has("pronoun", "who")) {
            return List.of();
        }
        List<String> stances =
                open.stream().map(o -> o.token().noun()).distinct().toList();
        String how = stances.size() == 1 ? stances.get(0) : "";
        boolean count = c.has("count") && !how.isEmpty();
        return List.of(Goal.of(Asked.POSTURE, who, (count ? "count:" : "") + how, c.said()));
    }
}
