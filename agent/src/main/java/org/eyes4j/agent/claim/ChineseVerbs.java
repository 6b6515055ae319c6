package org.eyes4j.agent.claim;

import java.util.List;
import java.util.Optional;
import org.eyes4j.agent.claim.Condition.At;

/** Reads what Chinese says of things by a verb or a comparing word. Not thread-safe. */
final class ChineseVerbs {
    private final ChineseCursor c;
    private final ChinesePhrases p;

    ChineseVerbs(ChineseCursor cursor, ChinesePhrases phrases) {
        this.c = cursor;
        this.p = phrases;
    }

    /** What comes next, if something is said of a thing. */
    Optional<Condition> read() {
        if (c.takeTag("notbe") || c.takeTag("be")) {
            return p.predicate();
        }
        if (c.takeTag("at") || c.takeTag("notat")) {
            return p.where();
        }
        if (c.peek().is("than")) {
            c.next();
            Optional<Phrase> other = p.phrase();
            return other.isPresent() && c.peek().is("more")
                    ? Optional.of(new Condition.Exceeds(Rank.valueOf(c.next().value("more")), other.get()))
                    : Optional.empty();
        }
        if (c.takeTag("cover")) {
            c.takeTag("about");
            if (c.takeNoun("picture")) {
                c.take("的");
            }
            return p.share();
        }
        if (c.takeTag("from")) {
            Optional<Phrase> anchor = p.phrase();
            return anchor.isPresent() && c.takeTag("nearest")
                    ? Optional.of(new Condition.Stands(Bearing.NEAREST, List.of(anchor.get())))
                    : Optional.empty();
        }
        if (c.takeTag("nearto")) {
            return p.phrase().map(anchor -> new Condition.Stands(Bearing.NEAREST, List.of(anchor)));
        }
        if (c.peek().is("most")) {
            return Optional.of(new Condition.Ranked(Rank.valueOf(c.next().value("most")), 1));
        }
        if (c.peek().is("width") || c.peek().is("height")) {
            return p.length();
        }
        int mark = c.mark();
        if (c.take("的") && c.takeTag("colourof")) {
            c.takeTag("be");
            return p.predicate().filter(Condition.Coloured.class::isInstance);
        }
        c.reset(mark);
        c.take("的");
        if (c.peek().is("width") || c.peek().is("height")) {
            return p.length();
        }
        c.reset(mark);
        Optional<Condition> where = p.place().filter(At.class::isInstance);
        return where;
    }
}
