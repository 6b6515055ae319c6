package org.eyes4j.tools.guard;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.ToolResult.Success;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt;
import org.jspecify.annotations.Nullable;

/**
 * What may be wrong with what a tool gave, though it is a {@link Value}: another kind than declared, geometry of a picture
 * that it was not given or outside of it, numbers that are none, more than anybody can use.
 */
public final class OutputCheck {
    /** How far a box may reach out of its frame, for rounding and padding: a part of the frame's side, and pixels. */
    private static final double SLACK = 0.02;

    private static final double SLACK_PIXELS = 2;

    /** Key points may be guessed where the picture does not reach. */
    private static final double GUESSED = 0.5;

    /** Says what is wrong; caught below. */
    private static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1;

        Wrong(String message) {
            super(message, null, false, false);
        }
    }

    private final ToolSpecification tool;
    private final OutputLimits limits;
    private final Set<Frame> given = new HashSet<>();
    private final Set<BoundingBox> givenBoxes = new HashSet<>();
    private final List<Frame> made = new ArrayList<>();
    private long items;
    private long characters;

    public OutputCheck(ToolSpecification tool, Arguments arguments, OutputLimits limits) {
        this.tool = tool;
        this.limits = limits;
        arguments.asMap().values().forEach(this::know);
    }

    /** What is wrong, as the rest of a sentence about the tool; empty where nothing is. Asked once. */
    public Optional<String> fault(Success success) {
        try {
            Value value = present(success.value(), "value");
            present(success.model(), "model");
            success.warnings().forEach(w -> text(w, "warning"));
            if (!tool.output().accepts(value.kind())) {
                return Optional.of("declares " + tool.output() + " and gave " + value.kind());
            }
            find(value, 0);
            check(value);
            return Optional.empty();
        } catch (Wrong e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    // What the arguments speak of.

    private void know(Value value) {
        if (value instanceof Value.Image image) {
            given.add(image.frame());
        } else if (value instanceof Value.Detections detections) {
            given.add(detections.frame());
            detections.regions().forEach(r -> givenBoxes.add(r.box()));
        } else if (value instanceof Value.Masks masks) {
            given.add(masks.frame());
        } else if (value instanceof Value.Keypoints keypoints) {
            given.add(keypoints.frame());
        } else if (value instanceof Value.DepthMap depth) {
            given.add(depth.frame());
        } else if (value instanceof Value.VisualPrompts prompts) {
            given.add(prompts.frame());
            prompts.prompts().forEach(p -> {
                if (p instanceof VisualPrompt.BoxPrompt box) {
                    givenBoxes.add(box.box());
                } else if (p instanceof VisualPrompt.Exemplar exemplar) {
                    know(exemplar.image());
                }
            });
        } else if (value instanceof Value.ListOf list) {
            list.items().forEach(this::know);
        } else if (value instanceof Value.Record record) {
            record.fields().values().forEach(this::know);
        }
    }

    /** The pictures it gives: geometry beside them may belong to them. */
    private void find(Value value, int depth) {
        if (depth > limits.depth()) {
            throw new Wrong("gave values more than " + limits.depth() + " deep within one another");
        }
        if (value instanceof Value.Image image) {
            made.add(image.frame());
        } else if (value instanceof Value.ListOf list) {
            list.items().forEach(item -> find(present(item, "item"), depth + 1));
        } else if (value instanceof Value.Record record) {
            record.fields().values().forEach(field -> find(present(field, "field"), depth + 1));
        }
    }

    // What is given.

    private void check(Value value) {
        count(1);
        if (value instanceof Value.Text text) {
            text(text.text(), "text");
        } else if (value instanceof Value.Number number) {
            text(number.unit(), "unit");
        } else if (value instanceof Value.Image image) {
            pixels(image.frame());
            sameSize(image.frame());
        } else if (value instanceof Value.Detections detections) {
            frame(detections.frame());
            detections.regions().forEach(r -> region(present(r, "region"), detections.frame()));
        } else if (value instanceof Value.Masks masks) {
            frame(masks.frame());
            masks.masks().forEach(m -> mask(m, masks.frame()));
        } else if (value instanceof Value.Keypoints keypoints) {
            frame(keypoints.frame());
            keypoints.keypoints().forEach(k -> keypoint(k, keypoints.frame()));
        } else if (value instanceof Value.Classification classification) {
            classification.entries().forEach(e -> {
                text(present(e, "label").label(), "label");
                score(e.score(), e.label());
            });
        } else if (value instanceof Value.Embedding embedding) {
            embedding(embedding);
        } else if (value instanceof Value.DepthMap depth) {
            frame(depth.frame());
            finite(depth.depth(), "depth");
        } else if (value instanceof Value.VisualPrompts prompts) {
            frame(prompts.frame());
            count(prompts.prompts().size());
        } else if (value instanceof Value.ListOf list) {
            list.items().forEach(this::check);
        } else if (value instanceof Value.Record record) {
            record.fields().forEach((name, field) -> {
                text(name, "field name");
                check(field);
            });
        }
    }

    private void region(Region region, Frame frame) {
        count(1);
        Detection d = present(region.detection(), "detection");
        text(region.id(), "region id");
        text(d.label(), "label");
        BoundingBox box = present(d.box(), "box");
        if (!givenBoxes.contains(box)) {
            inside(box, frame, SLACK, "box " + box.toList() + " of '" + Said.brief(d.label()) + "'");
        }
        Mask mask = d.mask();
        if (mask != null) {
            mask(mask, frame);
        }
        d.keypoints().forEach(k -> keypoint(k, frame));
        if (d.text() != null) {
            text(d.text(), "text");
        }
        d.attributes().forEach((name, attribute) -> {
            text(name, "attribute");
            text(attribute, "attribute");
        });
    }

    private void mask(Mask mask, Frame frame) {
        count(1);
        present(mask, "mask");
        if (mask.width() != frame.width() || mask.height() != frame.height()) {
            throw new Wrong("gave a mask of " + mask.width() + " x " + mask.height() + " in a frame of " + size(frame));
        }
    }

    private void keypoint(Keypoint keypoint, Frame frame) {
        count(1);
        text(present(keypoint, "key point").name(), "key point's name");
        double x = keypoint.x();
        double y = keypoint.y();
        inside(
                new BoundingBox(x, y, x, y),
                frame,
                GUESSED,
                "key point '" + Said.brief(keypoint.name()) + "' at (" + x + ", " + y + ")");
    }

    private void embedding(Value.Embedding embedding) {
        text(embedding.model(), "model");
        if (present(embedding.vector(), "vector").length == 0) {
            throw new Wrong("gave an embedding without numbers");
        }
        finite(embedding.vector(), "embedding");
    }

    // The pictures that geometry belongs to.

    private void frame(Frame frame) {
        pixels(present(frame, "frame"));
        boolean known = given.isEmpty()
                || given.stream().anyMatch(frame::isRelatedTo)
                || made.stream().anyMatch(frame::isRelatedTo);
        if (!known) {
            throw new Wrong("gave " + tool.output() + " in the frame of '" + Said.brief(frame.image())
                    + "', a picture that it was not given (it was given "
                    + String.join(
                            ", ",
                            given.stream()
                                    .map(f -> "'" + f.image() + "'")
                                    .sorted()
                                    .distinct()
                                    .toList())
                    + ")");
        }
        sameSize(frame);
    }

    /** A frame with another's place has its size. */
    private void sameSize(Frame frame) {
        for (Frame other : given) {
            if (other.isRelatedTo(frame)
                    && other.toRoot().equals(frame.toRoot())
                    && frame.toRoot().equals(org.eyes4j.tools.geometry.Affine.IDENTITY)
                    && (other.width() != frame.width() || other.height() != frame.height())) {
                throw new Wrong("gave the picture '" + Said.brief(frame.image()) + "' the size " + size(frame)
                        + "; it was given with " + size(other)
                        + ", and a picture made of another needs a frame derived from it");
            }
        }
    }

    private void pixels(Frame frame) {
        long pixels = (long) frame.width() * frame.height();
        if (pixels > limits.pixels()) {
            throw new Wrong("gave a frame of " + size(frame) + ", more than " + limits.pixels() + " pixels");
        }
    }

    private static void inside(BoundingBox box, Frame frame, double slack, String what) {
        double x = slack * frame.width() + SLACK_PIXELS;
        double y = slack * frame.height() + SLACK_PIXELS;
        if (box.x1() < -x || box.y1() < -y || box.x2() > frame.width() + x || box.y2() > frame.height() + y) {
            throw new Wrong("gave the " + what + ", outside its frame of " + size(frame));
        }
    }

    private static String size(Frame frame) {
        return frame.width() + " x " + frame.height();
    }

    // Plain things.

    private void count(int more) {
        items += more;
        if (items > limits.items()) {
            throw new Wrong("gave more than " + limits.items() + " items");
        }
    }

    private void text(@Nullable String text, String what) {
        characters += present(text, what).length();
        if (characters > limits.characters()) {
            throw new Wrong("gave more than " + limits.characters() + " characters");
        }
    }

    private static void score(double score, String label) {
        if (!(score >= 0 && score <= 1)) {
            throw new Wrong("gave '" + Said.brief(label) + "' the score " + score + "; scores are 0–1");
        }
    }

    private static void finite(float[] numbers, String what) {
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                throw new Wrong("gave " + what + " with " + number + " in it");
            }
        }
    }

    private static <T> T present(@Nullable T part, String what) {
        if (part == null) {
            throw new Wrong("gave null where a " + what + " belongs");
        }
        return part;
    }
}
