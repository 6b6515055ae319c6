package org.eyes4j.agent.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eyes4j.agent.language.Script;

/** Reads an English question: splits it into requests, each into its parts, and tells what each asks for. Thread-safe. */
final class EnglishReader {
    private static final Pattern TAG_QUESTION = Pattern.compile(
            "[,;]\\s*(?:(?:is|are|does|do|has|have|can|was)(?:n'?t| not)? (?:it|there|they|he|she|you|that|this)|right|correct)\\s*[?.!]*$",
            Pattern.CASE_INSENSITIVE);
    static final String[] COMMANDS = {
        "find", "count.verb", "read", "decode", "segment", "cutout", "crop", "redact.blur", "redact.pixelate",
                "redact.fill",
        "redact.hide", "compare", "describe", "list", "measure", "remove", "keep", "mask.verb", "cannot.edit",
                "cover.up",
        "pose.verb", "where"
    };

    private final Lexicon lexicon;
    private final EnglishTokens tokens;
    private final Rules rules = new Rules();
    private final Spelling spelling;

    EnglishReader(Lexicon lexicon) {
        this.lexicon = lexicon;
        this.tokens = new EnglishTokens(lexicon);
        this.spelling = new Spelling(lexicon);
    }

    /** What the question asks for; goals that could not be told are left out and their words noted. */
    Question read(String question) {
        Matcher tag = TAG_QUESTION.matcher(question);
        boolean tagged = tag.find();
        String text = tagged ? question.substring(0, tag.start()) + "?" : question;
        List<String> notes = new ArrayList<>();
        String mended = spelling.mendNouns(text, tokens.split(text), notes);
        List<Token> words = tokens.split(mended);
        Question read = Requests.read(Script.ENGLISH, clauses(words, tagged), rules);
        if (!read.sure()) {
            for (Spelling.Slip slip : spelling.slips(words)) {
                Question other = Requests.read(
                        Script.ENGLISH, clauses(tokens.split(mended, slip.written(), slip.meant()), tagged), rules);
                if (other.sure()) {
                    notes.add("Read '" + slip.written() + "' as '" + slip.meant() + "'.");
                    return other.noting(notes);
                }
            }
        }
        return read.noting(notes);
    }

    private List<Clause> clauses(List<Token> all, boolean tagged) {
        List<Clause> clauses = new ArrayList<>();
        List<Token> current = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Token token = all.get(i);
            if (token.endsSentence()) {
                close(current, clauses, tagged || token.text().equals("?"), tagged);
            } else if (isJoint(token)
                    && opens(all, i + 1)
                    && !current.isEmpty()
                    && !opensBetween(current, all, i + 1)) {
                close(current, clauses, false, tagged);
            } else {
                current.add(token);
            }
        }
        close(current, clauses, false, tagged);
        return clauses;
    }

    /** "Between the cat and the dog, what is there?": one request, unless things are compared. */
    private static boolean opensBetween(List<Token> current, List<Token> all, int from) {
        return current.get(0).is("rel.between")
                && all.subList(from, all.size()).stream()
                        .takeWhile(t -> !t.endsSentence())
                        .noneMatch(t ->
                                !t.under("more.").isEmpty() || !t.under("most.").isEmpty() || t.is("far.more"));
    }

    private static boolean isJoint(Token token) {
        return token.is("and")
                || token.text().equals(",")
                || token.text().equals(":")
                || token.text().equals("but");
    }

    /** Whether a new request begins here: a question word, a form of "be" or "do" with its subject, a command. */
    private boolean opens(List<Token> all, int from) {
        int i = from;
        while (i < all.size()
                && (all.get(i).isAny("filler", "and") || all.get(i).text().equals(","))) {
            i++;
        }
        if (i >= all.size()) {
            return false;
        }
        Token first = all.get(i);
        Token second = i + 1 < all.size() ? all.get(i + 1) : null;
        if (first.isAny("frame", "frame.yes") && !first.isAny("and", "to", "filler")) {
            return true;
        }
        if (first.isAny("wh", "count", "cover", "size") && !first.isAny("who")
                || first.is("where") && first.text().matches("where.*|in .*|on .*")) {
            return true;
        }
        if (first.text().equals("who")) {
            return true;
        }
        if (first.isAny("be", "do", "have") || first.is("can") && second != null && second.isAny("we", "det")) {
            return second != null
                    && (second.isAny("there", "we", "det", "pronoun", "this")
                            || second.tags().isEmpty()
                            || second.is("label"));
        }
        return first.isAny(COMMANDS)
                && second != null
                && !second.isPunctuation()
                && (second.isAny(
                                "det",
                                "pronoun",
                                "label",
                                "face",
                                "text",
                                "code",
                                "person",
                                "all",
                                "this",
                                "surface",
                                "picture",
                                "is",
                                "background",
                                "rest",
                                "anything",
                                "ord",
                                "num")
                        || second.tags().isEmpty()
                        || !second.under("most.").isEmpty());
    }

    private void close(List<Token> current, List<Clause> clauses, boolean asked, boolean tagged) {
        List<Token> words = new ArrayList<>(current);
        current.clear();
        String said = words.stream().map(Token::text).collect(Collectors.joining(" "));
        boolean yesNo = tagged;
        while (!words.isEmpty()
                && (words.get(0).isAny("frame", "frame.yes", "filler", "and")
                        || words.get(0).isPunctuation())) {
            if (words.size() > 1 && isAbility(words.get(0)) && words.get(1).isAny("see")) {
                yesNo = true;
            }
            if (words.size() > 2 && words.get(0).is("list") && !words.get(0).is("frame.yes") && listsThings(words)) {
                break;
            }
            yesNo |= words.get(0).is("frame.yes");
            words.remove(0);
        }
        if (words.isEmpty()) {
            return;
        }
        Token first = words.get(0);
        boolean any = first.is("any");
        yesNo |= any
                || first.isAny("be", "do", "have", "can")
                || first.is("there") && words.size() > 1 && words.get(1).is("be");
        boolean command = first.isAny(COMMANDS) || first.is("see");
        words.removeIf(t -> t.isAny("filler")
                && t.tags().stream().allMatch(n -> Set.of("filler", "and").contains(n)));
        if (words.size() > 1
                && words.get(0).tags().isEmpty()
                && words.get(1).isAny("det", "pronoun")
                && !words.get(0).isPunctuation()) {
            // "Snip the cat": a command that no lexicon knows.
            Token verb = words.get(0);
            words.set(0, new Token(verb.text(), verb.noun(), Set.of(Clause.UNKNOWN_VERB)));
        }
        List<Piece> pieces = new EnglishPieces(lexicon, words).all();
        clauses.add(new Clause(pieces, yesNo, command, any, asked, List.of(), said));
    }

    private static boolean isAbility(Token token) {
        return token.is("frame") && token.text().matches("(can|could) (you|u|we)|are you able to|do you know");
    }

    private static boolean listsThings(List<Token> words) {
        return words.get(1).isAny("det", "all", "anything")
                && !words.get(0).text().equals("tell");
    }
}
