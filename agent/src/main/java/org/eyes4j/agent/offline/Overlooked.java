package org.eyes4j.agent.offline;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Notices words of a clause that turn its meaning round or narrow it, and that its goals say nothing of. Such a word must
 * never be dropped: the opposite would be answered, or more be hidden than was asked. Stateless.
 */
final class Overlooked {
    private static final Pattern NO = Pattern.compile(
            "\\b(not|no|without|never|none|nobody|nothing|neither|nor|except(?: for)?|excluding|other than|apart from|save for)\\b"
                    + "|(没有|没|不|除了|除)");

    /** What only looks like a "no": "isn't there …", "or not", "without the background", A不A, 不同, 删除. */
    private static final Pattern HARMLESS = Pattern.compile(
            "^(?:is|are|was|were|does|did|has|have|can|do(?= not (?:you|we|i|they|these|those|the|any)\\b)) not\\b|\\b(?:if|whether) or not\\b|\\bor not$"
                    + "|(.)[不没]\\1|不同|不一样|(?:不要|没有)背景|看不清|认不出|可不可以|[删移去清]除|除去");

    private static final Pattern IS_THERE_NO = Pattern.compile("^(?:(?:is|are) there|there (?:is|are)) no\\b");

    private Overlooked() {}

    /** Whether it asks if there is none: "is there no cat?". */
    static boolean asksForNone(Clause c, List<Goal> goals) {
        Matcher no = IS_THERE_NO.matcher(c.said());
        return goals.stream().allMatch(goal -> goal.asked() == Asked.EXISTS)
                && no.find()
                && negation(c.said().substring(no.end())).isEmpty();
    }

    /** The first such word. */
    static Optional<String> word(Clause c, List<Goal> goals) {
        boolean cuts = !goals.isEmpty()
                && goals.stream()
                        .allMatch(g -> g.asked() == Asked.CUTOUT
                                && g.targets().stream().noneMatch(Target::except));
        boolean hidesTheRest = goals.size() == 1
                && goals.get(0).asked() == Asked.REDACT
                && goals.get(0).targets().stream().anyMatch(Target::except);
        boolean compares = !goals.isEmpty() && goals.stream().allMatch(g -> g.asked() == Asked.COMPARE);
        if (compares) {
            return Optional.empty();
        }
        // What is asked to be written there is no part of the question.
        String said = c.said();
        for (Goal goal : goals) {
            said = goal.asked() == Asked.READ && !goal.how().isEmpty() ? said.replace(goal.how(), "") : said;
        }
        Optional<String> negation = negation(said);
        if (negation.isPresent()) {
            boolean plain = negation.get().matches("not|never|nor|neither|nobody|nothing|none|不|没|没有");
            boolean used = !plain && (cuts || hidesTheRest);
            return used ? Optional.empty() : negation;
        }
        if (goals.stream()
                        .anyMatch(g -> g.asked() == Asked.REDACT
                                && g.targets().stream().anyMatch(Target::except))
                && !hidesTheRest) {
            return Optional.of("but");
        }
        Piece.Rank rank = c.rank();
        boolean ranked = goals.stream().anyMatch(g -> switch (g.asked()) {
            case WHICH, HOLDS, EXTREME, RELATED, CANNOT -> true;
            case SIZE -> g.target().is(Target.Sort.PICTURE);
            default -> g.targets().stream().anyMatch(t -> t.chosen() > 1);
        });
        if (rank != null && !ranked && !goals.isEmpty()) {
            return Optional.of(rank.word());
        }
        Token far = c.mark("far.most");
        if (far != null && goals.stream().anyMatch(g -> g.asked() == Asked.REDACT || g.asked() == Asked.CUTOUT)) {
            return Optional.of(far.text());
        }
        Token edge = c.mark("side");
        if (edge != null && !goals.isEmpty() && edge.text().matches("corner|edge|border")) {
            return Optional.of(edge.text());
        }
        Token through = c.mark("prep");
        if (through != null && !goals.isEmpty()) {
            return Optional.of(through.text());
        }
        Token between = c.mark("rel.between");
        boolean topics = goals.isEmpty() && c.begins("rel.between");
        if (between != null && !topics) {
            return Optional.of(between.text());
        }
        boolean told = goals.isEmpty() || goals.stream().anyMatch(g -> g.asked() == Asked.POSTURE);
        List<Predicates.Open> open = told ? List.of() : Predicates.open(c);
        boolean counts = goals.stream().allMatch(g -> g.asked() == Asked.COUNT || g.asked() == Asked.EXISTS);
        return open.stream()
                .map(Predicates.Open::token)
                .filter(t -> counts || !t.tags().isEmpty())
                .map(Token::text)
                .findFirst();
    }

    private static Optional<String> negation(String said) {
        Matcher no = NO.matcher(HARMLESS.matcher(said).replaceAll(" "));
        return no.find() ? Optional.of(no.group()) : Optional.empty();
    }
}
