package org.eyes4j.agent.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.eyes4j.agent.offline.Target.Sort;
import org.jspecify.annotations.Nullable;

/**
 * Puts the words of one Chinese clause together. What stands behind a noun in Chinese (猫的左边) is put before it, so that the
 * parts read as English ones do. One use each.
 */
final class ChinesePieces {
    private final Lexicon lexicon;
    private final EnglishTokens words;
    private final List<Token> tokens;
    private final List<Piece> pieces = new ArrayList<>();
    private final boolean compares;
    private int at;

    ChinesePieces(Lexicon lexicon, EnglishTokens words, List<Token> tokens) {
        this.lexicon = lexicon;
        this.words = words;
        this.tokens = tokens;
        this.compares = tokens.stream().anyMatch(t -> t.is("than"));
    }

    List<Piece> all() {
        while (at < tokens.size()) {
            if (!nearestFirst() && !noun() && !rank()) {
                mark();
            }
        }
        standInThere();
        return pieces;
    }

    /** A noun phrase: measures and orders, colour, the noun, and the place behind it. */
    private boolean noun() {
        int start = at;
        String colour = null;
        Order order = null;
        int index = 0;
        int many = 0;
        Relation part = null;
        boolean from = false;
        List<String> modifiers = new ArrayList<>();
        for (; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            if (token.is("ord")) {
                index = Integer.parseInt(lexicon.value("ord", token.text()));
                order = order == null ? Order.LEFT : order;
            } else if (!token.under("from.").isEmpty()) {
                order = Order.valueOf(token.under("from.").toUpperCase(Locale.ROOT));
                from = true;
            } else if (!token.under("most.").isEmpty()) {
                order = Order.valueOf(token.under("most.").toUpperCase(Locale.ROOT));
                index = 1;
            } else if (direction(token) != null && !token.is("in") && !token.is("on")) {
                Relation side = direction(token);
                if (side == Relation.NEAR || side == Relation.INSIDE || side == null) {
                    break;
                }
                if (side.isSide()) {
                    order = Order.of(side);
                    index = Math.max(1, index);
                } else {
                    part = side;
                }
            } else if (number(token) > 1) {
                many = number(token);
            } else if (token.is("is")) {
                colour = token.noun();
            } else if (token.isAny("adj")) {
                modifiers.add(token.text());
            } else if (token.isAny("big", "small") && isNoun(at + 1)) {
                order = token.is("big") ? Order.LARGEST : Order.SMALLEST;
                index = 1;
            } else if (!token.isAny("det", "this", "num") && !token.text().equals("的") || token.isAny("noun")) {
                break;
            }
        }
        if (at >= tokens.size() || !isNoun(at) || from && index == 0 && order == null) {
            at = start;
            return false;
        }
        Token head = tokens.get(at++);
        Target target = named(head).coloured(colour).modified(modifiers).counted(many);
        if (order != null) {
            target = target.ordered(order, Math.max(1, index));
        }
        if (part != null) {
            target = target.standing(part, Target.wholePicture());
        }
        boolean all = start < at
                && tokens.subList(start, at).stream().anyMatch(t -> t.text().matches("所有.*|全部.*|每.*|这些|那些"));
        behind(target, all);
        return true;
    }

    private int number(Token token) {
        String value = !token.is("num")
                ? ""
                : token.text().matches("\\d+") ? token.text() : lexicon.value("num", token.text());
        return value.matches("\\d{1,3}") ? Integer.parseInt(value) : 0;
    }

    private Target named(Token head) {
        Target target = sorted(head);
        String given = head.under(Givens.TAG);
        return given.isEmpty() ? target : target.given(given);
    }

    private Target sorted(Token head) {
        if (head.is("setting")) {
            return Target.of(Sort.SETTING, head.text(), head.text());
        }
        if (head.noun().isEmpty() || head.is("unknown")) {
            return Target.of(Sort.THING, head.text(), head.text());
        }
        return Nouns.named(List.of(words.token(head.noun()))).called(head.text());
    }

    /** What follows a noun: 的 and a side ("left of it"), or 里, 上. A thing that this tells apart comes after 的. */
    private void behind(Target target, boolean plural) {
        int k = at < tokens.size() && tokens.get(at).text().equals("的") ? at + 1 : at;
        Token next = k < tokens.size() ? tokens.get(k) : null;
        Relation relation = next == null ? null : direction(next);
        Target two = next != null && next.is("between") ? pair(target, plural) : null;
        if (two != null) {
            at = k + 1;
            stand(Relation.BETWEEN, two, false, plural);
            return;
        }
        if (next == null
                || relation == null
                || next.isAny("filler") && k != at && next.text().length() < 2) {
            if (nearestTo(target)) {
                return;
            }
            pieces.add(new Piece.Noun(target, plural));
            return;
        }
        if (relation.isPart() && !target.is(Sort.PICTURE)) {
            relation = Relation.INSIDE;
        }
        boolean weak =
                !relation.isPart() && next.isAny("in", "on") && !next.text().matches("里面|里边");
        at = k + 1;
        stand(relation, target, weak, plural);
    }

    /** 杯子和瓶子之间, 两个杯子之间; null where only one thing is named. */
    private @Nullable Target pair(Target target, boolean plural) {
        int n = pieces.size();
        if (n > 1
                && pieces.get(n - 1) instanceof Piece.Mark mark
                && mark.token().is("and")
                && pieces.get(n - 2) instanceof Piece.Noun one) {
            pieces.subList(n - 2, n).clear();
            return one.target().and(target);
        }
        return plural || target.many() > 1 ? target : null;
    }

    /** A relation and what anchors it; after 的, the thing that this tells apart. */
    private void stand(Relation relation, Target target, boolean weak, boolean plural) {
        boolean tellsApart = at + 1 < tokens.size() && tokens.get(at).text().equals("的") && !target.is(Sort.PICTURE);
        if (tellsApart && isNoun(at + 1)) {
            Token head = tokens.get(at + 1);
            Target thing = named(head);
            if (!thing.is(Sort.TEXT)) {
                at += 2;
                pieces.add(new Piece.Noun(thing.standing(relation, target), false));
                return;
            }
        }
        pieces.add(new Piece.Link(relation, weak || target.is(Sort.PICTURE) && relation == Relation.INSIDE));
        pieces.add(new Piece.Noun(target, plural));
    }

    /** 离猫最近: the comparison stands before what it is measured from. */
    private boolean nearestTo(Target target) {
        boolean away = !pieces.isEmpty()
                && pieces.get(pieces.size() - 1) instanceof Piece.Mark mark
                && mark.token().is("nearby");
        Token next = at < tokens.size() ? tokens.get(at) : null;
        if (!away || next == null || !next.isAny("most.nearest", "more.nearest")) {
            return false;
        }
        at++;
        if (nearestOf(target, pieces.size() - 1)) {
            return true;
        }
        pieces.set(pieces.size() - 1, new Piece.Rank(Order.NEAREST, next.is("most.nearest"), next.text()));
        pieces.add(new Piece.Noun(target, false));
        return true;
    }

    /** 最靠近猫的杯子, 最接近猫的是: as 离猫最近. */
    private boolean nearestFirst() {
        if (!tokens.get(at).is("nearest.to") || !isNoun(at + 1)) {
            return false;
        }
        int known = pieces.size();
        at++;
        if (noun() && pieces.size() == known + 1 && pieces.get(known) instanceof Piece.Noun anchor) {
            if (!nearestOf(anchor.target(), known)) {
                pieces.add(known, new Piece.Rank(Order.NEAREST, true, "最近"));
            }
        }
        return true;
    }

    /** 离猫最近的杯子: the thing that nearness tells apart, in place of what stands from {@code first} on. */
    private boolean nearestOf(Target anchor, int first) {
        int start = at;
        List<Piece> before = List.copyOf(pieces);
        if (at >= tokens.size() || !tokens.get(at).text().equals("的")) {
            return false;
        }
        pieces.subList(first, pieces.size()).clear();
        at++;
        if (noun() && pieces.get(pieces.size() - 1) instanceof Piece.Noun && pieces.get(first) instanceof Piece.Noun
                || pieces.size() > first + 1 && pieces.get(first) instanceof Piece.Link) {
            int at = pieces.get(first) instanceof Piece.Noun ? first : first + 1;
            Piece.Noun thing = (Piece.Noun) pieces.get(at);
            if (!thing.target().is(Sort.ANYTHING)) {
                pieces.set(at, new Piece.Noun(thing.target().standing(Relation.NEAREST, anchor), thing.plural()));
                return true;
            }
        }
        at = start;
        pieces.clear();
        pieces.addAll(before);
        return false;
    }

    private boolean rank() {
        Token token = tokens.get(at);
        boolean superlative = !token.under("most.").isEmpty();
        String order = superlative ? token.under("most.") : token.under("more.");
        if (order.isEmpty() && compares && !token.is("noun")) {
            order = token.is("big")
                    ? "largest"
                    : token.is("small") ? "smallest" : token.is("tall") ? "tallest" : token.is("wide") ? "widest" : "";
        }
        if (order.isEmpty()) {
            return false;
        }
        at++;
        pieces.add(new Piece.Rank(Order.valueOf(order.toUpperCase(Locale.ROOT)), superlative, token.text()));
        return true;
    }

    private void mark() {
        Token token = tokens.get(at++);
        if (token.text().equals("人数")) {
            pieces.add(new Piece.Mark(token));
            pieces.add(new Piece.Noun(Target.of(Sort.PERSON, "person", "人"), true));
        } else if (place(token) != null) {
            pieces.add(new Piece.Place(Objects.requireNonNull(place(token)), false));
        } else if (!token.tags().isEmpty() && !Set.of("filler").containsAll(token.tags())) {
            pieces.add(new Piece.Mark(token));
        }
    }

    /** 左边有 …: a part of the picture, where no thing is named that it is left of. */
    private static @Nullable Relation place(Token token) {
        Relation side = direction(token);
        return side != null && (side.isSide() || side.isPart()) && token.text().length() > 1 ? side : null;
    }

    /** "Left of the cat there are cups": cups that stand left of the cat. */
    private void standInThere() {
        for (int i = 0; i + 3 < pieces.size(); i++) {
            if (!(pieces.get(i) instanceof Piece.Link link)
                    || !(pieces.get(i + 1) instanceof Piece.Noun anchor)
                    || anchor.target().is(Sort.PICTURE)
                    || !(pieces.get(i + 2) instanceof Piece.Mark there)
                    || !there.token().isAny("there", "there.yes")) {
                continue;
            }
            for (int k = i + 3; k < pieces.size(); k++) {
                if (pieces.get(k) instanceof Piece.Noun noun
                        && !noun.target().is(Sort.ANYTHING)
                        && !noun.target().is(Sort.TEXT)) {
                    pieces.set(
                            k, new Piece.Noun(noun.target().standing(link.relation(), anchor.target()), noun.plural()));
                    pieces.remove(i + 1);
                    pieces.remove(i);
                    return;
                }
            }
        }
    }

    private boolean isNoun(int k) {
        return k < tokens.size()
                && tokens.get(k).isAny("noun", "unknown", "setting", "background")
                && !tokens.get(k).isAny("count", "count.verb", "size", "wh");
    }

    private static @Nullable Relation direction(Token token) {
        String side = token.under("dir.");
        if (!side.isEmpty()) {
            return Relation.valueOf(side.toUpperCase(Locale.ROOT));
        }
        return token.is("in") ? Relation.INSIDE : token.is("on") ? Relation.ON : null;
    }
}
