package org.eyes4j.agent.answer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eyes4j.agent.language.ChineseNouns;
import org.eyes4j.agent.language.Script;

/**
 * Leaves out of an answer what nothing supports. Sentences that were put right stay as what the values say, which is
 * supported; those that own up to not knowing stay as they are. Thread-safe.
 */
public final class Strictness {
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    private final Map<Script, Speech> speeches = Speech.all();
    private final ChineseNouns nouns = new ChineseNouns();

    /** The answer without what is not supported; it says how many sentences left. */
    public Answer apply(Answer answer) {
        Set<Claim> kept = new LinkedHashSet<>();
        List<Optional<Claim>> all =
                answer.claims().stream().map(Strictness::strict).toList();
        int removed = (int) all.stream().filter(Optional::isEmpty).count();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).isPresent()) {
                boolean first = i > 0 && all.get(i - 1).isEmpty();
                boolean last = i + 1 < all.size() && all.get(i + 1).isEmpty();
                kept.add(alone(all.get(i).get(), first, last));
            }
        }
        if (removed == 0) {
            return new Answer(new ArrayList<>(kept), answer.removed(), answer.notice(), answer.looks());
        }
        int gone = answer.removed() + removed;
        Speech speech = Objects.requireNonNull(speeches.get(script(answer.text())));
        String key = kept.isEmpty() ? "strict.all" : gone == 1 ? "strict.one" : "strict.some";
        return new Answer(
                new ArrayList<>(kept), gone, speech.say(key, "number", Integer.toString(gone)), answer.looks());
    }

    private static Optional<Claim> strict(Claim claim) {
        return switch (claim.status()) {
            case SUPPORTED, UNKNOWN -> Optional.of(claim);
            case UNSUPPORTED -> Optional.empty();
            case CONTRADICTED ->
                claim.isCorrected() && !claim.evidence().isEmpty()
                        ? Optional.of(
                                new Claim(claim.text(), Claim.Status.SUPPORTED, claim.evidence(), "", claim.doubts()))
                        : Optional.empty();
        };
    }

    /** A clause whose neighbours left begins and ends as a sentence does. */
    private static Claim alone(Claim claim, boolean first, boolean last) {
        String begun = first ? Clauses.begun(claim.text()) : claim.text();
        String text = last ? Clauses.ended(begun) : begun;
        return new Claim(text, claim.status(), claim.evidence(), claim.draft(), claim.doubts());
    }

    private Script script(String text) {
        return HAN.matcher(text).find() ? nouns.script(text) : Script.ENGLISH;
    }
}
