package org.eyes4j.vision.crop;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.onnx.OnnxOutputs;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.onnx.TensorPool;

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

    /** Runs a model's one graph on a cut of the picture. */
    public OnnxOutputs run(
            Model model, PicturePyramid picture, SquareCrop crop, List<String> outputs, Cancellation cancellation) {
        try (Tensor tensor = tensor(crop.cut(picture, size), model.engine().pool())) {
            return model.graph("model")
                    .run(Map.of(input, tensor), outputs, cancellation)
                    .requireFinite();
        }
    }

    /** {@code [1, size, size, 3]}, or {@code [1, size, size, 1]} for grey. */
    Tensor tensor(Raster cut, TensorPool pool) {
        if (whole) {
            int[] values = new int[size * size * 3];
            for (int i = 0; i < values.length; i++) {
                values[i] = cut.data()[i] & 0xff;
            }
            return Tensor.of(values, 1, size, size, 3);
        }
        return pool.write(buffer -> write(cut.data(), buffer), 1, size, size, grey ? 1 : 3);
    }

    private void write(byte[] data, FloatBuffer buffer) {
        float[] table = new float[256];
        for (int level = 0; level < 256; level++) {
            table[level] = (float) (black + level / 255. * (white - black));
        }
        float[] values = new float[grey ? data.length / 3 : data.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = grey
                    ? 0.299f * table[data[3 * i] & 0xff]
                            + 0.587f * table[data[3 * i + 1] & 0xff]
                            + 0.114f * table[data[3 * i + 2] & 0xff]
                    : table[data[i] & 0xff];
        }
        buffer.put(values);
    }
}
