package org.eyes4j.vision.crop;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.List;
import java.util.Map;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.onnx.OnnxOutputs;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.onnx.TensorPool;
import org.eyes4j.vision.picture.LevelRows;

/**
 * A square cut as the input of a model, as the model's manifest states it: {@code width} (= {@code height}), {@code colour}
 * RGB or GREY, {@code range} (255, or the list of what black and white become), {@code dtype} float32 or int32, layout NHWC.
 *
 * @param input name of the model's input
 * @param size width and height
 * @param grey whether the model sees grey levels (ITU-R BT.601 luma)
 * @param black what level 0 becomes
 * @param white what level 255 becomes
 * @param whole whether the model wants int32
 */
public record CropTensor(String input, int size, boolean grey, double black, double white, boolean whole) {

    public static CropTensor of(Parameters preprocess) {
        int size = preprocess.integer("width");
        if (preprocess.integer("height", size) != size
                || !preprocess.text("layout", "NHWC").equals("NHWC")) {
            throw new IllegalArgumentException("Expected a square NHWC input, got " + preprocess);
        }
        boolean levels = !(preprocess.values().get("range") instanceof List<?>);
        List<Double> range = levels ? List.of(0., preprocess.number("range", 255)) : preprocess.numbers("range");
        return new CropTensor(
                preprocess.text("input"),
                size,
                preprocess.text("colour", "RGB").equals("GREY"),
                range.get(0),
                range.get(1),
                preprocess.text("dtype", "float32").equals("int32"));
    }

    /** Runs a model's one graph on a cut of the picture; close what it gives. */
    public OnnxOutputs run(
            Model model, PicturePyramid picture, SquareCrop crop, List<String> outputs, Cancellation cancellation) {
        try (Tensor tensor = tensor(picture, crop, model.engine().pool())) {
            return model.graph("model")
                    .runPooled(Map.of(input, tensor), outputs, cancellation)
                    .requireFinite();
        }
    }

    /** {@code [1, size, size, 3]}, or {@code [1, size, size, 1]} for grey. */
    Tensor tensor(PicturePyramid picture, SquareCrop crop, TensorPool pool) {
        if (whole) {
            return pool.writeInts(buffer -> crop.cut(picture, size, new Wholes(buffer, size)), 1, size, size, 3);
        }
        return pool.write(buffer -> crop.cut(picture, size, floats(buffer)), 1, size, size, grey ? 1 : 3);
    }

    /** Rounds rows into a tensor of whole numbers. */
    private record Wholes(IntBuffer buffer, int size) implements LevelRows {
        @Override
        public void row(int y, float[] levels) {
            write(y, levels, new int[levels.length]);
        }

        @Override
        public LevelRows ofBand() {
            int[] row = new int[3 * size];
            return (y, levels) -> write(y, levels, row);
        }

        private void write(int y, float[] levels, int[] row) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (int) (levels[i] + 0.5f);
            }
            buffer.put(y * row.length, row);
        }
    }

    private LevelRows floats(FloatBuffer buffer) {
        float factor = (float) ((white - black) / 255);
        float shift = (float) black;
        return (y, levels) -> {
            int count = grey ? toGrey(levels) : levels.length;
            for (int i = 0; i < count; i++) {
                levels[i] = levels[i] * factor + shift;
            }
            buffer.put(y * count, levels, 0, count);
        };
    }

    /** One level a pixel at the front of the row; how many. */
    private static int toGrey(float[] levels) {
        int count = levels.length / 3;
        for (int i = 0; i < count; i++) {
            levels[i] = 0.299f * levels[3 * i] + 0.587f * levels[3 * i + 1] + 0.114f * levels[3 * i + 2];
        }
        return count;
    }
}
