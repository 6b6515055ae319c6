package org.eyes4j.agent.offline;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eyes4j.agent.language.Lines;
import org.eyes4j.tools.value.Kind;

/** What a plan may need a tool for, and the kind of value that comes of it ({@code any} where tools may differ). */
@SuppressWarnings("Immutable") // kinds are records and enums
enum Capability {
    FIND(Kind.DETECTIONS, true),
    READ(Kind.DETECTIONS, true),
    CODES(Kind.DETECTIONS, true),
    FACES(Kind.DETECTIONS, true),
    POSE(Kind.DETECTIONS, true),
    SEGMENT(Kind.DETECTIONS, true),
    CUTOUT(Kind.IMAGE, true),
    CROP(Kind.IMAGE, true),
    SELECT(Kind.DETECTIONS, false),
    COUNT(Kind.NUMBER, false),
    MEASURE(Kind.NUMBER, false),
    RELATE(Kind.DETECTIONS, false),
    COLOURS(Kind.CLASSIFICATION, true),
    COLOURS_EACH(Kind.DETECTIONS, true),
    INVERT(Kind.DETECTIONS, false),
    REDACT(Kind.IMAGE, true),
    COMPARE(Kind.ANY, true),
    DESCRIBE(Kind.ANY, true),
    EMBED(Kind.ANY, false),
    CAPTION(Kind.RECORD, true),
    ANSWER(Kind.RECORD, true),
    DEPTH(Kind.DEPTH_MAP, true),
    SCENE(Kind.DETECTIONS, true),
    GROUND(Kind.DETECTIONS, true),
    SIMILAR(Kind.DETECTIONS, true);

    private static final Map<String, List<String>> WORDS = read();

    private final Kind gives;
    private final boolean fromPicture;

    Capability(Kind gives, boolean fromPicture) {
        this.gives = gives;
        this.fromPicture = fromPicture;
    }

    /** Whether a tool must see the picture for it. */
    boolean fromPicture() {
        return fromPicture;
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
