package org.eyes4j.tools.value;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.sound.Sound;
import org.jspecify.annotations.Nullable;

/** What flows between the steps of a plan. Immutable; geometry is in pixels of the value's own {@link Frame}. */
public sealed interface Value {

    Kind kind();

    /** Plain text. */
    record Text(String text) implements Value {
        @Override
        public Kind kind() {
            return Kind.TEXT;
        }
    }

    /** A finite number; the unit is empty for a bare count. */
    record Number(double value, String unit) implements Value {
        public Number {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("A number must be finite, got " + value);
            }
        }

        public Number(double value) {
            this(value, "");
        }

        @Override
        public Kind kind() {
            return Kind.NUMBER;
        }
    }

    /** True or false. */
    record Flag(boolean value) implements Value {
        @Override
        public Kind kind() {
            return Kind.FLAG;
        }
    }

    /** A decoded picture. */
    record Image(Frame frame, Raster raster) implements Value {
        public Image {
            if (frame.width() != raster.width() || frame.height() != raster.height()) {
                throw new IllegalArgumentException("A picture's frame and pixels must agree: frame " + frame.width()
                        + " x " + frame.height() + ", pixels " + raster.width() + " x " + raster.height());
            }
        }

        /** A whole picture with a frame of its own. */
        public static Image of(String id, Raster raster) {
            return new Image(Frame.of(id, raster.width(), raster.height()), raster);
        }

        @Override
        public Kind kind() {
            return Kind.IMAGE;
        }
    }

    /** A stored video: the artifact that holds its bytes, size in pixels, frames a second, number of frames. */
    record Video(String artifact, int width, int height, double framesPerSecond, long frames) implements Value {
        @Override
        public Kind kind() {
            return Kind.VIDEO;
        }
    }

    /**
     * Sound: what it is called, samples a second, number of samples.
     *
     * @param artifact of a stored one that which holds its bytes; else the id of its samples
     * @param sound its samples; null where only its name is at hand
     */
    record Audio(
            String artifact,
            int sampleRate,
            long samples,
            @Nullable Sound sound) implements Value {
        public Audio {
            if (sound != null && (sound.sampleRate() != sampleRate || sound.length() != samples)) {
                throw new IllegalArgumentException("Expected sound of " + samples + " samples at " + sampleRate
                        + " Hz, got " + sound.length() + " at " + sound.sampleRate());
            }
        }

        /** A stored one. */
        public Audio(String artifact, int sampleRate, long samples) {
            this(artifact, sampleRate, samples, null);
        }

        /** One that is at hand. */
        public static Audio of(Sound sound) {
            return new Audio(sound.id(), sound.sampleRate(), sound.length(), sound);
        }

        @Override
        public Kind kind() {
            return Kind.AUDIO;
        }
    }

    /**
     * Things found or drawn in one picture.
     *
     * @param frame the picture the coordinates belong to
     * @param regions best first unless the tool says otherwise
     * @param search what was looked for, so that an empty result can be told honestly; null when nothing was searched by
     *     words
     */
    record Detections(
            Frame frame, List<Region> regions, @Nullable Search search) implements Value {
        public Detections {
            regions = List.copyOf(regions);
        }

        public Detections(Frame frame, List<Region> regions) {
            this(frame, regions, null);
        }

        /** Regions without ids yet; the session names them. */
        public static Detections of(Frame frame, List<Detection> detections) {
            return new Detections(
                    frame, detections.stream().map(d -> new Region("", d)).toList(), null);
        }

        /** The same frame and search, with other regions. */
        public Detections with(List<Region> others) {
            return new Detections(frame, others, search);
        }

        public Detections searchedFor(Search what) {
            return new Detections(frame, regions, what);
        }

        @Override
        public Kind kind() {
            return Kind.DETECTIONS;
        }
    }

    /** Masks of one picture. */
    record Masks(Frame frame, List<Mask> masks) implements Value {
        public Masks {
            masks = List.copyOf(masks);
        }

        @Override
        public Kind kind() {
            return Kind.MASKS;
        }
    }

    /** Key points of one picture. */
    record Keypoints(Frame frame, List<Keypoint> keypoints) implements Value {
        public Keypoints {
            keypoints = List.copyOf(keypoints);
        }

        @Override
        public Kind kind() {
            return Kind.KEYPOINTS;
        }
    }

    /** Labels with scores 0–1, best first. */
    record Classification(List<Entry> entries) implements Value {
        public Classification {
            entries = List.copyOf(entries);
        }

        /** One label and how sure the model is, 0–1. */
        public record Entry(String label, double score) {}

        @Override
        public Kind kind() {
            return Kind.CLASSIFICATION;
        }
    }

    /** A vector of length 1 and the model it belongs to; vectors of two models do not compare. */
    record Embedding(float[] vector, String model) implements Value {

        /**
         * Cosine similarity, −1 to 1.
         *
         * @throws IllegalArgumentException if the other vector is of another model
         */
        public double similarity(Embedding other) {
            if (!model.equals(other.model) || vector.length != other.vector.length) {
                throw new IllegalArgumentException("Embeddings of different models do not compare: '" + model + "' ("
                        + vector.length + ") and '" + other.model + "' (" + other.vector.length + ")");
            }
            double sum = 0;
            for (int i = 0; i < vector.length; i++) {
                sum += vector[i] * other.vector[i];
            }
            return sum;
        }

        @Override
        public Kind kind() {
            return Kind.EMBEDDING;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Embedding that && model.equals(that.model) && Arrays.equals(vector, that.vector);
        }

        @Override
        public int hashCode() {
            return 31 * model.hashCode() + Arrays.hashCode(vector);
        }

        @Override
        public String toString() {
            return "Embedding[" + vector.length + " of " + model + "]";
        }
    }

    /** Depth a pixel, row-major, {@code frame.height() * frame.width()}; nearer is larger unless metric. */
    record DepthMap(Frame frame, float[] depth, boolean metric) implements Value {
        public DepthMap {
            if ((long) frame.width() * frame.height() != depth.length) {
                throw new IllegalArgumentException("A depth map of " + frame.width() + " x " + frame.height()
                        + " needs " + (long) frame.width() * frame.height() + " values, got " + depth.length);
            }
        }

        @Override
        public Kind kind() {
            return Kind.DEPTH_MAP;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof DepthMap that
                    && frame.equals(that.frame)
                    && metric == that.metric
                    && Arrays.equals(depth, that.depth);
        }

        @Override
        public int hashCode() {
            return 31 * frame.hashCode() + Arrays.hashCode(depth);
        }

        @Override
        public String toString() {
            return "DepthMap[" + frame.width() + " x " + frame.height() + "]";
        }
    }

    /** Points, boxes, scribbles and examples drawn on a picture. */
    record VisualPrompts(Frame frame, List<VisualPrompt> prompts) implements Value {
        public VisualPrompts {
            prompts = List.copyOf(prompts);
        }

        @Override
        public Kind kind() {
            return Kind.VISUAL_PROMPTS;
        }
    }

    /** Named values, in order. */
    record Record(Map<String, Value> fields) implements Value {
        public Record {
            fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public Kind kind() {
            return Kind.RECORD;
        }
    }

    /** Values of one kind, in order. */
    record ListOf(Kind element, List<Value> items) implements Value {
        public ListOf {
            items = List.copyOf(items);
            for (Value item : items) {
                if (!element.accepts(item.kind())) {
                    throw new IllegalArgumentException(
                            "A list of " + element + " cannot hold a value of kind " + item.kind());
                }
            }
        }

        public static ListOf texts(List<String> texts) {
            return new ListOf(Kind.TEXT, texts.stream().<Value>map(Text::new).toList());
        }

        @Override
        public Kind kind() {
            return Kind.listOf(element);
        }
    }
}
