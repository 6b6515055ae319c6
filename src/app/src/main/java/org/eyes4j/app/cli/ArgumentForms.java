package org.eyes4j.app.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;

/** How the values of {@code --arg} are written. */
final class ArgumentForms {
    private ArgumentForms() {}

    /** One line for each kind of a tool's arguments that is not written as it stands. */
    static List<String> of(ToolSpecification tool) {
        Set<String> lines = new LinkedHashSet<>();
        tool.inputs().stream().map(Port::kind).forEach(kind -> {
            String form = form(kind);
            if (!form.isEmpty()) {
                lines.add(kind + " is " + form);
            }
        });
        return List.copyOf(lines);
    }

    private static String form(Kind kind) {
        if (kind.equals(Kind.listOf(Kind.TEXT))) {
            return "cat,cup or [\"cat\", \"cup\"], or given once for each";
        }
        if (kind.equals(Kind.listOf(Kind.IMAGE))) {
            return "a FILE, given once for each picture";
        }
        if (!(kind instanceof Kind.Plain plain)) {
            return "";
        }
        return switch (plain) {
            case IMAGE -> "a FILE";
            case FLAG -> "true or false";
            case DETECTIONS ->
                "[{\"label\": \"cup\", \"box\": [x1, y1, x2, y2]}], or what another call gave: @FILE with its JSON";
            case VISUAL_PROMPTS ->
                "[{\"point\": [x, y]}, {\"point\": [x, y], \"positive\": false}, {\"box\": [x1, y1, x2, y2]}]";
            case MASKS, KEYPOINTS, CLASSIFICATION, EMBEDDING, RECORD -> "JSON, or @FILE with JSON in it";
            case AUDIO -> "a FILE: WAV of 16-bit PCM, one or two channels";
            case ANY, TEXT, NUMBER, VIDEO, DEPTH_MAP -> "";
        };
    }
}
