package org.eyes4j.agent.offline;

import java.util.List;
import org.eyes4j.agent.offline.Target.Sort;

/** Tells what a clause asks of several pictures held against each other. Stateless. */
final class PictureRules {
    private PictureRules() {}

    /** "Which picture has more cups?", "Does the first picture have more cups than the second?" */
    static List<Goal> goals(Clause c) {
        List<Target> things = c.things();
        boolean which = asksWhich(c);
        if (c.has("count") || things.size() > 1 || !which && !setsAgainst(c)) {
            return List.of();
        }
        Token much = c.mark("much.most", "much.fewest");
        if (much != null && things.size() == 1) {
            return List.of(Goal.of(Asked.COUNT, things.get(0), much.under("much."), c.said()));
        }
        Piece.Rank rank = c.rank();
        if (rank != null) {
            // The things of two pictures are not measured against each other; the pictures themselves are told.
            return things.isEmpty()
                    ? List.of(Goal.of(Asked.SIZE, Target.wholePicture(), "", c.said()))
                    : List.of(new Goal(Asked.CANNOT, List.of(), "word:" + rank.word(), null, c.said()));
        }
        boolean shows = c.has("contain", "have", "there", "in", "see", "visible") || c.link() != null;
        return which && much == null && things.size() == 1 && things.get(0).order() == null && shows
                ? List.of(Goal.of(Asked.EXISTS, things.get(0), "", c.said()))
                : List.of();
    }

    /** "which picture", "in what photo", "which of these images", "which image". */
    private static boolean asksWhich(Clause c) {
        for (int i = 0; i < c.pieces().size(); i++) {
            if (!(c.pieces().get(i) instanceof Piece.Mark mark) || !mark.token().is("wh")) {
                continue;
            }
            int k = i + 1;
            while (k < c.pieces().size()
                    && (c.pieces().get(k) instanceof Piece.Link link && link.weak()
                            || c.pieces().get(k) instanceof Piece.Mark between
                                    && between.token().isAny("of", "num", "pronoun", "we", "det"))) {
                k++;
            }
            boolean follows = k < c.pieces().size()
                    && c.pieces().get(k) instanceof Piece.Noun noun
                    && noun.target().is(Sort.PICTURE);
            boolean among = c.nouns().stream().anyMatch(t -> t.is(Sort.PICTURE) && t.many() > 1);
            return (follows || among) && mark.token().text().matches("which|what");
        }
        return false;
    }

    /** Two pictures by their numbers, or one and "than". */
    private static boolean setsAgainst(Clause c) {
        long numbered = c.nouns().stream()
                .filter(t -> t.is(Sort.PICTURE) && (t.index() > 0 || t.many() > 0))
                .count();
        return numbered > 1 || numbered == 1 && c.has("than");
    }
}
