package org.eyes4j.tools.conform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.sound.Sound;
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueFormatException;
import org.eyes4j.tools.value.ValueJson;
import org.eyes4j.tools.value.VisualPrompt;

/** Arguments that suit a tool's ports: their examples, and a small scene with a ball and a box. */
final class Samples {
    private Samples() {}

    /** For every port that is required, or has an example. */
    static Map<String, Value> of(ToolSpecification tool) {
        Map<String, Value> arguments = new LinkedHashMap<>();
        Value.Image image = SampleScene.picture("sample");
        int pictures = 0;
        for (Port port : tool.inputs()) {
            if (port.required() || port.example() != null) {
                boolean another = port.kind() == Kind.IMAGE && pictures++ > 0;
                arguments.put(port.name(), value(port, another ? SampleScene.picture(port.name()) : image));
            }
        }
        return arguments;
    }

    /** A value that a port takes, beside a picture. */
    static Value value(Port port, Value.Image image) {
        JsonNode json = port.example() != null ? port.example() : port.defaultValue();
        if (json != null) {
            try {
                return ValueJson.fromJson(json, port.kind(), image.frame());
            } catch (ValueFormatException e) {
                throw new CannotLook("the example of '" + port.name() + "' cannot be read: " + e.getMessage());
            }
        }
        return value(port.kind(), port, image);
    }

    private static Value value(Kind kind, Port port, Value.Image image) {
        if (kind instanceof Kind.ListKind list) {
            Value item = value(list.element(), port, image);
            boolean one = port.maxItems() < 2;
            return new Value.ListOf(list.element(), one ? List.of(item) : List.of(item, item));
        }
        Frame frame = image.frame();
        return switch ((Kind.Plain) kind) {
            case ANY, TEXT -> new Value.Text(text(port));
            case NUMBER -> new Value.Number(number(port));
            case FLAG -> new Value.Flag(true);
            case IMAGE -> image;
            case DETECTIONS -> SampleScene.things(frame);
            case MASKS ->
                new Value.Masks(
                        frame,
                        SampleScene.things(frame).regions().stream()
                                .map(r -> r.mask())
                                .filter(m -> m != null)
                                .toList());
            case KEYPOINTS -> new Value.Keypoints(frame, List.of(keypoint(frame)));
            case CLASSIFICATION ->
                new Value.Classification(List.of(
                        new Value.Classification.Entry("ball", 0.7), new Value.Classification.Entry("box", 0.3)));
            case EMBEDDING -> new Value.Embedding(new float[] {0.6f, 0.8f}, "sample");
            case DEPTH_MAP -> new Value.DepthMap(frame, depth(frame), false);
            case VISUAL_PROMPTS ->
                new Value.VisualPrompts(frame, List.of(new VisualPrompt.BoxPrompt(SampleScene.ball(frame))));
            case RECORD -> new Value.Record(Map.of("label", new Value.Text("ball"), "count", new Value.Number(2)));
            case AUDIO -> Value.Audio.of(tone());
            case VIDEO -> throw new CannotLook("there is no sample for '" + port.name() + "' (video); give arguments");
        };
    }

    private static Keypoint keypoint(Frame frame) {
        var at = SampleScene.ball(frame).centre();
        return new Keypoint("centre", at.x(), at.y(), 0.9);
    }

    private static String text(Port port) {
        String text = port.choices().isEmpty() ? "ball" : port.choices().get(0);
        return port.expression() ? "true" : text.substring(0, Math.min(text.length(), port.maxItems()));
    }

    private static double number(Port port) {
        Double least = port.minimum();
        Double most = port.maximum();
        double number = 1;
        if (least != null) {
            number = Math.max(number, least);
        }
        return most == null ? number : Math.min(number, most);
    }

    private static float[] depth(Frame frame) {
        float[] depth = new float[frame.width() * frame.height()];
        for (int i = 0; i < depth.length; i++) {
            depth[i] = (float) (i / frame.width()) / frame.height();
        }
        return depth;
    }

    private static Sound tone() {
        short[] samples = new short[16_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (8_000 * Math.sin(2 * Math.PI * 440 * i / 16_000));
        }
        return new Sound(16_000, Arrays.copyOf(samples, samples.length));
    }
}
