package org.eyes4j.agent.offline;

import java.util.Locale;
import org.eyes4j.agent.offline.Target.Sort;

/** Reads where things are in one English clause: places of the picture, sides of other things. One use each. */
final class EnglishPlaces {
    private final Reading reading;
    private final EnglishNouns phrases;

    EnglishPlaces(Reading reading, EnglishNouns phrases) {
        this.reading = reading;
        this.phrases = phrases;
    }

    /** "to the left of", "on the far left", "in the top right corner of", "from the left", "further left", "'s left". */
    boolean read() {
        int k = 0;
        boolean from = reading.is(0, "from");
        boolean possessive = "'s".equals(reading.text(0));
        boolean more = reading.is(0, "far.more");
        boolean most = reading.is(0, "far.most") && !"far".equals(reading.text(0));
        if (more || most || possessive) {
            k++;
        }
        if (reading.is(k, "in", "on", "to", "from", "by") || "at".equals(reading.text(k))) {
            k++;
        }
        while (reading.is(k, "det")
                || reading.is(k, "far.most")
                || "immediate".equals(reading.text(k))
                || "direct".equals(reading.text(k))) {
            k++;
        }
        Token turn = reading.peek(k);
        if (turn == null || turn.under("dir.").isEmpty()) {
            return false;
        }
        Relation relation = side(turn);
        k++;
        if (reading.is(k, "dir.left", "dir.right", "dir.above", "dir.below")) {
            relation = relation.corner(side(reading.tokens.get(reading.at + k)));
            k++;
        }
        boolean side = reading.is(k, "side");
        while (reading.is(k, "side")) {
            k++;
        }
        boolean of = reading.is(k, "of") || side && reading.is(k, "from", "in");
        if (k < 2 && !side && !of && reading.is(k) && phrases.beginsAt(reading.at + k)) {
            return false;
        }
        if (!side && !of && !possessive && phrases.beginsAt(reading.at + k) && !from) {
            return false;
        }
        if (possessive && !reading.pieces.isEmpty() && reading.last() instanceof Piece.Noun owner) {
            reading.pieces.remove(reading.pieces.size() - 1);
            reading.pieces.add(new Piece.Link(relation, false));
            reading.pieces.add(owner);
            reading.at += k;
            return true;
        }
        if ((more || most) && relation.isSide()) {
            reading.pieces.add(new Piece.Rank(Order.of(relation), most, turn.text()));
            reading.at += k;
            return true;
        }
        if (of) {
            boolean part =
                    relation.isPart() && phrases.beginsAt(reading.at + k + 1) && !phrases.isPicture(reading.at + k + 1);
            // "in the middle of the table": on it, as far as a picture tells.
            reading.pieces.add(new Piece.Link(part ? Relation.OVERLAPS : relation, false));
            reading.at += k + 1;
            return true;
        }
        reading.at += k;
        place(relation, from);
        return true;
    }

    static Relation side(Token token) {
        return Relation.valueOf(token.under("dir.").toUpperCase(Locale.ROOT));
    }

    /** A place right after a noun says which one is meant: "the person on the far left", "the second cat from the left". */
    private void place(Relation relation, boolean from) {
        if (!reading.pieces.isEmpty()
                && reading.last() instanceof Piece.Noun noun
                && !noun.target().is(Sort.PICTURE)) {
            Target target = noun.target();
            boolean asked = reading.tokens.get(0).is("be") && reading.isDone() && target.index() == 0 && isAlone();
            if (!relation.isSide() || asked) {
                // "Is the cup on the left?": of the picture.
                reading.replaceLast(new Piece.Noun(target.standing(relation, Target.wholePicture()), noun.plural()));
                return;
            }
            if (target.index() != 0 && target.order() == Order.LEFT || !noun.plural() || target.many() > 0) {
                int index = Math.max(1, target.index());
                reading.replaceLast(new Piece.Noun(target.ordered(Order.of(relation), index), false));
            } else {
                reading.replaceLast(new Piece.Noun(target.standing(relation, Target.wholePicture()), noun.plural()));
            }
            return;
        }
        reading.pieces.add(new Piece.Place(relation, from));
    }

    /** Whether one thing is named so far, and nothing that it stands to. */
    private boolean isAlone() {
        return reading.pieces.stream().filter(p -> p instanceof Piece.Noun).count() == 1
                && reading.pieces.stream().noneMatch(p -> p instanceof Piece.Link);
    }
}
