package org.eyes4j.agent.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eyes4j.agent.offline.Target.Sort;

/** Puts the words of one English clause together into noun phrases, relations and comparisons. One use each. */
final class EnglishPieces {
    private final Lexicon lexicon;
    private final Reading reading;
    private final EnglishNouns phrases;
    private final EnglishPlaces places;
    private boolean lastDefinite;

    EnglishPieces(Lexicon lexicon, List<Token> tokens) {
        this.lexicon = lexicon;
        this.reading = new Reading(tokens);
        this.phrases = new EnglishNouns(tokens);
        this.places = new EnglishPlaces(reading, phrases);
    }

    List<Piece> all() {
        while (reading.at < reading.tokens.size()) {
            if (!places.read() && !rank() && !link() && !noun()) {
                mark();
            }
        }
        return reading.pieces;
    }

    private boolean rank() {
        int k = reading.is(0, "det") ? 1 : 0;
        Token token = reading.peek(k);
        if (token == null) {
            return false;
        }
        boolean superlative = !token.under("most.").isEmpty();
        String order = superlative ? token.under("most.") : token.under("more.");
        boolean nearestTo =
                k == 0 && order.equals("nearest") && !reading.pieces.isEmpty() && reading.last() instanceof Piece.Noun;
        if (order.isEmpty() || superlative && !nearestTo && nounAt(k + 1)) {
            return false;
        }
        boolean stands = superlative && order.equals("nearest") && tellsApart(reading.at + k + 1);
        reading.at += k + 1;
        if (reading.is(0, "pronoun")) {
            reading.at++;
        }
        if (reading.is(0, "to")) {
            reading.at++;
        }
        Order by = Order.valueOf(order.toUpperCase(Locale.ROOT));
        // "the person nearest to the cup": which person is meant.
        reading.pieces.add(
                stands ? new Piece.Link(Relation.NEAREST, false) : new Piece.Rank(by, superlative, token.text()));
        return true;
    }

    /** Whether "nearest", whose anchor begins at {@code k}, says which thing is meant, not what is asked of it. */
    private boolean tellsApart(int k) {
        int anchor = k < reading.tokens.size() && reading.tokens.get(k).is("to") ? k + 1 : k;
        boolean finite = reading.at > 0
                && reading.tokens.get(reading.at - 1).is("posture")
                && !reading.tokens.get(reading.at - 1).text().matches(".*(ing|ed)");
        if (finite
                || reading.pieces.isEmpty()
                || !(reading.last() instanceof Piece.Noun noun)
                || noun.target().is(Sort.PICTURE)
                || !phrases.beginsAt(anchor)) {
            return false;
        }
        // "Is the person nearest to the cup?" asks for it; "… nearest to the cup red?" asks for something else of that
        // person.
        int end = phrases.end(anchor);
        List<Token> after = reading.tokens.subList(end, reading.tokens.size());
        return !reading.tokens.get(0).is("be")
                || phrases.beginsAt(end)
                || after.stream()
                        .anyMatch(t -> t.isAny("is", "adj", "posture", "than", "mood", "on", "visible")
                                || !t.under("rel.").isEmpty()
                                || !t.under("dir.").isEmpty()
                                || !t.under("more.").isEmpty()
                                || t.tags().isEmpty() && !t.isPunctuation());
    }

    private boolean link() {
        Token token = reading.tokens.get(reading.at);
        if (token.is("rel.between")) {
            return between();
        }
        String strong = token.under("rel.");
        if (!strong.isEmpty() && (nounAt(1) || reading.is(1, "pronoun"))) {
            reading.pieces.add(new Piece.Link(Relation.valueOf(strong.toUpperCase(Locale.ROOT)), false));
            reading.at++;
            return true;
        }
        if (token.text().equals("over") && nounAt(1)) {
            reading.pieces.add(new Piece.Link(Relation.ABOVE, false));
            reading.at++;
            return true;
        }
        if (token.isAny("in", "on") && nounAt(1)) {
            reading.pieces.add(new Piece.Link(token.is("on") ? Relation.ON : Relation.INSIDE, true));
            reading.at++;
            return true;
        }
        return false;
    }

    /** "between the cup and the bottle", "between the two cups"; what two things are compared by stands elsewhere. */
    private boolean between() {
        boolean compared = reading.tokens.stream().anyMatch(t -> t.isAny("difference", "compare", "or", "than"))
                || reading.tokens.stream()
                        .anyMatch(t ->
                                !t.under("more.").isEmpty() || !t.under("most.").isEmpty());
        if (compared || !nounAt(1)) {
            return false;
        }
        int start = reading.at;
        int known = reading.pieces.size();
        reading.at++;
        placedNoun();
        if (reading.pieces.size() != known + 1
                || !(reading.last() instanceof Piece.Noun one)
                || one.target().is(Sort.PICTURE)) {
            return reading.back(start, known);
        }
        Target anchor = one.target();
        if (reading.is(0, "and") && nounAt(1)) {
            reading.at++;
            placedNoun();
            if (reading.pieces.size() != known + 2 || !(reading.last() instanceof Piece.Noun other)) {
                return reading.back(start, known);
            }
            anchor = anchor.and(other.target());
            reading.pieces.remove(reading.pieces.size() - 1);
        } else if (!one.plural()) {
            return reading.back(start, known);
        }
        boolean alone = known == 0 && reading.isDone();
        if (alone) {
            // "Of two things" named first, to be compared by what follows.
            return reading.back(start, known);
        }
        reading.pieces.set(known, new Piece.Link(Relation.BETWEEN, false));
        reading.pieces.add(new Piece.Noun(anchor, one.plural()));
        return true;
    }

    /** A noun phrase with a place that tells it apart: "the cup on the right". */
    private void placedNoun() {
        noun();
        int after = reading.at;
        int known = reading.pieces.size();
        if (places.read() && reading.pieces.size() != known) {
            reading.back(after, known);
        }
    }

    private boolean nounAt(int ahead) {
        return phrases.beginsAt(reading.at + ahead);
    }

    private boolean noun() {
        boolean said = reading.at == reading.tokens.size() - 1
                && !reading.pieces.isEmpty()
                && reading.last() instanceof Piece.Noun;
        if (!nounAt(0)
                || participleAfterNoun()
                || verbOfSubject()
                || said
                        && reading.tokens.get(0).is("be")
                        && reading.tokens.get(reading.at).tags().isEmpty()) {
            return false;
        }
        String colour = null;
        Order order = null;
        int index = 0;
        int many = 0;
        Relation side = null;
        boolean definite = false;
        List<String> modifiers = new ArrayList<>();
        while (reading.at < reading.tokens.size()
                && EnglishNouns.isBeforeNoun(reading.tokens.get(reading.at))
                && !(phrases.isColourNoun(reading.at) && !nounAt(1))) {
            Token token = reading.tokens.get(reading.at++);
            if (token.is("ord")) {
                index = Integer.parseInt(lexicon.value("ord", token.text()));
                order = order == null ? Order.LEFT : order;
            } else if (!token.under("most.").isEmpty()) {
                order = Order.valueOf(token.under("most.").toUpperCase(Locale.ROOT));
                index = Math.max(1, index);
            } else if (!token.under("dir.").isEmpty()) {
                side = side == null ? EnglishPlaces.side(token) : side.corner(EnglishPlaces.side(token));
            } else if (token.is("is")) {
                colour = lexicon.value("is", token.text());
            } else if (number(token) > 0) {
                many = number(token);
            } else if (token.isAny("big", "small")) {
                if (definite) {
                    order = token.is("big") ? Order.LARGEST : Order.SMALLEST;
                    index = 1;
                } else {
                    modifiers.add(token.text());
                }
            } else if (token.is("adj")) {
                modifiers.add(token.text());
            } else if (token.is("det")) {
                definite = token.text().equals("the")
                        || token.text().equals("that")
                        || token.text().equals("this");
            }
        }
        if (side != null && side.isSide()) {
            order = Order.of(side);
            index = Math.max(1, index);
        }
        List<Token> head = new ArrayList<>();
        while (reading.at < reading.tokens.size()
                && (EnglishNouns.isHead(reading.tokens.get(reading.at)) || head.isEmpty())
                && !(!head.isEmpty() && phrases.participleAt(reading.at))) {
            if (!head.isEmpty() && predicateAt(head)) {
                break;
            }
            Token token = reading.tokens.get(reading.at);
            if (!head.isEmpty()
                    && (token.is("all")
                            || !reading.tokens
                                    .get(reading.at - 1)
                                    .under(Givens.TAG)
                                    .isEmpty()
                            || token.tags().isEmpty() && endsNoun(reading.tokens.get(reading.at - 1)))) {
                break;
            }
            head.add(token);
            reading.at++;
        }
        lastDefinite = definite;
        Token lastWord = head.get(head.size() - 1);
        if (lastWord.is("picture")
                && index == 0
                && reading.at < reading.tokens.size()
                && number(reading.tokens.get(reading.at)) > 0) {
            // "image 2".
            index = number(reading.tokens.get(reading.at++));
            order = Order.LEFT;
        }
        boolean plural = !lastWord.noun().equals(lastWord.text()) || lastWord.isAny("all");
        Target target = Nouns.named(head).coloured(colour).modified(modifiers).counted(many);
        if (side != null && !side.isSide()) {
            target = target.standing(side, Target.wholePicture());
        }
        if (order != null) {
            target = target.ordered(order, index == -1 ? 1 : index);
            if (index == -1) {
                target = target.ordered(Order.RIGHT, 1);
            }
        }
        add(target, plural);
        return true;
    }

    private int number(Token token) {
        String value = token.is("num") ? lexicon.value("num", token.text()) : token.text();
        return value.matches("\\d{1,3}") ? Integer.parseInt(value) : 0;
    }

    private void add(Target target, boolean plural) {
        // "three of the largest cups".
        if (reading.pieces.size() > 1
                && reading.last() instanceof Piece.Mark of
                && of.token().is("of")
                && reading.pieces.get(reading.pieces.size() - 2) instanceof Piece.Mark number
                && number(number.token()) > 0) {
            reading.pieces
                    .subList(reading.pieces.size() - 2, reading.pieces.size())
                    .clear();
            reading.pieces.add(new Piece.Noun(target.counted(number(number.token())), plural));
            return;
        }
        // "a pair of scissors" is about scissors; "a cup of tea" about a cup.
        if (reading.pieces.size() > 1
                && reading.last() instanceof Piece.Mark of
                && of.token().is("of")
                && reading.pieces.get(reading.pieces.size() - 2) instanceof Piece.Noun whole
                && !target.is(Sort.PICTURE)
                && !target.is(Sort.BACKGROUND)
                && !whole.target().is(Sort.BACKGROUND)) {
            reading.pieces.remove(reading.pieces.size() - 1);
            if (whole.target().is(Sort.ANYTHING)) {
                reading.replaceLast(new Piece.Noun(target, plural));
            }
            return;
        }
        reading.pieces.add(new Piece.Noun(target, plural));
    }

    /** No longer name is made of such a word with one that no lexicon knows: "the men look …", "this code takes …". */
    private static boolean endsNoun(Token token) {
        return token.isAny("code", "person")
                || token.is("human") && !token.noun().equals(token.text());
    }

    /** "Where did I <em>leave</em> the keys?", "Is it <em>raining</em>?" */
    private boolean verbOfSubject() {
        Token token = reading.tokens.get(reading.at);
        return reading.at > 1
                && token.tags().isEmpty()
                && reading.tokens.get(reading.at - 1).isAny("we", "pronoun")
                && !reading.tokens.get(reading.at - 1).is("det")
                && reading.tokens.get(reading.at - 2).isAny("do", "can", "be");
    }

    /** "people standing", "a sign painted in": said of the noun before, not a noun. */
    private boolean participleAfterNoun() {
        boolean done = !reading.pieces.isEmpty()
                && reading.last() instanceof Piece.Mark be
                && be.token().is("be")
                && reading.pieces.stream().anyMatch(p -> p instanceof Piece.Noun);
        return !reading.pieces.isEmpty()
                && (done || reading.last() instanceof Piece.Noun)
                && phrases.participleAt(reading.at);
    }

    /** "Is the cat cute?": after "is" and a thing of a known name, a last unknown word is said of it. */
    private boolean predicateAt(List<Token> head) {
        return reading.tokens.get(0).is("be")
                && reading.at == reading.tokens.size() - 1
                && reading.tokens.get(reading.at).tags().isEmpty()
                && (head.get(head.size() - 1).isAny("label", "person", "human", "face", "surface", "picture")
                        || reading.tokens.get(1).text().equals("the") && reading.pieces.size() == 1)
                && reading.pieces.stream()
                        .noneMatch(p -> p instanceof Piece.Mark m && m.token().isAny("there", "this"));
    }

    private void mark() {
        Token token = reading.tokens.get(reading.at++);
        if (reading.at == reading.tokens.size()
                && token.tags().isEmpty()
                && !token.isPunctuation()
                && reading.tokens.get(0).is("be")
                && (lastDefinite || !phrases.participleAt(reading.at - 1))) {
            reading.pieces.add(new Piece.Mark(new Token(token.text(), token.noun(), Set.of(Clause.UNKNOWN_PREDICATE))));
            return;
        }
        if (!token.is("posture") || token.tags().size() > 1) {
            reading.pieces.add(new Piece.Mark(token));
        }
    }
}
