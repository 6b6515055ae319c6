package org.eyes4j.vision.video;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/** The process that decodes one video: {@code FILE FRAMES SECONDS MAX_PIXELS}, told to standard output as {@link Telling}. */
public final class DecoderMain {
    private DecoderMain() {}

    public static void main(String[] arguments) throws IOException {
        FrameRate rate = new FrameRate(Long.parseLong(arguments[1]), Double.parseDouble(arguments[2]));
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16))) {
            try (Decoder decoder = Decoder.open(arguments[0], Long.parseLong(arguments[3]))) {
                decoder.decode(rate, (name, width, height, pixels) -> {
                    out.writeByte(Telling.FRAME);
                    out.writeUTF(name);
                    out.writeInt(width);
                    out.writeInt(height);
                    out.write(pixels);
                    out.flush();
                });
                out.writeByte(Telling.END);
            } catch (VideoException e) {
                fault(out, e.kind(), String.valueOf(e.getMessage()));
            } catch (LinkageError e) {
                fault(
                        out,
                        VideoException.Kind.NOT_AVAILABLE,
                        "videos cannot be decoded on this machine, since FFmpeg does not load (" + e.getMessage()
                                + "); give pictures in its place");
            } catch (OutOfMemoryError e) {
                fault(out, VideoException.Kind.TOO_LARGE, "its frames take more memory than there is");
            }
        }
    }

    private static void fault(DataOutputStream out, VideoException.Kind kind, String why) throws IOException {
        out.writeByte(Telling.FAULT);
        out.writeUTF(kind.name());
        out.writeUTF(why.length() > 2000 ? why.substring(0, 2000) : why);
    }
}
