package org.eyes4j.agent.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.eyes4j.agent.offline.Target.Sort;
import org.jspecify.annotations.Nullable;

/**
 * One request of a question.
 *
 * @param pieces its parts in order
 * @param yesNo whether it is answered with yes or no
 * @param command whether it begins with what to do
 * @param any whether it begins with "any"
 * @param asked whether it ended with a question mark
 * @param topics things named before it ("of the cat and the cup, which…") or by the clause before
 * @param said its words
 */
record Clause(
        List<Piece> pieces,
        boolean yesNo,
        boolean command,
        boolean any,
        boolean asked,
        List<Target> topics,
        String said) {

    /** The tag of a word that seems to say what to do, and is in no lexicon. */
    static final String UNKNOWN_VERB = "unknown.verb";

    /** The tag of a word said of a thing ("is the cat <em>cute</em>?") that is in no lexicon. */
    static final String UNKNOWN_PREDICATE = "unknown.predicate";

    /** The same clause after things were named. */
    Clause after(List<Target> named) {
        return new Clause(pieces, yesNo, command, any, asked, named, said);
    }

    /** What stands before a piece. */
    Clause upTo(int end) {
        return new Clause(pieces.subList(0, end), yesNo, command, any, asked, topics, said);
    }

    /** What stands from a piece on. */
    Clause from(int start) {
        return new Clause(pieces.subList(start, pieces.size()), yesNo, command, any, asked, topics, said);
    }

    boolean has(String... tags) {
        return mark(tags) != null;
    }

    /** The first word with one of the tags. */
    @Nullable
    Token mark(String... tags) {
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Mark mark && mark.token().isAny(tags)) {
                return mark.token();
            }
        }
        return null;
    }

    /** Whether the first word that does something has one of the tags. */
    boolean begins(String... tags) {
        return !pieces.isEmpty()
                && pieces.get(0) instanceof Piece.Mark mark
                && mark.token().isAny(tags);
    }

    int indexOf(Predicate<Piece> wanted) {
        for (int i = 0; i < pieces.size(); i++) {
            if (wanted.test(pieces.get(i))) {
                return i;
            }
        }
        return -1;
    }

    Piece.@Nullable Rank rank() {
        int i = indexOf(p -> p instanceof Piece.Rank);
        return i < 0 ? null : (Piece.Rank) pieces.get(i);
    }

    Piece.@Nullable Link link() {
        int i = indexOf(p -> p instanceof Piece.Link link && !link.weak());
        if (i < 0) {
            i = indexOf(p -> p instanceof Piece.Link);
        }
        return i < 0 ? null : (Piece.Link) pieces.get(i);
    }

    /** All noun phrases, as they stand. */
    List<Target> nouns() {
        List<Target> nouns = new ArrayList<>();
        pieces.forEach(p -> {
            if (p instanceof Piece.Noun noun) {
                nouns.add(noun.target());
            }
        });
        return nouns;
    }

    /**
     * What the clause is about: its noun phrases without the picture, relations drawn into the phrases they tell apart,
     * "everything but" taken in. Where there is none, what was named before.
     */
    List<Target> targets() {
        List<Target> own = ownTargets();
        return own.isEmpty() && (has("pronoun") || topicsStandAlone()) ? topics : own;
    }

    private boolean topicsStandAlone() {
        return nouns().isEmpty() && !has("this");
    }

    List<Target> ownTargets() {
        List<Target> targets = new ArrayList<>();
        boolean except = false;
        boolean with = false;
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (piece instanceof Piece.Mark mark) {
                except |= mark.token().is("except");
                with = mark.token().is("with") && !targets.isEmpty()
                        || with && mark.token().isAny("redact.fill", "redact.pixelate");
                continue;
            }
            if (piece instanceof Piece.Link link
                    && i + 1 < pieces.size()
                    && pieces.get(i + 1) instanceof Piece.Noun to) {
                if (link.weak() && to.target().isPlace()) {
                    i++;
                } else if (!targets.isEmpty()) {
                    int last = targets.size() - 1;
                    targets.set(last, targets.get(last).standing(link.relation(), to.target()));
                    i++;
                }
                continue;
            }
            if (piece instanceof Piece.Noun noun && !noun.target().is(Sort.PICTURE) && !with) {
                if (except
                        && !targets.isEmpty()
                        && targets.get(targets.size() - 1).is(Sort.ANYTHING)) {
                    targets.remove(targets.size() - 1);
                }
                boolean owned = i > 1
                        && pieces.get(i - 1) instanceof Piece.Mark mark
                        && mark.token().text().equals("'s")
                        && pieces.get(i - 2) instanceof Piece.Noun
                        && !targets.isEmpty();
                if (owned) {
                    targets.remove(targets.size() - 1);
                }
                targets.add(except ? noun.target().butThis() : noun.target());
            }
        }
        return placed(targets);
    }

    /** "How many cups are on the left?", "on the left, how many cups are there?": a place that stands by itself. */
    private List<Target> placed(List<Target> targets) {
        int place = indexOf(p -> p instanceof Piece.Place at && !at.from());
        boolean choice = has("or");
        if (place < 0 || choice || targets.size() != 1 || targets.get(0).relation() != null) {
            return targets;
        }
        Target one = targets.get(0);
        Relation side = ((Piece.Place) pieces.get(place)).direction();
        return one.is(Sort.ANYTHING) || one.order() != null
                ? targets
                : List.of(one.standing(side, Target.wholePicture()));
    }

    /** What the clause is about, "something" and "everything" left out. */
    List<Target> things() {
        return targets().stream()
                .filter(t -> !t.is(Sort.ANYTHING) || !t.isPlain())
                .toList();
    }

    boolean onlyAboutThePicture() {
        return nouns().stream().allMatch(t -> t.isPlace() || t.is(Sort.ANYTHING) && t.isPlain());
    }

    boolean coordinates(String tag) {
        for (int i = 1; i + 1 < pieces.size(); i++) {
            if (pieces.get(i) instanceof Piece.Mark mark
                    && mark.token().is(tag)
                    && pieces.get(i - 1) instanceof Piece.Noun
                    && pieces.get(i + 1) instanceof Piece.Noun) {
                return true;
            }
        }
        return false;
    }
}
