package org.eyes4j.agent.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eyes4j.agent.offline.Target.Sort;
import org.jspecify.annotations.Nullable;

/**
 * Tells from the parts of a clause what it asks for. The order matters: what is most telling comes first. Stateless.
 */
final class Rules {
    /** The goals of a clause; none when its structure does not tell. */
    List<Goal> goals(Clause c) {
        List<Goal> written = ReadingRules.written(c);
        if (!written.isEmpty()) {
            return written;
        }
        List<Goal> alike = LikenessRules.goals(c);
        if (!alike.isEmpty()) {
            return alike;
        }
        List<Goal> named = IdentityRules.goals(c);
        if (!named.isEmpty()) {
            return named;
        }
        if (c.has(Clause.UNKNOWN_PREDICATE) || c.yesNo() && c.has("adj") && !c.has("there", "see", "contain")) {
            // "Is the cat cute?": no tool tells, and that there is a cat is no answer.
            return List.of();
        }
        if (c.has("depth") && c.nouns().stream().noneMatch(t -> t.is(Sort.BACKGROUND) || t.is(Sort.CODE))) {
            return List.of(new Goal(Asked.CANNOT, RelationRules.byDepth(c), "depth", null, c.said()));
        }
        List<Goal> goals = doing(c);
        if (goals.isEmpty()) {
            goals = PictureRules.goals(c);
        }
        if (goals.isEmpty()) {
            goals = Predicates.goals(c, c.things());
        }
        if (goals.isEmpty()) {
            goals = measuring(c);
        }
        if (goals.isEmpty()) {
            goals = ranking(c);
        }
        if (goals.isEmpty()) {
            goals = telling(c);
        }
        goals = goals.isEmpty() ? seeing(c) : goals;
        Optional<String> unmeasured = goals.isEmpty() ? Unmeasured.word(c) : Optional.empty();
        if (unmeasured.isPresent()) {
            return List.of(new Goal(Asked.CANNOT, List.of(), "word:" + unmeasured.get(), null, c.said()));
        }
        boolean depth = goals.stream().anyMatch(Rules::isByDepth);
        return depth ? List.of(new Goal(Asked.CANNOT, List.of(), "depth", null, c.said())) : goals;
    }

    /** "the person nearest to the camera". */
    private static boolean isByDepth(Goal goal) {
        boolean order = goal.anchor() != null && isCamera(goal.anchor());
        return order
                || goal.targets().stream()
                        .anyMatch(t -> t.relation() == Relation.NEAREST && t.anchor() != null && isCamera(t.anchor()))
                || goal.how().equals("nearest") && goal.targets().stream().anyMatch(Rules::isCamera);
    }

    private static boolean isCamera(Target anchor) {
        return anchor.is(Sort.PICTURE) || anchor.head().matches("camera|viewer|lens|photographer|观众|相机|镜头");
    }

    /** A clause of nothing but things: asked after with "?", else looked for. */
    List<Goal> bare(Clause c) {
        boolean onlyThings = c.pieces().stream()
                .noneMatch(p -> p instanceof Piece.Rank
                        || p instanceof Piece.Mark mark
                                && mark.token()
                                        .isAny(
                                                "wh",
                                                "who",
                                                "be",
                                                "do",
                                                "have",
                                                "can",
                                                "we",
                                                "this",
                                                "not",
                                                "adj",
                                                "yes",
                                                Clause.UNKNOWN_PREDICATE));
        return onlyThings ? each(c.asked() ? Asked.EXISTS : Asked.WHERE, c.things(), c) : List.of();
    }

    /** What changes or cuts pictures. */
    private static List<Goal> doing(Clause c) {
        Token cannot = c.mark(
                "cannot.action", "cannot.why", "cannot.age", "cannot.when", "cannot.identity", "cannot.distance");
        if (cannot != null || c.begins("cannot.edit")) {
            return List.of(cannot(c));
        }
        List<Goal> hidden = hiding(c);
        if (!hidden.isEmpty()) {
            return hidden;
        }
        List<Target> things = c.things();
        if (c.begins("keep") && !affirmed(things).isEmpty()) {
            return each(Asked.CUTOUT, affirmed(things), c);
        }
        boolean both = things.stream().anyMatch(t -> t.is(Sort.BACKGROUND))
                && !foreground(things).isEmpty();
        if (both && (c.begins("remove", "light") || c.has("cutout")) && !c.has("colour")) {
            return each(Asked.CUTOUT, foreground(things), c);
        }
        if (c.begins("remove")) {
            boolean kept = things.stream().anyMatch(Target::except);
            if (kept || things.stream().allMatch(t -> t.is(Sort.BACKGROUND))) {
                List<Target> what = kept ? affirmed(things) : List.of();
                return oneOrEach(Asked.CUTOUT, what, c);
            }
            return List.of(cannot(c));
        }
        if (c.has("cutout") && !things.isEmpty() && things.stream().allMatch(t -> t.is(Sort.TEXT))) {
            return List.of(Goal.of(Asked.READ, List.of(), c.said()));
        }
        if (c.has("cutout", "cutout.noun")) {
            // "Make all but the cat transparent" keeps the cat; "cut out all but the cat" does not.
            return oneOrEach(Asked.CUTOUT, c.has("cutout") ? foreground(things) : affirmed(things), c);
        }
        if (c.has("crop")) {
            return oneOrEach(Asked.CROP, foreground(things), c);
        }
        return List.of();
    }

    private static List<Goal> hiding(Clause c) {
        Token how = c.mark("redact.fill", "redact.pixelate", "redact.blur", "redact.hide");
        if (how == null && c.begins("cover.up") && c.command()) {
            how = c.mark("cover.up");
        }
        if (how == null || c.has("count", "where") || c.yesNo() && !c.has("can")) {
            return List.of();
        }
        String style = how.is("cover.up") ? "fill" : how.under("redact.");
        List<Target> what = c.targets().isEmpty() ? c.topics() : c.targets();
        List<Target> things = what.stream().filter(t -> !t.is(Sort.ANYTHING)).toList();
        List<Goal> goals = new ArrayList<>();
        for (Target thing : things.isEmpty() ? what : things) {
            goals.add(Goal.of(Asked.REDACT, thing, style, c.said()));
        }
        if (goals.isEmpty()) {
            // A picture is made anonymous by its faces.
            Target whole = style.equals("hide") ? Target.of(Sort.FACE, "face", "face") : Target.wholePicture();
            goals.add(Goal.of(Asked.REDACT, whole, style, c.said()));
        }
        return goals;
    }

    /** Numbers: counts, shares, pixels. */
    private static List<Goal> measuring(Clause c) {
        List<Target> things = c.things();
        if (c.has("cover")) {
            return oneOrEach(Asked.COVER, things, c);
        }
        if (c.has("count", "count.verb")) {
            Token colour = c.mark("is");
            List<Target> counted = colour == null || things.isEmpty() ? things : paint(things, colour);
            // "How many of the animals are dogs?" counts dogs.
            boolean amongThem = c.has("of") && c.has("be") && things.size() == 2 && !c.coordinates("and");
            return oneOrEach(Asked.COUNT, amongThem ? counted.subList(1, 2) : counted, c);
        }
        if (c.has("far.more") && c.has("than") && things.size() == 2) {
            return each(Asked.COUNT, things, c);
        }
        boolean pictures = c.onlyAboutThePicture() && things.isEmpty();
        if (c.has("compare", "difference") && pictures) {
            return List.of(Goal.of(Asked.COMPARE, List.of(), c.said()));
        }
        return List.of();
    }

    /** Comparisons and superlatives. */
    private static List<Goal> ranking(Clause c) {
        Piece.Rank rank = c.rank();
        if (rank == null) {
            return extreme(c);
        }
        int at = c.indexOf(p -> p instanceof Piece.Rank);
        Target anchor = rank.order() == Order.NEAREST || rank.order() == Order.FARTHEST ? nounAt(c, at + 1) : null;
        List<Target> things = new ArrayList<>(c.things());
        if (anchor != null) {
            things.remove(anchor);
        }
        if (things.isEmpty()) {
            things.addAll(c.topics());
        }
        if (things.isEmpty() && c.has("who")) {
            things.addAll(people(things));
        }
        String how = rank.order().toString();
        if (c.has("than") && things.size() >= 2 && !c.coordinates("or")) {
            return List.of(new Goal(Asked.HOLDS, things.subList(0, 2), how, null, c.said()));
        }
        if (things.size() >= 2) {
            return List.of(new Goal(Asked.WHICH, things, how, anchor, c.said()));
        }
        if (things.size() == 1 && things.get(0).many() > 1 && rank.superlative() && rank.order() != Order.FARTHEST) {
            Target some = things.get(0);
            return anchor == null
                    ? each(Asked.WHERE, List.of(some.ordered(rank.order(), 1)), c)
                    : each(Asked.WHERE, List.of(some.standing(Relation.NEAREST, anchor)), c);
        }
        if (things.size() == 1 && anchor != null && c.yesNo() && rank.superlative() && rank.order() == Order.NEAREST) {
            return List.of(new Goal(Asked.HOLDS, List.of(things.get(0), anchor), how, null, c.said()));
        }
        if (things.isEmpty() && anchor != null && rank.order() == Order.NEAREST) {
            return List.of(Goal.of(Asked.RELATED, anchor, "nearest", c.said()));
        }
        return List.of(new Goal(Asked.EXTREME, things, how, anchor, c.said()));
    }

    private static List<Goal> extreme(Clause c) {
        boolean asksWhich = c.has("wh", "who")
                || c.begins("list")
                || !c.yesNo() && !c.command() && c.pieces().get(0) instanceof Piece.Noun;
        if (!asksWhich || c.has("where", "colour", "size", "mask", "say", "written", "pose", "mood")) {
            return List.of();
        }
        List<Target> ordered = c.targets().stream()
                .filter(t -> t.index() == 1 && t.order() != null)
                .toList();
        if (ordered.size() != 1) {
            return List.of();
        }
        Target one = ordered.get(0);
        if (one.chosen() > 1) {
            return each(Asked.WHERE, ordered, c);
        }
        Order order = java.util.Objects.requireNonNull(one.order());
        List<Target> what = one.is(Sort.ANYTHING) ? List.of() : List.of(one.unordered());
        List<Target> others = c.things().stream().filter(t -> t.order() == null).toList();
        Target anchor = order == Order.NEAREST && !others.isEmpty() ? others.get(0) : null;
        return List.of(new Goal(Asked.EXTREME, what, order.toString(), anchor, c.said()));
    }

    /** Masks, colours, text, codes, sizes, people. */
    private static List<Goal> telling(Clause c) {
        List<Target> things = c.things();
        boolean looks = c.has("where") || c.begins("find");
        if (c.has("segment") || c.has("mask") || c.begins("mask.verb")) {
            return oneOrEach(Asked.SEGMENT, things, c);
        }
        if (c.has("colour")) {
            return oneOrEach(Asked.COLOUR, things.isEmpty() ? List.of(Target.wholePicture()) : things, c);
        }
        if (c.has("pose", "pose.verb")) {
            return oneOrEach(Asked.POSE, people(things), c);
        }
        if (c.has("mood")) {
            Token emotion = c.yesNo() ? c.mark("emotion") : null;
            String how = emotion == null ? "" : emotion.noun();
            Target whose = things.isEmpty() ? Target.of(Sort.FACE, "face", "face") : things.get(0);
            return List.of(Goal.of(Asked.MOOD, whose, how, c.said()));
        }
        List<Goal> reading = ReadingRules.goals(c, things, looks);
        if (!reading.isEmpty()) {
            return reading;
        }
        Token colour = c.mark("is");
        if (c.yesNo() && colour != null && !things.isEmpty() && !c.has("there")) {
            List<Target> painted = paint(things, colour);
            Target last = painted.get(painted.size() - 1);
            return List.of(Goal.of(Asked.HOLDS, last.coloured(null), "colour:" + last.colour(), c.said()));
        }
        if (c.has("wh") && colour != null && things.size() == 1 && !c.has("where")) {
            return each(Asked.WHERE, paint(things, colour), c);
        }
        if (c.has("size", "measure")) {
            return oneOrEach(Asked.SIZE, things.isEmpty() ? List.of(Target.wholePicture()) : things, c);
        }
        return List.of();
    }

    /** Relations, places, existence, and what there is. */
    private static List<Goal> seeing(Clause c) {
        List<Target> things = c.things();
        boolean where = c.has("where") || c.begins("find") && !(c.yesNo() && c.begins("see"));
        List<Goal> related = RelationRules.goals(c, where);
        if (!related.isEmpty()) {
            return related;
        }
        if (where && !things.isEmpty()) {
            return each(Asked.WHERE, things, c);
        }
        if (c.yesNo() && !things.isEmpty() && !c.has("wh")) {
            Optional<Token> more = Predicates.more(c);
            if (more.isPresent()) {
                String word = more.get().text();
                return List.of(new Goal(Asked.CANNOT, List.of(), "word:" + word, null, c.said()));
            }
            boolean same = c.coordinates("and") || c.coordinates("or");
            boolean asksOfOne = !c.has("there", "we") && things.size() > 1;
            if (!same && asksOfOne && !things.get(0).head().matches("animal|creature|kind|thing")) {
                // "Is the person nearest to the car a doctor?": that there is one is no answer.
                return List.of();
            }
            return each(Asked.EXISTS, same ? things : List.of(things.get(things.size() - 1)), c);
        }
        if (c.has("describe", "description")) {
            if (things.isEmpty()) {
                return List.of(Goal.of(Asked.DESCRIBE, List.of(), c.said()));
            }
            List<Goal> both = new ArrayList<>(each(Asked.WHERE, things, c));
            both.addAll(each(Asked.COLOUR, things, c));
            return both;
        }
        if (things.isEmpty()
                && (c.has("wh", "looking") || c.begins("list", "find", "see") || whole(c))
                && tellsWhat(c)) {
            return List.of(Goal.of(Asked.WHAT, List.of(), c.said()));
        }
        if (c.has("wh")
                && c.has("this", "in")
                && things.stream().allMatch(t -> t.head().matches("animal|kind|creature"))
                && c.has("be")
                && things.size() == 1
                && !c.has("do")) {
            return List.of(Goal.of(Asked.WHAT, List.of(), c.said()));
        }
        if (c.has("who") && things.isEmpty() && c.has("be", "see", "contain", "visible", "there")) {
            return each(Asked.EXISTS, people(things), c);
        }
        if ((c.has("wh") || c.begins("list"))
                && (things.size() == 1 || c.coordinates("and") || c.coordinates("or"))
                && c.has("be", "see", "contain", "visible", "there")) {
            if (c.has("who")
                    && things.size() == 1
                    && things.get(0).is(Sort.PERSON)
                    && things.get(0).isPlain()) {
                // "Who is the man?": that there is one is no answer.
                return List.of(cannot(c));
            }
            boolean chosen = things.stream().anyMatch(Target::isChosen);
            return each(chosen ? Asked.WHERE : Asked.EXISTS, things, c);
        }
        return List.of();
    }

    private static boolean tellsWhat(Clause c) {
        Token wh = c.mark("wh");
        boolean asks = wh == null || wh.text().matches("what|which|who");
        return asks
                && (c.has("be", "see", "contain", "visible", "there", "do", "looking", "appear")
                        || c.begins("list", "find", "see")
                        || whole(c));
    }

    /** "everything in the picture". */
    private static boolean whole(Clause c) {
        return c.nouns().stream().anyMatch(t -> t.is(Sort.ANYTHING))
                && !c.yesNo()
                && !c.has(Clause.UNKNOWN_VERB, "keep", "remove");
    }

    private static Goal cannot(Clause c) {
        return Goal.of(Asked.CANNOT, List.of(), c.said());
    }

    private static List<Target> affirmed(List<Target> things) {
        return things.stream()
                .filter(t -> !t.is(Sort.BACKGROUND))
                .map(t ->
                        t.except() ? Target.of(t.sort(), t.head(), t.written()).coloured(t.colour()) : t)
                .toList();
    }

    private static List<Target> foreground(List<Target> things) {
        return things.stream()
                .filter(t -> !t.is(Sort.BACKGROUND))
                .map(t -> t.anchor() != null && t.anchor().is(Sort.BACKGROUND) ? t.standingAlone() : t)
                .toList();
    }

    private static List<Target> people(List<Target> things) {
        List<Target> some = things.stream().filter(t -> !t.is(Sort.ANYTHING)).toList();
        return some.isEmpty() ? List.of(Target.of(Sort.PERSON, "person", "person")) : some;
    }

    private static List<Target> paint(List<Target> things, Token colour) {
        String name = colour.noun();
        return things.stream()
                .map(t -> t.colour() == null ? t.coloured(name) : t)
                .collect(Collectors.toList());
    }

    private static @Nullable Target nounAt(Clause c, int i) {
        return i >= 0 && i < c.pieces().size() && c.pieces().get(i) instanceof Piece.Noun noun ? noun.target() : null;
    }

    private static List<Goal> each(Asked asked, List<Target> targets, Clause c) {
        return targets.stream().map(t -> Goal.of(asked, List.of(t), c.said())).toList();
    }

    static List<Goal> oneOrEach(Asked asked, List<Target> targets, Clause c) {
        return targets.isEmpty() ? List.of(Goal.of(asked, List.of(), c.said())) : each(asked, targets, c);
    }
}
