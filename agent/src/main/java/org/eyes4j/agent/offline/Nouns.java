package org.eyes4j.agent.offline;

import java.util.List;
import java.util.stream.Collectors;
import org.eyes4j.agent.language.English;
import org.eyes4j.agent.offline.Target.Sort;

/** Tells what sort of thing a noun names. */
final class Nouns {
    private Nouns() {}

    /** The target of a noun of one or more words, none of them an article or a measure. */
    static Target named(List<Token> head) {
        Target target = sorted(head);
        String given = head.get(head.size() - 1).under(Givens.TAG);
        return given.isEmpty() ? target : target.given(given);
    }

    private static Target sorted(List<Token> head) {
        Token last = head.get(head.size() - 1);
        String written = head.stream().map(Token::text).collect(Collectors.joining(" "));
        String singular = English.singular(written);
        if (head.size() > 1 && head.get(0).is("picture") && last.tags().isEmpty()) {
            return Target.of(Sort.THING, singular, written);
        }
        if (last.is("label")) {
            return Target.of(Sort.THING, singular, written);
        }
        if (last.is("code")) {
            return Target.of(
                    Sort.CODE,
                    singular.contains("bar") ? "barcode" : singular.contains("qr") ? "qr code" : "code",
                    written);
        }
        if (last.is("text")) {
            return Target.of(Sort.TEXT, "text", written);
        }
        if (last.is("surface")) {
            return Target.of(Sort.SURFACE, singular, written);
        }
        if (last.is("face")) {
            return Target.of(Sort.FACE, "face", written);
        }
        if (last.is("person")) {
            return Target.of(Sort.PERSON, "person", written);
        }
        if (last.is("human")) {
            return Target.of(Sort.PERSON, singular, written);
        }
        if (last.is("setting")) {
            return Target.of(Sort.SETTING, singular, written);
        }
        if (last.is("picture")) {
            return Target.of(Sort.PICTURE, "picture", written);
        }
        if (last.is("background")) {
            return Target.of(Sort.BACKGROUND, "background", written);
        }
        if (last.isAny("anything", "all", "rest", "group")) {
            return Target.of(Sort.ANYTHING, "thing", written);
        }
        return Target.of(Sort.THING, singular, written);
    }
}
