package org.eyes4j.vision.hub.image;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.picture.Resampler;

/**
 * SigLIP 2 NaFlex's way (Tschannen et al. 2025, "SigLIP 2", section 2.4.2): a picture keeps its proportions, is made as large as
 * a number of square patches covers, and is given patch by patch, each row by row with its channels side by side. What is left
 * of the patches is filled with 0.
 */
final class PatchProcessor implements ImageProcessor {
    /** Where the search for a scale ends, and what it begins with. */
    private static final double NEAR = 1e-5;

    private static final double MOST = 100;

    private final String name;
    private final boolean resizes;
    private final Resampler resampler;
    private final Levels levels;
    private final int patch;
    private final int patches;

    /**
     * With its settings.
     *
     * @param resizes whether pictures are resized; else they have to be of whole patches
     * @param patch pixels of a patch's edge
     * @param patches at most, and as many as every picture is filled up to
     */
    PatchProcessor(String name, boolean resizes, Resampler resampler, Levels levels, int patch, int patches) {
        long values = (long) patch * patch * patches;
        if (patch < 1 || patches < 1 || values > RasterProcessor.MAX_PIXELS) {
            throw new HubException(
                    name + ": expected a patch_size and a max_num_patches of together at most 50 megapixels,"
                            + " found " + patch + " and " + patches);
        }
        this.name = name;
        this.resizes = resizes;
        this.resampler = resampler;
        this.levels = levels;
        this.patch = patch;
        this.patches = patches;
    }

    @Override
    public Prepared prepare(List<Raster> pictures) {
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("A batch needs a picture");
        }
        int values = patch * patch * 3;
        if ((long) pictures.size() * patches * patch * patch > RasterProcessor.MAX_PIXELS) {
            throw HubException.ofPictures(name + " makes " + patches + " patches of each of " + pictures.size()
                    + " pictures, together more than 50 megapixels; give fewer at once");
        }
        List<Raster> resized =
                pictures.stream().map(p -> resized(p.dropAlpha())).toList();
        long[] mask = new long[pictures.size() * patches];
        long[] shapes = new long[pictures.size() * 2];
        for (int i = 0; i < resized.size(); i++) {
            shapes[2 * i] = resized.get(i).height() / patch;
            shapes[2 * i + 1] = resized.get(i).width() / patch;
            int from = i * patches;
            Arrays.fill(mask, from, from + (int) (shapes[2 * i] * shapes[2 * i + 1]), 1);
        }
        Tensor pixels = Tensor.write(
                buffer -> {
                    for (int i = 0; i < resized.size(); i++) {
                        write(resized.get(i), buffer, i * patches * values);
                    }
                },
                pictures.size(),
                patches,
                values);
        List<Placement> placements = java.util.stream.IntStream.range(0, pictures.size())
                .mapToObj(i -> new Placement(
                        pictures.get(i).width(),
                        pictures.get(i).height(),
                        0,
                        0,
                        resized.get(i).width(),
                        resized.get(i).height()))
                .toList();
        return new Prepared(
                pixels,
                Optional.of(Tensor.of(mask, pictures.size(), patches)),
                Optional.of(Tensor.of(shapes, pictures.size(), 2)),
                placements);
    }

    private Raster resized(Raster picture) {
        if (resizes) {
            Extent size = size(picture.width(), picture.height());
            return resampler.resize(picture, size.width(), size.height());
        }
        boolean whole = picture.width() % patch == 0 && picture.height() % patch == 0;
        if (!whole || (long) (picture.width() / patch) * (picture.height() / patch) > patches) {
            throw HubException.ofPictures(name + " does not resize, and takes pictures of at most " + patches
                    + " patches of " + patch + " x " + patch + " pixels, got " + picture.width() + " x "
                    + picture.height());
        }
        return picture;
    }

    /** The largest size of whole patches, in the picture's proportions, that does not need too many of them. */
    Extent size(int width, int height) {
        double low = NEAR / 10;
        double high = MOST;
        while (high - low >= NEAR) {
            double scale = (low + high) / 2;
            if ((double) across(scale, height) * across(scale, width) <= patches) {
                low = scale;
            } else {
                high = scale;
            }
        }
        return new Extent(
                Math.multiplyExact(across(low, width), patch), Math.multiplyExact(across(low, height), patch));
    }

    /** Patches that an edge needs, at least one. */
    private int across(double scale, int edge) {
        return (int) Math.max(1, Math.ceil(edge * scale / patch));
    }

    private void write(Raster picture, FloatBuffer buffer, int start) {
        byte[] data = picture.data();
        float[][] tables = {levels.channel(0), levels.channel(1), levels.channel(2)};
        float[] row = new float[patch * 3];
        int at = start;
        for (int top = 0; top < picture.height(); top += patch) {
            for (int left = 0; left < picture.width(); left += patch) {
                for (int y = top; y < top + patch; y++, at += row.length) {
                    int from = (y * picture.width() + left) * 3;
                    for (int i = 0; i < row.length; i++) {
                        row[i] = tables[i % 3][data[from + i] & 0xff];
                    }
                    buffer.put(at, row);
                }
            }
        }
    }
}
