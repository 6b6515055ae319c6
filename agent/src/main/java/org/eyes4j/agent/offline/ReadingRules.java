package org.eyes4j.agent.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eyes4j.agent.offline.Target.Sort;

/** Tells what a clause wants read, and from what. Stateless. */
final class ReadingRules {
    private static final Pattern IS_WRITTEN = Pattern.compile(
            "^(?:is|are) the (?:word|words|text|number|letters?) (.+?) (?:written |printed )?(?:on|in) ");
    private static final Pattern NAMED_WRITTEN = Pattern.compile("^is (.+?) (?:written|printed) (?:on|in) ");
    private static final Pattern SAYS =
            Pattern.compile("^(?:does|do|did|can) .+? (?:say|read|spell|state) (.+?)(?: (?:on|in|at) .+)?$");
    private static final Pattern SAYS_ZH = Pattern.compile("写(?:着|了|的是|有)?([a-z0-9 .-]+)[吗嘛么]?$");
    private static final Pattern OPEN = Pattern.compile(
            "\\b(?:any|anything|some|something|what|there|it|this|that|or|to|aloud|out|text|words?)\\b");
    private static final Pattern WHAT_NUMBER = Pattern.compile(
            "\\b(?:what|which) numbers? (?:is|are)\\b|\\bwhat (?:is|are) the numbers? (?:on|in|at|under|below|above|next)\\b");

    private ReadingRules() {}

    /** "Is the word SALE on the sign?", "What number is on the sign?": what the thing says is read, and the word looked for. */
    static List<Goal> written(Clause c) {
        String named = c.yesNo() ? named(c.said()) : "";
        if (!named.isEmpty()) {
            List<Target> on = subjects(c).stream()
                    .filter(t -> !t.isPlace() && !t.is(Sort.TEXT) && !t.is(Sort.ANYTHING))
                    .filter(t -> !(" " + named + " ").contains(" " + t.written() + " "))
                    .toList();
            return List.of(new Goal(Asked.READ, on, named, null, c.said()));
        }
        Matcher word = IS_WRITTEN.matcher(c.said());
        boolean looksForWord = word.find();
        Piece.Link link = c.link();
        if (link == null
                || c.nouns().isEmpty()
                || !looksForWord && !WHAT_NUMBER.matcher(c.said()).find()) {
            return List.of();
        }
        List<Target> nouns = c.nouns();
        Target last = nouns.get(nouns.size() - 1);
        List<Target> on = last.isPlace() || last.is(Sort.BACKGROUND) ? List.of() : List.of(last);
        return List.of(new Goal(Asked.READ, on, looksForWord ? word.group(1) : "", null, c.said()));
    }

    /** The word that is asked after: "does the sign say <em>exit</em>?"; empty where none is named. */
    private static String named(String said) {
        for (Pattern pattern : List.of(SAYS, NAMED_WRITTEN, SAYS_ZH)) {
            Matcher matcher = pattern.matcher(said);
            if (matcher.find() && !OPEN.matcher(matcher.group(1)).find()) {
                return matcher.group(1).strip();
            }
        }
        return "";
    }

    /** The goals of a clause that asks what is written or coded; none when it does not. */
    static List<Goal> goals(Clause c, List<Target> things, boolean looks) {
        boolean code = c.has("decode") || things.stream().anyMatch(t -> t.is(Sort.CODE));
        boolean read = c.has("read", "say", "written") || c.has("find") && c.has("written");
        boolean onlyExists = c.yesNo() && !c.has("read", "say", "written", "lead");
        if (code && (!looks || c.has("lead")) && !onlyExists) {
            return List.of(Goal.of(Asked.CODE, List.of(), c.said()));
        }
        boolean text = things.stream().anyMatch(t -> t.is(Sort.TEXT));
        if (looks && !c.has("written") || onlyExists || !read && !text) {
            return List.of();
        }
        List<Target> surfaces = new ArrayList<>();
        for (Target t : subjects(c)) {
            if ((!t.is(Sort.TEXT) || t.given() != null)
                    && !t.is(Sort.PICTURE)
                    && !t.is(Sort.ANYTHING)
                    && !t.is(Sort.BACKGROUND)) {
                surfaces.add(t);
            }
        }
        for (Target t : things) {
            // "the red sign on the wall": the phrase as a whole, not its parts.
            Target anchor = t.anchor();
            if (anchor != null && !t.is(Sort.TEXT) && !t.is(Sort.ANYTHING)) {
                surfaces.remove(anchor);
                surfaces.replaceAll(s -> s.head().equals(t.head()) ? t : s);
            }
        }
        if (surfaces.isEmpty()
                && c.has("pronoun")
                && c.topics().stream().anyMatch(t -> !t.is(Sort.TEXT))
                && (!c.has("wh") || c.topics().stream().allMatch(t -> t.is(Sort.SURFACE)))) {
            surfaces.addAll(c.topics());
        }
        return Rules.oneOrEach(Asked.READ, surfaces, c);
    }

    /** What is said to say something; what it is asked to say ("does the sign say <em>exit</em>?") is no surface. */
    private static List<Target> subjects(Clause c) {
        List<Target> subjects = new ArrayList<>();
        boolean said = false;
        for (Piece piece : c.pieces()) {
            said |= c.yesNo()
                    && piece instanceof Piece.Mark mark
                    && mark.token().is("say")
                    && !subjects.isEmpty();
            if (piece instanceof Piece.Noun noun && !said) {
                subjects.add(noun.target());
            }
        }
        return subjects;
    }
}
