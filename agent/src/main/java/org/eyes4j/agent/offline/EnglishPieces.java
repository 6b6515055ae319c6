package org.eyes4j.agent.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eyes4j.agent.offline.Target.Sort;
import org.jspecify.annotations.Nullable;

/** Puts the words of one English clause together into noun phrases, relations and comparisons. One use each. */
final class EnglishPieces {
    private final Lexicon lexicon;
    private final List<Token> tokens;
    private final EnglishNouns phrases;
    private final List<Piece> pieces = new ArrayList<>();
    private int at;
    private boolean lastDefinite;

    EnglishPieces(Lexicon lexicon, List<Token> tokens) {
        this.lexicon = lexicon;
        this.tokens = tokens;
        this.phrases = new EnglishNouns(tokens);
    }

    List<Piece> all() {
        while (at < tokens.size()) {
            if (!direction() && !rank() && !link() && !noun()) {
                mark();
            }
        }
        return pieces;
    }

    private @Nullable Token peek(int ahead) {
        return at + ahead < tokens.size() ? tokens.get(at + ahead) : null;
    }

    private boolean is(int ahead, String... tags) {
        Token token = peek(ahead);
        return token != null && token.isAny(tags);
    }

    /** "to the left of", "on the far left", "in the top right corner of", "from the left", "further left", "'s left". */
    private boolean direction() {
        int k = 0;
        boolean from = is(0, "from");
        boolean possessive = "'s".equals(text(0));
        boolean more = is(0, "far.more");
        boolean most = is(0, "far.most") && !"far".equals(text(0));
        if (more || most || possessive) {
            k++;
        }
        if (is(k, "in", "on", "to", "from", "by") || "at".equals(text(k))) {
            k++;
        }
        while (is(k, "det") || is(k, "far.most") || "immediate".equals(text(k)) || "direct".equals(text(k))) {
            k++;
        }
        Token turn = peek(k);
        if (turn == null || turn.under("dir.").isEmpty()) {
            return false;
        }
        Relation relation = Relation.valueOf(turn.under("dir.").toUpperCase(Locale.ROOT));
        k++;
        if (is(k, "dir.left", "dir.right", "dir.above", "dir.below")) {
            k++;
        }
        boolean side = is(k, "side");
        while (is(k, "side")) {
            k++;
        }
        boolean of = is(k, "of") || side && is(k, "from", "in");
        if (k < 2 && !side && !of && is(k) && nounAt(k)) {
            return false;
        }
        if (!side && !of && !possessive && nounAt(k) && !from) {
            return false;
        }
        if (possessive && !pieces.isEmpty() && last() instanceof Piece.Noun owner) {
            pieces.remove(pieces.size() - 1);
            pieces.add(new Piece.Link(relation, false));
            pieces.add(owner);
            at += k;
            return true;
        }
        if (more || most) {
            pieces.add(new Piece.Rank(Order.of(relation), most));
            at += k;
            return true;
        }
        if (of) {
            pieces.add(new Piece.Link(relation, false));
            at += k + 1;
            return true;
        }
        at += k;
        place(relation, from);
        return true;
    }

    /** A place right after a noun says which one is meant: "the person on the far left", "the second cat from the left". */
    private void place(Relation relation, boolean from) {
        if (!pieces.isEmpty()
                && last() instanceof Piece.Noun noun
                && !noun.target().is(Sort.PICTURE)) {
            Target target = noun.target();
            if (target.index() != 0 && target.order() == Order.LEFT || !noun.plural() || target.many() > 0) {
                int index = Math.max(1, target.index());
                replaceLast(new Piece.Noun(target.ordered(Order.of(relation), index), false));
            } else {
                replaceLast(new Piece.Noun(target.standing(relation, Target.wholePicture()), noun.plural()));
            }
            return;
        }
        pieces.add(new Piece.Place(relation, from));
    }

    private boolean rank() {
        int k = is(0, "det") ? 1 : 0;
        Token token = peek(k);
        if (token == null) {
            return false;
        }
        boolean superlative = !token.under("most.").isEmpty();
        String order = superlative ? token.under("most.") : token.under("more.");
        boolean nearestTo = k == 0 && order.equals("nearest") && !pieces.isEmpty() && last() instanceof Piece.Noun;
        if (order.isEmpty() || superlative && !nearestTo && nounAt(k + 1)) {
            return false;
        }
        boolean stands = superlative && order.equals("nearest") && tellsApart(at + k + 1);
        at += k + 1;
        if (is(0, "pronoun")) {
            at++;
        }
        if (is(0, "to")) {
            at++;
        }
        Order by = Order.valueOf(order.toUpperCase(Locale.ROOT));
        // "the person nearest to the cup": which person is meant.
        pieces.add(stands ? new Piece.Link(Relation.NEAREST, false) : new Piece.Rank(by, superlative));
        return true;
    }

    /** Whether "nearest", whose anchor begins at {@code k}, says which thing is meant, not what is asked of it. */
    private boolean tellsApart(int k) {
        int anchor = k < tokens.size() && tokens.get(k).is("to") ? k + 1 : k;
        boolean finite = at > 0
                && tokens.get(at - 1).is("posture")
                && !tokens.get(at - 1).text().matches(".*(ing|ed)");
        if (finite
                || pieces.isEmpty()
                || !(last() instanceof Piece.Noun noun)
                || noun.target().is(Sort.PICTURE)
                || !phrases.beginsAt(anchor)) {
            return false;
        }
        // "Is the person nearest to the cup?" asks for it; "… nearest to the cup red?" asks for something else of that
        // person.
        List<Token> after = tokens.subList(phrases.end(anchor), tokens.size());
        return !tokens.get(0).is("be")
                || after.stream()
                        .anyMatch(t -> t.isAny("is", "adj", "posture", "than", "mood", "on", "visible")
                                || !t.under("rel.").isEmpty()
                                || !t.under("dir.").isEmpty()
                                || !t.under("more.").isEmpty()
                                || t.tags().isEmpty() && !t.isPunctuation());
    }

    private boolean link() {
        Token token = tokens.get(at);
        if (token.is("rel.between")) {
            return between();
        }
        String strong = token.under("rel.");
        if (!strong.isEmpty() && (nounAt(1) || is(1, "pronoun"))) {
            pieces.add(new Piece.Link(Relation.valueOf(strong.toUpperCase(Locale.ROOT)), false));
            at++;
            return true;
        }
        if (token.text().equals("over") && nounAt(1)) {
            pieces.add(new Piece.Link(Relation.ABOVE, false));
            at++;
            return true;
        }
        if (token.isAny("in", "on") && nounAt(1)) {
            pieces.add(new Piece.Link(token.is("on") ? Relation.ON : Relation.INSIDE, true));
            at++;
            return true;
        }
        return false;
    }

    /** "between the cup and the bottle", "between the two cups"; what two things are compared by stands elsewhere. */
    private boolean between() {
        boolean compared = tokens.stream().anyMatch(t -> t.isAny("difference", "compare", "or", "than"))
                || tokens.stream()
                        .anyMatch(t ->
                                !t.under("more.").isEmpty() || !t.under("most.").isEmpty());
        if (compared || !nounAt(1)) {
            return false;
        }
        int start = at;
        int known = pieces.size();
        at++;
        placedNoun();
        if (pieces.size() != known + 1
                || !(last() instanceof Piece.Noun one)
                || one.target().is(Sort.PICTURE)) {
            return back(start, known);
        }
        Target anchor = one.target();
        if (is(0, "and") && nounAt(1)) {
            at++;
            placedNoun();
            if (pieces.size() != known + 2 || !(last() instanceof Piece.Noun other)) {
                return back(start, known);
            }
            anchor = anchor.and(other.target());
            pieces.remove(pieces.size() - 1);
        } else if (!one.plural()) {
            return back(start, known);
        }
        boolean alone = known == 0 && tokens.subList(at, tokens.size()).stream().allMatch(Token::isPunctuation);
        if (alone) {
            // "Of two things" named first, to be compared by what follows.
            return back(start, known);
        }
        pieces.set(known, new Piece.Link(Relation.BETWEEN, false));
        pieces.add(new Piece.Noun(anchor, one.plural()));
        return true;
    }

    /** A noun phrase with a place that tells it apart: "the cup on the right". */
    private void placedNoun() {
        noun();
        int after = at;
        int known = pieces.size();
        if (direction() && pieces.size() != known) {
            back(after, known);
        }
    }

    private boolean back(int start, int known) {
        at = start;
        pieces.subList(known, pieces.size()).clear();
        return false;
    }

    private boolean nounAt(int ahead) {
        return phrases.beginsAt(at + ahead);
    }

    private boolean noun() {
        boolean said = at == tokens.size() - 1 && !pieces.isEmpty() && last() instanceof Piece.Noun;
        if (!nounAt(0)
                || participleAfterNoun()
                || verbOfSubject()
                || said && tokens.get(0).is("be") && tokens.get(at).tags().isEmpty()) {
            return false;
        }
        String colour = null;
        Order order = null;
        int index = 0;
        int many = 0;
        boolean definite = false;
        List<String> modifiers = new ArrayList<>();
        while (at < tokens.size()
                && EnglishNouns.isBeforeNoun(tokens.get(at))
                && !(phrases.isColourNoun(at) && !nounAt(1))) {
            Token token = tokens.get(at++);
            if (token.is("ord")) {
                index = Integer.parseInt(lexicon.value("ord", token.text()));
                order = order == null ? Order.LEFT : order;
            } else if (!token.under("most.").isEmpty()) {
                order = Order.valueOf(token.under("most.").toUpperCase(Locale.ROOT));
                index = Math.max(1, index);
            } else if (!token.under("dir.").isEmpty()) {
                order = Order.of(Relation.valueOf(token.under("dir.").toUpperCase(Locale.ROOT)));
                index = Math.max(1, index);
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
        List<Token> head = new ArrayList<>();
        while (at < tokens.size()
                && (EnglishNouns.isHead(tokens.get(at)) || head.isEmpty())
                && !(!head.isEmpty() && phrases.participleAt(at))) {
            if (!head.isEmpty() && predicateAt(head)) {
                break;
            }
            Token token = tokens.get(at);
            if (!head.isEmpty() && (token.is("all") || token.tags().isEmpty() && tokens.get(at - 1).is("code"))) {
                break;
            }
            head.add(token);
            at++;
        }
        lastDefinite = definite;
        Token lastWord = head.get(head.size() - 1);
        if (lastWord.is("picture") && index == 0 && at < tokens.size() && number(tokens.get(at)) > 0) {
            // "image 2".
            index = number(tokens.get(at++));
            order = Order.LEFT;
        }
        boolean plural = !lastWord.noun().equals(lastWord.text()) || lastWord.isAny("all");
        Target target = Nouns.named(head).coloured(colour).modified(modifiers).counted(many);
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
        if (pieces.size() > 1
                && last() instanceof Piece.Mark of
                && of.token().is("of")
                && pieces.get(pieces.size() - 2) instanceof Piece.Mark number
                && number(number.token()) > 0) {
            pieces.subList(pieces.size() - 2, pieces.size()).clear();
            pieces.add(new Piece.Noun(target.counted(number(number.token())), plural));
            return;
        }
        // "a pair of scissors" is about scissors; "a cup of tea" about a cup.
        if (pieces.size() > 1
                && last() instanceof Piece.Mark of
                && of.token().is("of")
                && pieces.get(pieces.size() - 2) instanceof Piece.Noun whole
                && !target.is(Sort.PICTURE)
                && !target.is(Sort.BACKGROUND)
                && !whole.target().is(Sort.BACKGROUND)) {
            pieces.remove(pieces.size() - 1);
            if (whole.target().is(Sort.ANYTHING)) {
                replaceLast(new Piece.Noun(target, plural));
            }
            return;
        }
        pieces.add(new Piece.Noun(target, plural));
    }

    /** "Where did I <em>leave</em> the keys?", "How do you <em>call</em> this?" */
    private boolean verbOfSubject() {
        Token token = tokens.get(at);
        return at > 1
                && token.tags().isEmpty()
                && tokens.get(at - 1).isAny("we", "pronoun")
                && !tokens.get(at - 1).is("det")
                && tokens.get(at - 2).isAny("do", "can");
    }

    /** "people standing", "a sign painted in": said of the noun before, not a noun. */
    private boolean participleAfterNoun() {
        boolean done = !pieces.isEmpty()
                && last() instanceof Piece.Mark be
                && be.token().is("be")
                && pieces.stream().anyMatch(p -> p instanceof Piece.Noun);
        return !pieces.isEmpty() && (done || last() instanceof Piece.Noun) && phrases.participleAt(at);
    }

    /** "Is the cat cute?": after "is" and a thing of a known name, a last unknown word is said of it. */
    private boolean predicateAt(List<Token> head) {
        return tokens.get(0).is("be")
                && at == tokens.size() - 1
                && tokens.get(at).tags().isEmpty()
                && head.get(head.size() - 1).isAny("label", "person", "face", "surface", "picture")
                && pieces.stream()
                        .noneMatch(p -> p instanceof Piece.Mark m && m.token().isAny("there", "this"));
    }

    private void mark() {
        Token token = tokens.get(at++);
        if (at == tokens.size()
                && token.tags().isEmpty()
                && !token.isPunctuation()
                && tokens.get(0).is("be")
                && (lastDefinite || !phrases.participleAt(at - 1))) {
            pieces.add(new Piece.Mark(new Token(token.text(), token.noun(), Set.of(Clause.UNKNOWN_PREDICATE))));
            return;
        }
        if (!token.is("posture") || token.tags().size() > 1) {
            pieces.add(new Piece.Mark(token));
        }
    }

    private Piece last() {
        return pieces.get(lastIndex());
    }

    private void replaceLast(Piece piece) {
        pieces.set(lastIndex(), piece);
    }

    /** "the person standing on the left": what a noun does stands between it and its place. */
    private int lastIndex() {
        int i = pieces.size() - 1;
        while (i > 0 && pieces.get(i) instanceof Piece.Mark mark && mark.token().isAny("stance", "activity")) {
            i--;
        }
        return i;
    }

    private String text(int ahead) {
        Token token = peek(ahead);
        return token == null ? "" : token.text();
    }
}
