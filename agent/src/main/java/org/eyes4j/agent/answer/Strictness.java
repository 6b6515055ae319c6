package org.eyes4j.agent.answer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
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
    private static final Pattern JOINT = Pattern.compile("^(and|but|while|whereas|although)\\s+");

    private final Map<Script, Speech> speeches = Speech.all();
    private final ChineseNouns nouns = new ChineseNouns();

    /** The answer without what is not supported; it says how many sentences left. */
    public Answer apply(Answer answer) {
        Set<Claim> kept = new LinkedHashSet<>();
        int removed = 0;
        boolean gap = false;
        for (Claim claim : answer.claims()) {
            Optional<Claim> strict = strict(claim);
            if (strict.isEmpty()) {
                removed++;
            } else {
                kept.add(gap ? alone(strict.get()) : strict.get());
            }
            gap = strict.isEmpty();
        }
        if (removed == 0) {
            return new Answer(new ArrayList<>(kept), answer.removed(), answer.notice(), answer.looks());
        }
        int all = answer.removed() + removed;
        Speech speech = Objects.requireNonNull(speeches.get(script(answer.text())));
        String key = kept.isEmpty() ? "strict.all" : all == 1 ? "strict.one" : "strict.some";
        return new Answer(new ArrayList<>(kept), all, speech.say(key, "number", Integer.toString(all)), answer.looks());
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

    /** A clause whose neighbour left begins as a sentence does. */
    private static Claim alone(Claim claim) {
        String text = JOINT.matcher(claim.text()).replaceFirst("");
        String begun = text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
        return new Claim(begun, claim.status(), claim.evidence(), claim.draft(), claim.doubts());
    }

    private Script script(String text) {
        return HAN.matcher(text).find() ? nouns.script(text) : Script.ENGLISH;
    }
}
