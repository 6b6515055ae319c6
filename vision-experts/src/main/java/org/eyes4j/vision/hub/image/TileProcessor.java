package org.eyes4j.vision.hub.image;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.image.Rasters;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.picture.Resampler;

/**
 * Enlarges or shrinks a picture to a longest edge, cuts it into square tiles and adds the whole in the size of a tile, as
 * {@code Idefics3ImageProcessor} and {@code SmolVLMImageProcessor} do. All tiles are whole, so nothing is padded or masked. Immutable
 * and thread-safe.
 */
public final class TileProcessor {
    /** The reference's own bound. */
    private static final int LONGEST = 4096;

    private static final int MAX_TILES = 1024;

    private final String name;
    private final Optional<SizeWords> size;
    private final int tile;
    private final boolean splitting;
    private final Resampler resampler;
    private final Levels levels;

    TileProcessor(
            String name, Optional<SizeWords> size, int tile, boolean splitting, Resampler resampler, Levels levels) {
        this.name = name;
        this.size = size;
        this.tile = tile;
        this.splitting = splitting;
        this.resampler = resampler;
        this.levels = levels;
    }

    /**
     * As a repository's {@code preprocessor_config.json} says.
     *
     * @throws HubException if that is missing, of another processor or impossible
     */
    public static TileProcessor read(HubFiles files) {
        return ImageProcessors.reader(files).tiles();
    }

    /** The edge of a tile in pixels. */
    public int tile() {
        return tile;
    }

    /** @throws HubException if the picture would come out larger than is read here, or as none */
    public PictureTiles prepare(Raster picture) {
        Raster rgb = picture.dropAlpha();
        Raster sized = size.isPresent() ? resize(rgb, fitted(rgb, size.get())) : rgb;
        List<Raster> tiles = new ArrayList<>();
        int rows = 0;
        int columns = 0;
        if (splitting) {
            sized = resize(sized, whole(sized));
            if (sized.width() > tile || sized.height() > tile) {
                rows = sized.height() / tile;
                columns = sized.width() / tile;
                if (rows * columns >= MAX_TILES) {
                    throw HubException.ofPictures(name + " cuts a picture of " + picture.width() + " x "
                            + picture.height() + " pixels into " + rows + " x " + columns
                            + " tiles; expected fewer than "
                            + MAX_TILES);
                }
                for (int i = 0; i < rows * columns; i++) {
                    int x = i % columns * tile;
                    int y = i / columns * tile;
                    tiles.add(Rasters.crop(sized, x, y, x + tile, y + tile));
                }
            }
        }
        tiles.add(resize(sized, new Extent(tile, tile)));
        return new PictureTiles(
                Tensor.write(buffer -> write(tiles, buffer), tiles.size(), 3, tile, tile), rows, columns);
    }

    /** The longest edge as the settings say, the other in proportion and even; neither above the bound. */
    private static Extent fitted(Raster picture, SizeWords size) {
        if (!size.has("longest_edge")) {
            return size.extent();
        }
        int longest = size.edge("longest_edge");
        double ratio = (double) picture.width() / picture.height();
        int width = picture.width() >= picture.height() ? longest : even((int) (longest * ratio));
        int height = picture.width() >= picture.height() ? even((int) (longest / ratio)) : longest;
        return bounded(Math.max(1, width), Math.max(1, height));
    }

    private static int even(int edge) {
        return edge + edge % 2;
    }

    private static Extent bounded(int width, int height) {
        double ratio = (double) width / height;
        if (width >= height && width > LONGEST) {
            return new Extent(LONGEST, Math.max(1, (int) (LONGEST / ratio)));
        } else if (height > width && height > LONGEST) {
            return new Extent(Math.max(1, (int) (LONGEST * ratio)), LONGEST);
        }
        return new Extent(width, height);
    }

    /** Edges that whole tiles cover: the longer one rounded up, the other in proportion and rounded up. */
    private Extent whole(Raster picture) {
        double ratio = (double) picture.width() / picture.height();
        if (picture.width() >= picture.height()) {
            int width = rounded(picture.width());
            return new Extent(width, rounded((int) (width / ratio)));
        }
        int height = rounded(picture.height());
        return new Extent(rounded((int) (height * ratio)), height);
    }

    private int rounded(int edge) {
        return Math.max(1, (edge + tile - 1) / tile) * tile;
    }

    private Raster resize(Raster picture, Extent to) {
        if ((long) to.width() * to.height() > RasterProcessor.MAX_PIXELS) {
            throw HubException.ofPictures(name + " resizes a picture of " + picture.width() + " x " + picture.height()
                    + " pixels to " + to + ", which is larger than 50 megapixels; give one of other proportions");
        }
        return resampler.resize(picture, to.width(), to.height());
    }

    private void write(List<Raster> tiles, FloatBuffer buffer) {
        for (Raster one : tiles) {
            byte[] data = one.data();
            for (int c = 0; c < 3; c++) {
                float[] table = levels.channel(c);
                for (int from = c; from < data.length; from += 3) {
                    buffer.put(table[data[from] & 0xff]);
                }
            }
        }
    }
}
