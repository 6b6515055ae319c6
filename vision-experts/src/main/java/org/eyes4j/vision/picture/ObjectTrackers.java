package org.eyes4j.vision.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_tracking.TrackerCSRT;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;

/**
 * Follows boxes from one frame of a film to the next, each by a discriminative correlation filter with channel and spatial
 * reliability (CSRT; Lukežič et al., CVPR 2017), as OpenCV has it. The same frames give the same boxes. Not thread-safe; holds
 * native memory until it is closed.
 */
public final class ObjectTrackers implements AutoCloseable {
    /** Boxes of fewer pixels a side have nothing that could be followed. */
    public static final int SMALLEST = 8;

    private final List<Optional<TrackerCSRT>> trackers = new ArrayList<>();

    /**
     * Begins to follow.
     *
     * @param first the frame that the boxes lie in
     * @param boxes in its pixels; one that has less than {@link #SMALLEST} pixels a side inside the frame is lost from the start
     */
    public ObjectTrackers(Raster first, List<BoundingBox> boxes) {
        try (Mat frame = mat(first)) {
            for (BoundingBox box : boxes) {
                trackers.add(begin(frame, box.clip(first.width(), first.height())));
            }
        }
    }

    private static Optional<TrackerCSRT> begin(Mat frame, BoundingBox box) {
        int x = (int) Math.floor(box.x1());
        int y = (int) Math.floor(box.y1());
        int width = (int) Math.ceil(box.x2()) - x;
        int height = (int) Math.ceil(box.y2()) - y;
        if (width < SMALLEST || height < SMALLEST) {
            return Optional.empty();
        }
        TrackerCSRT tracker = TrackerCSRT.create();
        try (Rect at = new Rect(x, y, width, height)) {
            tracker.init(frame, at);
            return Optional.of(tracker);
        } catch (RuntimeException e) {
            // OpenCV's own exceptions, for pictures that it finds nothing in
            tracker.close();
            return Optional.empty();
        }
    }

    /**
     * Where each is in the next frame.
     *
     * @param frame of the same size as the first
     * @return a box for each that was begun with, clipped to the frame, in the same order; empty where it is not found
     */
    public List<Optional<BoundingBox>> next(Raster frame) {
        List<Optional<BoundingBox>> found = new ArrayList<>();
        try (Mat mat = mat(frame);
                Rect at = new Rect()) {
            for (Optional<TrackerCSRT> tracker : trackers) {
                found.add(tracker.flatMap(t -> update(t, mat, at))
                        .map(box -> box.clip(frame.width(), frame.height()))
                        .filter(box -> box.area() > 0));
            }
        }
        return found;
    }

    private static Optional<BoundingBox> update(TrackerCSRT tracker, Mat frame, Rect at) {
        try {
            return tracker.update(frame, at) && at.width() > 0 && at.height() > 0
                    ? Optional.of(new BoundingBox(at.x(), at.y(), at.x() + at.width(), at.y() + at.height()))
                    : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** OpenCV's order of the channels, without alpha. */
    private static Mat mat(Raster raster) {
        int pixels = raster.width() * raster.height();
        byte[] data = new byte[3 * pixels];
        byte[] from = raster.data();
        for (int p = 0; p < pixels; p++) {
            int at = p * raster.channels();
            data[3 * p] = from[at + 2];
            data[3 * p + 1] = from[at + 1];
            data[3 * p + 2] = from[at];
        }
        Mat mat = new Mat(raster.height(), raster.width(), opencv_core.CV_8UC3);
        mat.data().put(data);
        return mat;
    }

    @Override
    public void close() {
        trackers.forEach(tracker -> tracker.ifPresent(TrackerCSRT::close));
        trackers.clear();
    }
}
