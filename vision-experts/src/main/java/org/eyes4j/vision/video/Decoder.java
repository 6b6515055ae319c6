package org.eyes4j.vision.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_display_rotation_get;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.eyes4j.vision.video.VideoException.Kind;

/** FFmpeg at work on the first picture stream of a file. Not thread-safe. */
final class Decoder implements AutoCloseable {
    /** Containers that hold everything themselves: none of them names other files. */
    private static final String FORMATS = "mov,matroska,webm,avi,mpegts,mpeg,mpegvideo,flv,asf,ogg,h264,hevc,m4v";

    private final String file;
    private final AVFormatContext container;
    private final AVCodecContext codec;
    private final AVStream stream;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private final SwsContext colours = sws_alloc_context();
    private final int quarterTurns;
    private long number;
    private long damaged;
    private long firstMoment = AV_NOPTS_VALUE;

    /** Is given frames. */
    @FunctionalInterface
    interface Frames {
        void accept(String name, int width, int height, byte[] rgb) throws IOException;
    }

    private Decoder(String file, AVFormatContext container, AVStream stream, AVCodecContext codec) {
        this.file = file;
        this.container = container;
        this.stream = stream;
        this.codec = codec;
        this.quarterTurns = quarterTurns(stream);
    }

    static Decoder open(String file, long maxPixels) {
        av_log_set_level(AV_LOG_QUIET);
        AVFormatContext container = new AVFormatContext(null);
        AVDictionary options = new AVDictionary(null);
        av_dict_set(options, "protocol_whitelist", "file", 0);
        av_dict_set(options, "format_whitelist", FORMATS, 0);
        int code = avformat_open_input(container, "file:" + file, null, options);
        av_dict_free(options);
        if (code < 0) {
            throw none(file, told(code));
        }
        int found = avformat_find_stream_info(container, (PointerPointer<Pointer>) null);
        int index = found < 0
                ? found
                : av_find_best_stream(container, AVMEDIA_TYPE_VIDEO, -1, -1, (PointerPointer<Pointer>) null, 0);
        if (index < 0) {
            avformat_close_input(container);
            throw none(file, "there is no picture in it");
        }
        AVStream stream = container.streams(index);
        long pixels = (long) stream.codecpar().width() * stream.codecpar().height();
        if (pixels > maxPixels) {
            String size = stream.codecpar().width() + " x " + stream.codecpar().height();
            avformat_close_input(container);
            throw new VideoException(
                    Kind.TOO_LARGE,
                    file + " has frames of " + size + " pixels; at most " + maxPixels
                            + " pixels are allowed (setting pictures.max_pixels)");
        }
        AVCodec kind = avcodec_find_decoder(stream.codecpar().codec_id());
        AVCodecContext codec = avcodec_alloc_context3(kind);
        avcodec_parameters_to_context(codec, stream.codecpar());
        codec.max_pixels(maxPixels);
        codec.thread_count(2);
        codec.pkt_timebase(stream.time_base());
        int opened = kind == null ? -1 : avcodec_open2(codec, kind, (PointerPointer<Pointer>) null);
        if (opened < 0) {
            avcodec_free_context(codec);
            avformat_close_input(container);
            throw none(file, "nothing here decodes its codec");
        }
        return new Decoder(file, container, stream, codec);
    }

    /** How often by 90° clockwise a frame is to be turned to stand upright. */
    private static int quarterTurns(AVStream stream) {
        AVPacketSideData matrix = av_packet_side_data_get(
                stream.codecpar().coded_side_data(), stream.codecpar().nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX);
        if (matrix == null || matrix.isNull() || matrix.size() < 36) {
            return 0;
        }
        double counterClockwise = av_display_rotation_get(new IntPointer(matrix.data()));
        return Double.isNaN(counterClockwise) ? 0 : Math.floorMod(Math.round(-counterClockwise / 90), 4);
    }

    /** Gives all frames that are wanted. */
    void decode(FrameRate rate, Frames to) throws IOException {
        long given = 0;
        boolean open = true;
        while (open) {
            int code = av_read_frame(container, packet);
            open = code >= 0;
            if (open && packet.stream_index() != stream.index()) {
                av_packet_unref(packet);
                continue;
            }
            damaged += !open && code != AVERROR_EOF ? 1 : 0;
            damaged += avcodec_send_packet(codec, open ? packet : null) < 0 ? 1 : 0;
            if (open) {
                av_packet_unref(packet);
            }
            while (avcodec_receive_frame(codec, frame) >= 0) {
                damaged += frame.decode_error_flags() != 0 ? 1 : 0;
                long due = rate.due(number, second());
                number++;
                if (due > given) {
                    given = due;
                    give(rate.name(due), to);
                }
                av_frame_unref(frame);
            }
        }
        if (number == 0) {
            throw none(file, "no frame of it can be decoded");
        }
        long missing = stream.nb_frames() - number;
        if (damaged > 0 || missing > 0) {
            throw new VideoException(
                    Kind.BROKEN,
                    file + " is damaged: " + number + " frames could be decoded"
                            + (missing > 0 ? ", " + missing + " are missing" : ", and parts of it could not"));
        }
    }

    private double second() {
        long moment = frame.best_effort_timestamp();
        if (moment == AV_NOPTS_VALUE) {
            double perSecond = av_q2d(stream.avg_frame_rate());
            return perSecond > 0 ? number / perSecond : 0;
        }
        firstMoment = firstMoment == AV_NOPTS_VALUE ? moment : firstMoment;
        return (moment - firstMoment) * av_q2d(stream.time_base());
    }

    private void give(String name, Frames to) throws IOException {
        AVFrame rgb = av_frame_alloc();
        try {
            rgb.format(AV_PIX_FMT_RGB24).width(frame.width()).height(frame.height());
            int code = sws_scale_frame(colours, rgb, frame);
            if (code < 0) {
                throw new VideoException(Kind.BROKEN, file + " has frames of unknown colours (" + told(code) + ")");
            }
            int width = rgb.width();
            int height = rgb.height();
            byte[] pixels = new byte[width * height * 3];
            BytePointer rows = rgb.data(0);
            for (int y = 0; y < height; y++) {
                rows.position((long) y * rgb.linesize(0)).get(pixels, y * width * 3, width * 3);
            }
            boolean lies = quarterTurns % 2 == 1;
            to.accept(name, lies ? height : width, lies ? width : height, turned(pixels, width, height));
        } finally {
            av_frame_free(rgb);
        }
    }

    private byte[] turned(byte[] from, int width, int height) {
        if (quarterTurns == 0) {
            return from;
        }
        byte[] to = new byte[from.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = switch (quarterTurns) {
                    case 1 -> x * height + height - 1 - y;
                    case 2 -> (height - 1 - y) * width + width - 1 - x;
                    default -> (width - 1 - x) * height + y;
                };
                System.arraycopy(from, (y * width + x) * 3, to, at * 3, 3);
            }
        }
        return to;
    }

    private static VideoException none(String file, String why) {
        return new VideoException(
                Kind.BROKEN,
                file + " is no video that can be read (" + why
                        + "). Expected MP4, MOV, MKV, WebM, AVI, MPEG, FLV, WMV or Ogg");
    }

    private static String told(int code) {
        byte[] text = new byte[128];
        av_strerror(code, text, text.length);
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return new String(text, 0, end, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        sws_freeContext(colours);
        av_frame_free(frame);
        av_packet_free(packet);
        avcodec_free_context(codec);
        avformat_close_input(container);
    }
}
