package org.eyes4j.vision.intake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.sound.Sound;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt;

/** Ways to call a tool on a picture just to see it run: what of the inputs that may be left out is given. */
public enum Trial {
    NONE,
    WORDS,
    POINT,
    BOX,
    TEXT_PROMPT,
    EXAMPLE,
    REGIONS;

    private static final int SOUND_RATE = 16_000;

    /** Arguments for a tool: whatever it needs, and what this trial adds. */
    public Map<String, Value> arguments(ToolSpecification tool, Value.Image picture) {
        Map<String, Value> arguments = new LinkedHashMap<>();
        for (Port port : tool.inputs()) {
            Kind kind = port.kind();
            if (kind.equals(Kind.IMAGE) && (port.required() || this == EXAMPLE)) {
                arguments.put(port.name(), picture);
            } else if (kind.equals(Kind.AUDIO) && port.required()) {
                arguments.put(port.name(), sound());
            } else if (kind.equals(Kind.DETECTIONS) && (port.required() || this == REGIONS)) {
                arguments.put(port.name(), Value.Detections.of(picture.frame(), List.of(square(picture))));
            } else if (kind.equals(Kind.VISUAL_PROMPTS) && (port.required() || prompts())) {
                arguments.put(port.name(), new Value.VisualPrompts(picture.frame(), List.of(prompt(picture))));
            } else if (kind.equals(Kind.TEXT) && isWords(port)) {
                arguments.put(port.name(), new Value.Text("a red square"));
            } else if (kind.equals(Kind.listOf(Kind.TEXT)) && isWords(port)) {
                arguments.put(port.name(), Value.ListOf.texts(List.of("a red square", "a cat")));
            }
        }
        return arguments;
    }

    /** A second of a tone that grows higher. */
    private static Value.Audio sound() {
        short[] samples = new short[SOUND_RATE];
        for (int i = 0; i < samples.length; i++) {
            double seconds = i / (double) SOUND_RATE;
            samples[i] = (short) (8000 * Math.sin(2 * Math.PI * (200 + 300 * seconds) * seconds));
        }
        return Value.Audio.of(new Sound(SOUND_RATE, samples));
    }

    private boolean isWords(Port port) {
        boolean free = port.choices().isEmpty() && port.defaultValue() == null;
        return port.required() || this == WORDS && free;
    }

    private boolean prompts() {
        return switch (this) {
            case NONE, WORDS, REGIONS -> false;
            case POINT, BOX, TEXT_PROMPT, EXAMPLE -> true;
        };
    }

    private static BoundingBox middle(Value.Image picture) {
        int width = picture.frame().width();
        int height = picture.frame().height();
        return new BoundingBox(width / 4.0, height / 4.0, width * 0.75, height * 0.75);
    }

    private static Detection square(Value.Image picture) {
        BoundingBox box = middle(picture);
        return Detection.of("square", 1, box)
                .withMask(Mask.fromBox(picture.frame().width(), picture.frame().height(), box));
    }

    /** About the middle of the picture. */
    private VisualPrompt prompt(Value.Image picture) {
        return switch (this) {
            case NONE, WORDS, POINT, REGIONS -> {
                Point middle =
                        new Point(picture.frame().width() / 2.0, picture.frame().height() / 2.0);
                yield new VisualPrompt.PointPrompt(middle, true);
            }
            case BOX -> new VisualPrompt.BoxPrompt(middle(picture));
            case TEXT_PROMPT -> new VisualPrompt.TextPrompt("a red square");
            case EXAMPLE -> new VisualPrompt.Exemplar(picture, new Region("", square(picture)));
        };
    }
}
