package org.eyes4j.vision.hub.image;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.onnx.Tensor;

/** Resizes and crops 8-bit pictures, then makes numbers of them: all processors but one. */
final class RasterProcessor implements ImageProcessor {
    /** As many as the largest picture that is read has; a repository's settings are untrusted. */
    static final long MAX_PIXELS = 50_000_000;

    private final Recipe recipe;

    RasterProcessor(Recipe recipe) {
        this.recipe = recipe;
    }

    /** A picture after crop, and where the whole picture lies in it. */
    private record Cut(Raster pixels, int left, int top, Placement whole) {
        Extent size() {
            return new Extent(pixels.width(), pixels.height());
        }
    }

    @Override
    public Prepared prepare(List<Raster> pictures) {
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("A batch needs a picture");
        }
        List<Cut> cuts = pictures.stream().map(p -> cut(p.dropAlpha())).toList();
        List<Extent> sizes = cuts.stream().map(Cut::size).toList();
        Extent size = recipe.padding().of(sizes);
        check(sizes, size);
        long[] shape = {cuts.size(), 3, size.height(), size.width()};
        Tensor values = Tensor.write(buffer -> write(cuts, size, buffer), shape);
        Optional<Tensor> mask = recipe.padding().masked() ? Optional.of(mask(sizes, size)) : Optional.empty();
        return new Prepared(values, mask, placements(cuts));
    }

    private Cut cut(Raster picture) {
        Raster resized = picture;
        if (recipe.resize().isPresent()) {
            Extent size = recipe.resize().get().apply(picture.width(), picture.height());
            requirePicture(picture, size);
            resized = recipe.resampler().resize(picture, size.width(), size.height());
        }
        int left = 0;
        int top = 0;
        Raster pixels = resized;
        if (recipe.crop().isPresent()) {
            Extent crop = recipe.crop().get();
            left = -Math.floorDiv(resized.width() - crop.width(), 2);
            top = -Math.floorDiv(resized.height() - crop.height(), 2);
            pixels = crop(resized, crop, left, top);
        }
        return new Cut(
                pixels,
                left,
                top,
                new Placement(picture.width(), picture.height(), left, top, resized.width(), resized.height()));
    }

    private void requirePicture(Raster picture, Extent size) {
        if (!size.isPicture() || (long) size.width() * size.height() > MAX_PIXELS) {
            throw HubException.ofPictures(recipe.name() + " resizes a picture of " + picture.width() + " x "
                    + picture.height() + " pixels to " + size + ", which is "
                    + (size.isPicture() ? "larger than 50 megapixels" : "no picture")
                    + "; give one of other proportions");
        }
    }

    private static Raster crop(Raster from, Extent size, int left, int top) {
        if (left == 0 && top == 0 && size.equals(new Extent(from.width(), from.height()))) {
            return from;
        }
        byte[] data = new byte[Math.multiplyExact(size.width() * 3, size.height())];
        int startX = Math.max(0, left);
        int endX = Math.min(size.width(), left + from.width());
        for (int y = Math.max(0, top); y < Math.min(size.height(), top + from.height()); y++) {
            int source = ((y - top) * from.width() + startX - left) * 3;
            System.arraycopy(from.data(), source, data, (y * size.width() + startX) * 3, (endX - startX) * 3);
        }
        return new Raster(size.width(), size.height(), 3, data);
    }

    private void check(List<Extent> sizes, Extent size) {
        for (Extent one : sizes) {
            boolean fits = switch (recipe.padding().kind()) {
                case NONE -> one.equals(size);
                case CENTRE -> recipe.padding().of(List.of(one)).equals(size);
                case END, END_WITH_MASK -> one.width() <= size.width() && one.height() <= size.height();
            };
            if (!fits) {
                throw HubException.ofPictures(recipe.name()
                        + (recipe.padding().size().isPresent()
                                ? " pads to " + size + ", but a picture comes out as " + one
                                : " does not pad, and the pictures of one batch come out as " + one + " and " + size
                                        + "; give them one by one"));
            }
        }
        if ((long) size.width() * size.height() * sizes.size() > MAX_PIXELS) {
            throw HubException.ofPictures(recipe.name() + " makes " + sizes.size() + " pictures of " + size
                    + ", together more than 50 megapixels; give fewer at once");
        }
    }

    private void write(List<Cut> cuts, Extent size, FloatBuffer buffer) {
        int plane = size.width() * size.height();
        for (int i = 0; i < cuts.size(); i++) {
            for (int c = 0; c < 3; c++) {
                write(cuts.get(i).pixels(), c, size, buffer, (i * 3 + c) * plane);
            }
        }
    }

    private void write(Raster pixels, int channel, Extent size, FloatBuffer buffer, int start) {
        float[] levels = recipe.levels().channel(channel);
        byte[] data = pixels.data();
        int width = pixels.width();
        int left = recipe.padding().before(width);
        int top = recipe.padding().before(pixels.height());
        float[] row = new float[width];
        for (int y = 0, from = channel; y < pixels.height(); y++) {
            for (int x = 0; x < width; x++, from += 3) {
                row[x] = levels[data[from] & 0xff];
            }
            buffer.put(start + (top + y) * size.width() + left, row);
        }
    }

    private static Tensor mask(List<Extent> sizes, Extent size) {
        long[] mask = new long[Math.multiplyExact(sizes.size() * size.height(), size.width())];
        for (int i = 0; i < sizes.size(); i++) {
            for (int y = 0; y < sizes.get(i).height(); y++) {
                int row = (i * size.height() + y) * size.width();
                Arrays.fill(mask, row, row + sizes.get(i).width(), 1);
            }
        }
        return Tensor.of(mask, sizes.size(), size.height(), size.width());
    }

    private List<Placement> placements(List<Cut> cuts) {
        List<Placement> placements = new ArrayList<>();
        for (Cut cut : cuts) {
            Placement whole = cut.whole();
            placements.add(new Placement(
                    whole.width(),
                    whole.height(),
                    cut.left() + recipe.padding().before(cut.pixels().width()),
                    cut.top() + recipe.padding().before(cut.pixels().height()),
                    whole.scaledWidth(),
                    whole.scaledHeight()));
        }
        return placements;
    }
}
