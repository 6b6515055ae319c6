package org.eyes4j.vision.picture;

import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.eyes4j.tools.image.Raster;

/**
 * Decoding with OpenCV. Its libraries take about half a second and 70 MB to load, at the first use of this class; from then on
 * it is the quickest. It is never let turn a picture by EXIF.
 */
final class OpenCvDecoder {
    private OpenCvDecoder() {}

    /** Three channels, or four where the file has alpha; empty where OpenCV does not make it out. */
    static Optional<Raster> decode(byte[] data, boolean alpha) {
        int flags = alpha ? opencv_imgcodecs.IMREAD_UNCHANGED : opencv_imgcodecs.IMREAD_COLOR_RGB;
        try (BytePointer bytes = new BytePointer(data);
                Mat encoded = new Mat(1, data.length, opencv_core.CV_8U, bytes);
                Mat decoded = opencv_imgcodecs.imdecode(
                        encoded, flags | (alpha ? 0 : opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION))) {
            if (decoded.empty() || decoded.depth() != opencv_core.CV_8U) {
                return Optional.empty();
            }
            int channels = decoded.channels();
            if (channels != 3 && channels != 4) {
                return Optional.empty();
            }
            byte[] pixels = new byte[decoded.rows() * decoded.cols() * channels];
            decoded.data().get(pixels);
            if (alpha) {
                Channels.swapRedAndBlue(pixels, channels);
            }
            return Optional.of(new Raster(decoded.cols(), decoded.rows(), channels, pixels));
        } catch (RuntimeException e) {
            // OpenCV's own exceptions; whoever asked says what is wrong with the picture.
            return Optional.empty();
        }
    }
}
