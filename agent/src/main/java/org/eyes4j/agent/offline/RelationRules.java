package org.eyes4j.agent.offline;

import java.util.List;
import org.eyes4j.agent.offline.Target.Sort;
import org.jspecify.annotations.Nullable;

/** Tells what a clause asks of how things stand to each other and to the picture. Stateless. */
final class RelationRules {
    private static final Target PERSON = Target.of(Sort.PERSON, "person", "person");

    private RelationRules() {}

    /**
     * Whether a relation holds, or what stands in it; none where a clause asks for neither.
     *
     * @param where whether it asks for places
     */
    static List<Goal> goals(Clause c, boolean where) {
        boolean wanted = c.has("wh", "who") || c.begins("list") || declares(c);
        int at = predicate(c);
        if (at >= 0 && !where) {
            List<Goal> goals = related(c, at, wanted);
            if (!goals.isEmpty()) {
                return goals;
            }
        }
        boolean choice = c.yesNo() && c.has("or") && c.indexOf(p -> p instanceof Piece.Place) >= 0;
        if (choice && c.things().size() == 1) {
            // "Is the cat on the left or on the right?"
            Target thing = c.things().get(0);
            Target plain = thing.order() == null ? thing : thing.unordered();
            return List.of(Goal.of(Asked.WHERE, plain.anchor() == null ? plain : plain.standingAlone(), "", c.said()));
        }
        int place = c.indexOf(p -> p instanceof Piece.Place);
        if (place >= 0 && c.has("who") && c.ownTargets().isEmpty()) {
            Relation side = ((Piece.Place) c.pieces().get(place)).direction();
            return List.of(Goal.of(Asked.WHERE, PERSON.standing(side, Target.wholePicture()), "", c.said()));
        }
        if (place >= 0 && wanted && c.things().isEmpty() && !c.yesNo()) {
            Relation direction = ((Piece.Place) c.pieces().get(place)).direction();
            return List.of(Goal.of(Asked.RELATED, Target.wholePicture(), direction.toString(), c.said()));
        }
        return List.of();
    }

    /** What a question of nothing but front and back is about: "is the dog behind the car?", "what is behind the car?" */
    static List<Target> byDepth(Clause c) {
        List<Target> things = c.things();
        boolean holds = c.yesNo() && things.size() == 2;
        boolean lists = !c.yesNo() && things.size() == 1 && c.has("wh") && !c.has("count", "where", "who", "colour");
        return holds || lists ? things : List.of();
    }

    private static List<Goal> related(Clause c, int at, boolean wanted) {
        Piece.Link link = (Piece.Link) c.pieces().get(at);
        Target anchor = anchor(c, at);
        if (anchor == null) {
            return List.of();
        }
        if (anchor.is(Sort.BACKGROUND) && subjects(c, at).isEmpty() && wanted) {
            return List.of(new Goal(Asked.CANNOT, List.of(), "depth", null, c.said()));
        }
        boolean toPicture = anchor.is(Sort.PICTURE) || link.weak() && anchor.is(Sort.SETTING);
        List<Target> subjects = subjects(c, at);
        String how = link.relation().toString();
        if (c.yesNo() && subjects.size() == 1 && !c.has("there", "any", "see") && !toPicture && !c.any()) {
            return List.of(new Goal(Asked.HOLDS, List.of(subjects.get(0), anchor), how, null, c.said()));
        }
        if (c.has("who") && subjects.isEmpty() && !(toPicture && link.weak()) && !c.yesNo()) {
            return List.of(Goal.of(Asked.WHERE, PERSON.standing(link.relation(), anchor), "", c.said()));
        }
        if (wanted && subjects.isEmpty() && !(toPicture && link.weak()) && !c.yesNo()) {
            return List.of(Goal.of(Asked.RELATED, anchor, how, c.said()));
        }
        return List.of();
    }

    private static List<Target> subjects(Clause c, int at) {
        return c.upTo(at).ownTargets().stream()
                .filter(t -> !t.is(Sort.ANYTHING))
                .toList();
    }

    /**
     * The relation that is asked about, not one that tells a thing apart: "what is <em>left of</em> the cup next to the
     * cat?", "is the cup next to the cat <em>left of</em> the dog?". -1 without one.
     */
    private static int predicate(Clause c) {
        int strong = -1;
        int weak = -1;
        for (int i = 0; i < c.pieces().size(); i++) {
            if (!(c.pieces().get(i) instanceof Piece.Link link) || link.relation() == Relation.NEAREST) {
                continue;
            }
            if (!link.weak() && (c.yesNo() || strong < 0)) {
                strong = i;
            } else if (link.weak() && weak < 0) {
                weak = i;
            }
        }
        return strong >= 0 ? strong : weak;
    }

    /** What stands behind a relation, with what tells it apart. */
    private static @Nullable Target anchor(Clause c, int at) {
        if (at + 1 >= c.pieces().size() || !(c.pieces().get(at + 1) instanceof Piece.Noun noun)) {
            return null;
        }
        return noun.target().is(Sort.PICTURE)
                ? noun.target()
                : c.from(at + 1).ownTargets().stream().findFirst().orElse(noun.target());
    }

    private static boolean declares(Clause c) {
        return !c.yesNo()
                && !c.pieces().isEmpty()
                && c.pieces().get(0) instanceof Piece.Noun noun
                && noun.target().is(Sort.ANYTHING);
    }
}
