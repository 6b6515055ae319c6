package org.eyes4j.agent.offline;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eyes4j.agent.offline.Target.Sort;

/** Notices what a clause asks of a thing that no tool measures, where no rule has read it. Stateless. */
final class Unmeasured {
    private static final Pattern MOST =
            Pattern.compile("^(?:which|what|who)\\b.* (?:is|are|looks?) (?:the )?(most \\w+|\\w{3,}est)\\b");

    private Unmeasured() {}

    /** "Which dog is the <em>cutest</em>?", "What <em>brand</em> is the car?" */
    static Optional<String> word(Clause c) {
        Matcher most = MOST.matcher(c.said());
        return most.find() ? Optional.of(most.group(1)) : kind(c);
    }

    /** "What brand is the car?", 这只狗是什么品种: a property that no tool tells, by its name. */
    private static Optional<String> kind(Clause c) {
        List<Piece> rest = c.pieces().stream()
                .filter(p -> !(p instanceof Piece.Mark mark) || mark.token().isAny("wh", "be"))
                .toList();
        List<Target> nouns = c.nouns();
        boolean alike = nouns.size() == 2 && nouns.stream().allMatch(t -> t.isPlain() && !t.isPlace());
        if (!alike || rest.size() < 3 || c.indexOf(p -> p instanceof Piece.Link) >= 0 || c.has("where", "and", "or")) {
            return Optional.empty();
        }
        boolean english = rest.size() == 4
                && rest.get(0) instanceof Piece.Mark wh
                && wh.token().text().matches("what|which")
                && rest.get(1) instanceof Piece.Noun
                && rest.get(2) instanceof Piece.Mark
                && nouns.get(0).is(Sort.THING);
        boolean chinese = rest.get(0) instanceof Piece.Noun
                && rest.get(rest.size() - 1) instanceof Piece.Noun
                && rest.get(rest.size() - 2) instanceof Piece.Mark wh
                && wh.token().is("wh")
                && Character.isIdeographic(nouns.get(1).head().codePointAt(0));
        return english
                ? Optional.of(nouns.get(0).written())
                : chinese ? Optional.of(nouns.get(1).written()) : Optional.empty();
    }
}
