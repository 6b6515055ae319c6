package org.eyes4j.agent.run;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.geometry.Polygon;
import org.eyes4j.tools.hash.Sha256;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;
import org.eyes4j.tools.value.VisualPrompt;

/**
 * SHA-256 of calls by what is in them: the same tool, version, wished model and arguments give the same key, anything
 * else another. Exact: no number is rounded. Thread-safe.
 */
final class ValueDigest {
    String ofCall(ToolSpecification tool, Optional<String> wishedModel, Map<String, Value> arguments) {
        Writer writer = new Writer();
        writer.text(tool.name()).text(tool.version()).text(wishedModel.orElse(""));
        writer.count(arguments.size());
        arguments.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(e -> {
            writer.text(e.getKey());
            writer.value(e.getValue());
        });
        return HexFormat.of().formatHex(writer.digest.digest());
    }

    /** Every text and list with its length before it, so that no two values write the same bytes. */
    private static final class Writer {
        private final MessageDigest digest = Sha256.digest();

        Writer text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            count(bytes.length);
            digest.update(bytes);
            return this;
        }

        void count(int count) {
            digest.update(ByteBuffer.allocate(4).putInt(count).array());
        }

        void numbers(double... numbers) {
            ByteBuffer buffer = ByteBuffer.allocate(8 * numbers.length);
            for (double number : numbers) {
                buffer.putDouble(number);
            }
            digest.update(buffer.array());
        }

        void floats(float[] floats) {
            count(floats.length);
            ByteBuffer buffer = ByteBuffer.allocate(4 * floats.length);
            buffer.asFloatBuffer().put(floats);
            digest.update(buffer);
        }

        <T> void list(Collection<T> items, Consumer<T> each) {
            count(items.size());
            items.forEach(each);
        }

        void value(Value value) {
            text(value.kind().toString());
            if (value instanceof Value.Image image) {
                image(image);
            } else if (value instanceof Value.Detections detections) {
                frame(detections.frame());
                list(detections.regions(), this::region);
                Search search = detections.search();
                text(search == null ? "" : search.toString());
            } else if (value instanceof Value.Masks masks) {
                frame(masks.frame());
                list(masks.masks(), this::mask);
            } else if (value instanceof Value.Keypoints keypoints) {
                frame(keypoints.frame());
                list(keypoints.keypoints(), this::keypoint);
            } else if (value instanceof Value.DepthMap depth) {
                frame(depth.frame());
                numbers(depth.metric() ? 1 : 0);
                floats(depth.depth());
            } else if (value instanceof Value.Embedding embedding) {
                text(embedding.model());
                floats(embedding.vector());
            } else if (value instanceof Value.VisualPrompts prompts) {
                frame(prompts.frame());
                list(prompts.prompts(), this::prompt);
            } else if (value instanceof Value.Record fields) {
                list(fields.fields().entrySet(), e -> {
                    text(e.getKey());
                    value(e.getValue());
                });
            } else if (value instanceof Value.ListOf list) {
                list(list.items(), this::value);
            } else if (value instanceof Value.Number number) {
                numbers(number.value());
                text(number.unit());
            } else {
                text(ValueJson.toJson(value).toString());
            }
        }

        private void image(Value.Image image) {
            frame(image.frame());
            text(image.raster().fingerprint());
        }

        private void frame(Frame frame) {
            text(frame.image());
            count(frame.width());
            count(frame.height());
            frame.toRoot().toList().forEach(v -> numbers(v));
        }

        private void region(Region region) {
            Detection d = region.detection();
            text(region.id()).text(d.label());
            numbers(d.score(), d.box().x1(), d.box().y1(), d.box().x2(), d.box().y2());
            list(d.mask() == null ? java.util.List.<Mask>of() : java.util.List.of(d.mask()), this::mask);
            list(d.keypoints(), this::keypoint);
            Polygon outline = d.outline();
            list(outline == null ? java.util.List.<Point>of() : outline.points(), this::point);
            text(d.text() == null ? "0" : "1" + d.text());
            list(d.attributes().entrySet(), e -> text(e.getKey()).text(e.getValue()));
        }

        private void mask(Mask mask) {
            count(mask.width());
            count(mask.height());
            text(mask.toCompressed());
        }

        private void keypoint(Keypoint k) {
            text(k.name());
            numbers(k.x(), k.y(), k.score());
        }

        private void point(Point p) {
            numbers(p.x(), p.y());
        }

        private void prompt(VisualPrompt prompt) {
            text(prompt.getClass().getSimpleName());
            if (prompt instanceof VisualPrompt.PointPrompt point) {
                point(point.at());
                numbers(point.positive() ? 1 : 0);
            } else if (prompt instanceof VisualPrompt.BoxPrompt box) {
                numbers(
                        box.box().x1(),
                        box.box().y1(),
                        box.box().x2(),
                        box.box().y2());
            } else if (prompt instanceof VisualPrompt.Scribble scribble) {
                list(scribble.stroke(), this::point);
                numbers(scribble.positive() ? 1 : 0);
            } else if (prompt instanceof VisualPrompt.MaskPrompt mask) {
                mask(mask.mask());
            } else if (prompt instanceof VisualPrompt.TextPrompt text) {
                text(text.text());
            } else if (prompt instanceof VisualPrompt.Exemplar exemplar) {
                image(exemplar.image());
                region(exemplar.region());
            }
        }
    }
}
