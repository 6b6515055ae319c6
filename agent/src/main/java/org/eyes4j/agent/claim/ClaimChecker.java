package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eyes4j.agent.answer.Answer;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.answer.Claims;
import org.eyes4j.agent.answer.Clauses;
import org.eyes4j.agent.answer.Evidence;
import org.eyes4j.agent.answer.Speech;
import org.eyes4j.agent.language.Script;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.config.model.ModelCatalogue;
import org.eyes4j.config.model.ModelManifest;

/**
 * Cuts a language model's draft into claims and holds each against the values of a run.
 *
 * <ul>
 *   <li>What the values carry, to its last word, is supported, and gets its evidence.
 *   <li>What they show otherwise is contradicted; where the values tell how it is, that is told instead, and the claim keeps
 *       what the draft had said.
 *   <li>That the writer does not know something is unknown.
 *   <li>Everything else is unsupported: what no step looked for, what was not understood, guesses about what is not seen,
 *       and what asserts nothing (greetings, questions back, talk about the answer). That is no reproach.
 * </ul>
 *
 * "There is no dog" is supported by a step that looked for dogs and can know them, and by nothing else. A guess ("it looks
 * like two cups") is held to the same measure as a plain sentence. Thread-safe.
 */
public final class ClaimChecker {
    private static final int MOST_CHARACTERS = 20_000;
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final Pattern QUOTED = Pattern.compile("[「『“\"][^」』”\"]*[」』”\"]");

    private final Kinds kinds = new Kinds();
    private final Tools tools = new Tools();
    private final EnglishReader english = new EnglishReader(kinds);
    private final ChineseReader chinese = new ChineseReader(kinds);
    private final Map<Script, Speech> speeches = Speech.all();
    private final Function<String, Collection<String>> vocabulary;

    /** A checker that knows what the models that are shipped can look for. */
    public ClaimChecker() {
        this(labels(ModelCatalogue.shipped()));
    }

    /**
     * A checker.
     *
     * @param vocabulary the labels that a model of a closed vocabulary knows, by its name; empty where it is not known
     */
    public ClaimChecker(Function<String, Collection<String>> vocabulary) {
        this.vocabulary = vocabulary;
    }

    private static Function<String, Collection<String>> labels(ModelCatalogue catalogue) {
        Map<String, List<String>> labels = catalogue.all().stream()
                .collect(Collectors.toMap(ModelManifest::name, ModelManifest::labels, (a, b) -> a));
        return model -> labels.getOrDefault(model, List.of());
    }

    /** The draft as an answer. */
    public Answer check(String draft, RunResult result) {
        String bounded = draft.length() > MOST_CHARACTERS ? draft.substring(0, MOST_CHARACTERS) : draft;
        Scene scene = Scene.of(result, kinds, vocabulary);
        Memory memory = new Memory();
        List<Claim> claims = new ArrayList<>();
        for (String sentence : Sentences.of(bounded)) {
            boolean han = HAN.matcher(QUOTED.matcher(sentence).replaceAll("")).find();
            Script script = han ? chinese.nouns().script(bounded) : Script.ENGLISH;
            List<Clause> clauses = han
                    ? chinese.read(sentence)
                    : english.read(sentence, noun -> scene.named(noun).size() > 1);
            List<Claim> own = clauses.stream()
                    .map(clause -> claim(clause, scene, memory, script))
                    .toList();
            claims.addAll(own.stream().anyMatch(Claim::isCorrected) ? apart(own) : own);
        }
        return new Answer(claims);
    }

    /** Clauses of a sentence of which one was put right, and so became a sentence of its own. */
    private static List<Claim> apart(List<Claim> claims) {
        return claims.stream()
                .map(claim -> claim.isCorrected()
                        ? claim
                        : new Claim(Clauses.ended(Clauses.begun(claim.text())), claim.status(), claim.evidence()))
                .toList();
    }

    private Claim claim(Clause clause, Scene whole, Memory memory, Script script) {
        Reading reading = clause.reading();
        String text = clause.text();
        if (reading.sort() == Reading.Sort.DOUBTS) {
            return new Claim(text, Claim.Status.UNKNOWN, List.of());
        } else if (reading.sort() == Reading.Sort.TALKS) {
            return new Claim(text, Claim.Status.UNSUPPORTED, List.of());
        }
        Scene scene = whole.in(reading.picture());
        Finding finding = reading.isRead() ? assess(reading.statements(), scene, memory, script) : Finding.UNKNOWN;
        return switch (finding.truth()) {
            case TRUE ->
                finding.evidence().isEmpty()
                        ? new Claim(text, Claim.Status.UNSUPPORTED, List.of())
                        : Claims.supported(text, finding.evidence());
            case FALSE ->
                finding.actual().isEmpty()
                        ? new Claim(text, Claim.Status.CONTRADICTED, finding.evidence())
                        : new Claim(finding.actual(), Claim.Status.CONTRADICTED, finding.evidence(), text);
            case UNKNOWN -> {
                List<Evidence> told = Echo.of(text, scene.told());
                yield told.isEmpty()
                        ? new Claim(text, Claim.Status.UNSUPPORTED, List.of())
                        : Claims.supported(text, told);
            }
        };
    }

    private Finding assess(List<Statement> statements, Scene scene, Memory memory, Script script) {
        Judge judge = new Judge(scene, tools, memory);
        Teller teller = new Teller(Objects.requireNonNull(speeches.get(script)), scene, judge);
        Assessor assessor = new Assessor(scene, judge, teller, memory);
        Finding all = new Finding(Truth.TRUE, List.of(), "");
        for (Statement statement : statements) {
            all = all.and(assessor.assess(statement));
        }
        return all;
    }
}
