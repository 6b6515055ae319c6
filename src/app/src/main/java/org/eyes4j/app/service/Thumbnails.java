package org.eyes4j.app.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.picture.Interpolation;
import org.eyes4j.vision.picture.PictureWriter;

/** Small pictures of pictures, as files; the latest are kept. Thread-safe. */
public final class Thumbnails {
    private static final long KEPT_BYTES = 16L << 20;
    private static final int QUALITY = 82;

    private final Cache<String, File> kept = Caffeine.newBuilder()
            .maximumWeight(KEPT_BYTES)
            .weigher((String key, File file) -> file.bytes().length)
            .build();

    /**
     * A picture's file.
     *
     * @param bytes not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record File(byte[] bytes, String mediaType) {}

    /**
     * An artifact made small: its longer side has at most so many pixels.
     *
     * @throws Problem if there is none that they may see, or it is no picture
     */
    public File of(String artifact, int side, Artifacts artifacts, Caller caller) {
        artifacts.find(artifact, caller);
        return kept.get(
                artifact + " " + side,
                key -> of(artifacts.picture(artifact, caller).raster(), side));
    }

    /** A picture made small, never larger; with transparency as PNG. */
    public static File of(Raster raster, int side) {
        Raster small = fit(raster, side);
        return small.channels() == 4
                ? new File(PictureWriter.png(small), "image/png")
                : new File(PictureWriter.jpeg(small, QUALITY), "image/jpeg");
    }

    static Raster fit(Raster raster, int side) {
        int longer = Math.max(raster.width(), raster.height());
        if (longer <= side) {
            return raster;
        }
        int width = Math.max(1, Math.round((float) raster.width() * side / longer));
        int height = Math.max(1, Math.round((float) raster.height() * side / longer));
        return Interpolation.AREA.resize(raster, new BoundingBox(0, 0, raster.width(), raster.height()), width, height);
    }
}
