package org.eyes4j.agent.offline;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eyes4j.agent.language.Lines;
import org.eyes4j.tools.value.Kind;

/** What a plan may need a tool for, and the kind of value that comes of it ({@code any} where tools may differ). */
enum Capability {
    FIND(Kind.DETECTIONS),
    READ(Kind.DETECTIONS),
    CODES(Kind.DETECTIONS),
    FACES(Kind.DETECTIONS),
    POSE(Kind.DETECTIONS),
    SEGMENT(Kind.DETECTIONS),
    CUTOUT(Kind.IMAGE),
    CROP(Kind.IMAGE),
    SELECT(Kind.DETECTIONS),
    COUNT(Kind.NUMBER),
    MEASURE(Kind.NUMBER),
    RELATE(Kind.DETECTIONS),
    COLOURS(Kind.CLASSIFICATION),
    COLOURS_EACH(Kind.DETECTIONS),
    INVERT(Kind.DETECTIONS),
    REDACT(Kind.IMAGE),
    COMPARE(Kind.ANY),
    DESCRIBE(Kind.ANY),
    EMBED(Kind.ANY);

    private static final Map<String, List<String>> WORDS = read();

    private final Kind gives;

    Capability(Kind gives) {
        this.gives = gives;
    }

    Kind gives() {
        return gives;
    }

    /** Words by which a tool shows that it has the capability, its usual name first. */
    List<String> words() {
        return WORDS.getOrDefault(toString(), List.of(toString()));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, List<String>> read() {
        Map<String, List<String>> words = new HashMap<>();
        for (String line : Lines.of(Capability.class, "capabilities.txt")) {
            int colon = line.indexOf(':');
            words.put(
                    line.substring(0, colon),
                    List.of(line.substring(colon + 1).strip().split(",\\s*")));
        }
        return Map.copyOf(words);
    }
}
