package org.eyes4j.agent.claim;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what a writer says was done: "I blurred the two faces.", "The cat was cut out." Not thread-safe. */
final class EnglishDeeds {
    private static final Set<String> HIDE = Set.of("redact");
    private static final Set<String> OUTLINE = Set.of("segment", "segment_everything", "segment_scene", "segment_like");
    private static final Map<String, Set<String>> DEEDS = Map.ofEntries(
            Map.entry("blurred", HIDE),
            Map.entry("pixelated", HIDE),
            Map.entry("hidden", HIDE),
            Map.entry("redacted", HIDE),
            Map.entry("anonymised", HIDE),
            Map.entry("anonymized", HIDE),
            Map.entry("obscured", HIDE),
            Map.entry("blacked out", HIDE),
            Map.entry("cut out", Set.of("cutout", "crop", "crop_each")),
            Map.entry("isolated", Set.of("cutout")),
            Map.entry("cropped", Set.of("crop", "crop_each")),
            Map.entry("outlined", OUTLINE),
            Map.entry("segmented", OUTLINE),
            Map.entry("highlighted", Set.of("draw")),
            Map.entry("marked", Set.of("draw")),
            Map.entry("saved", Set.of("save")));

    private final Cursor c;
    private final EnglishPhrases phrases;

    EnglishDeeds(Cursor cursor, EnglishPhrases phrases) {
        this.c = cursor;
        this.phrases = phrases;
    }

    List<Statement> read() {
        if (!c.takeAny(List.of("i have", "i", "we have", "we")).isEmpty()) {
            Set<String> tools = deed();
            List<Phrase> objects = tools.isEmpty() ? List.of() : phrases.list();
            return objects.isEmpty() ? List.of() : List.of(new Statement.Did(tools, objects));
        }
        List<Phrase> objects = phrases.list();
        boolean passive = !c.takeAny(List.of("has been", "have been", "was", "were", "is now", "are now"))
                .isEmpty();
        Set<String> tools = passive ? deed() : Set.of();
        return objects.isEmpty() || tools.isEmpty() ? List.of() : List.of(new Statement.Did(tools, objects));
    }

    private Set<String> deed() {
        for (Map.Entry<String, Set<String>> deed : DEEDS.entrySet()) {
            if (c.take(deed.getKey())) {
                return deed.getValue();
            }
        }
        return Set.of();
    }
}
