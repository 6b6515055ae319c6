package org.eyes4j.vision.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.picture.PillowFilter;
import org.eyes4j.vision.picture.PlaneResize;

/** Pillow's six filters, bit for bit, and PyTorch's interpolation of floats. */
final class ResampleParity implements FamilyParity {
    @Override
    public boolean covers(ParityCase recorded) {
        return recorded.subject().equals("resample");
    }

    @Override
    public void check(ParityCase recorded, OnnxEngine engine) {
        JsonNode outputs = recorded.expected("outputs");
        outputs.forEach(output -> pillow(recorded, output));
        int planes = recorded.has("input") ? planes(recorded) : 0;
        if (outputs.size() + planes == 0) {
            throw new AssertionError(recorded.title() + " holds nothing to compare");
        }
    }

    private static void pillow(ParityCase recorded, JsonNode output) {
        PillowFilter filter =
                PillowFilter.valueOf(output.path("filter").asText().toUpperCase(Locale.ROOT));
        Raster wanted = recorded.pictureAt(output.path("pil").asText());
        Raster actual = filter.resize(recorded.picture("image").dropAlpha(), wanted.width(), wanted.height());
        new Stage(recorded, "resize").same(output.path("pil").asText(), pixels(wanted), pixels(actual), 0);
        if (output.has("torchvision_px_differing")) {
            torchvision(recorded, output, filter, wanted);
        }
    }

    /** How torchvision differs from Pillow is recorded as numbers: of the levels, and of the pixels that differ. */
    private static void torchvision(ParityCase recorded, JsonNode output, PillowFilter filter, Raster pillow) {
        Raster torch =
                filter.torchvision().resize(recorded.picture("image").dropAlpha(), pillow.width(), pillow.height());
        int differing = 0;
        int most = 0;
        for (int i = 0; i < torch.data().length; i += 3) {
            int off = 0;
            for (int c = 0; c < 3; c++) {
                off = Math.max(off, Math.abs((torch.data()[i + c] & 0xff) - (pillow.data()[i + c] & 0xff)));
            }
            differing += off > 0 ? 1 : 0;
            most = Math.max(most, off);
        }
        Stage stage = new Stage(
                recorded, "torchvision's resize, " + output.path("pil").asText());
        stage.equal("levels off", output.path("torchvision_max_diff_levels").asInt(), most);
        stage.equal(
                "pixels that differ", output.path("torchvision_px_differing").asInt(), differing);
    }

    private static Tensor pixels(Raster raster) {
        return Tensor.ofUnsigned(raster.data(), raster.height(), raster.width(), raster.channels());
    }

    private static int planes(ParityCase recorded) {
        List<String> names = new ArrayList<>(recorded.tensors());
        names.remove("input");
        for (String name : names) {
            Tensor input = recorded.tensor("input");
            Tensor wanted = recorded.tensor(name);
            int width = input.dim(-1);
            int height = input.dim(-2);
            int newWidth = wanted.dim(-1);
            int newHeight = wanted.dim(-2);
            PlaneResize how = name.startsWith("bilinear_align_corners")
                    ? PlaneResize.BILINEAR_ALIGNED
                    : PlaneResize.valueOf(name.substring(0, name.indexOf('_')).toUpperCase(Locale.ROOT));
            float[] values = input.toFloatArray();
            float[] resized = new float[wanted.size()];
            for (int plane = 0; plane < values.length / (width * height); plane++) {
                float[] one = how.resize(values, plane * width * height, width, height, newWidth, newHeight);
                System.arraycopy(one, 0, resized, plane * newWidth * newHeight, one.length);
            }
            long[] shape = wanted.shape().stream().mapToLong(Long::longValue).toArray();
            new Stage(recorded, "interpolate").same(name, Tensor.of(resized, shape));
        }
        return names.size();
    }
}
