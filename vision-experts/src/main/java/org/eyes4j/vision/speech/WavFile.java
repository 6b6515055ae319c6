package org.eyes4j.vision.speech;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eyes4j.tools.sound.Sound;

/** WAV files of 16-bit PCM, one or two channels, at any rate; two channels become their mean. Stateless. */
public final class WavFile {
    private static final int PCM = 1;
    private static final int EXTENSIBLE = 0xfffe;
    private static final int MOST_OF_FORM = 40;
    private static final int LOWEST = 1000;
    private static final int HIGHEST = 384_000;
    private static final String CONVERT = "Convert it, as with `ffmpeg -i FILE -c:a pcm_s16le OUT.wav`";

    private WavFile() {}

    /** How samples are written. */
    private record Form(int channels, int rate) {}

    /**
     * The sound of a file.
     *
     * @throws SoundException if there is no such file, or it is another one, broken or too large
     */
    public static Sound read(Path file, SoundLimits limits) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new SoundException("There is no file " + file + ". Check the path");
            }
            long bytes = Files.size(file);
            if (bytes > limits.maxBytes()) {
                throw new SoundException(String.format(
                        "%s has %,d bytes; at most %,d are read. Make it shorter, or raise sounds.max_bytes",
                        file, bytes, limits.maxBytes()));
            }
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                return read(file, new DataInputStream(in), bytes, limits);
            }
        } catch (EOFException e) {
            throw new SoundException(file + " ends within its header; expected a whole WAV file");
        } catch (IOException e) {
            throw new SoundException(file + " cannot be read: " + e.getMessage());
        }
    }

    /**
     * The sound of a file's bytes.
     *
     * @param name what it is called in messages
     * @throws SoundException if it is another file, broken or too large
     */
    public static Sound read(byte[] data, String name, SoundLimits limits) {
        if (data.length > limits.maxBytes()) {
            throw new SoundException(String.format(
                    "%s has %,d bytes; at most %,d are read. Make it shorter, or raise sounds.max_bytes",
                    name, data.length, limits.maxBytes()));
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(data))) {
            return read(name, in, data.length, limits);
        } catch (EOFException e) {
            throw new SoundException(name + " ends within its header; expected a whole WAV file");
        } catch (IOException e) {
            throw new SoundException(name + " cannot be read: " + e.getMessage());
        }
    }

    private static Sound read(Object file, DataInputStream in, long bytes, SoundLimits limits) throws IOException {
        if (bytes < 12 || !word(in).equals("RIFF") || number(in) < 0 || !word(in).equals("WAVE")) {
            throw new SoundException(file + " is no WAV file: expected it to begin with RIFF and WAVE. " + CONVERT);
        }
        long at = 12;
        Form form = null;
        while (true) {
            if (bytes - at < 8) {
                throw new SoundException(file + " holds no " + (form == null ? "form of sound" : "sound")
                        + "; expected a part `fmt ` and a part `data`");
            }
            String part = word(in);
            long size = number(in);
            at += 8;
            if (part.equals("data")) {
                if (form == null) {
                    throw new SoundException(file + " tells its sound before its form; expected a part `fmt ` first");
                }
                // Written as a stream, its size was not known yet.
                boolean open = size == 0 || size == 0xffff_ffffL;
                if (!open && size > bytes - at) {
                    throw new SoundException(String.format(
                            "%s is cut short: its header promises %,d bytes of sound, %,d are there",
                            file, size, bytes - at));
                }
                return samples(file, in, open ? bytes - at : size, form, limits);
            }
            if (size > bytes - at) {
                throw new SoundException(String.format(
                        "%s is broken: its part `%s` promises %,d bytes, %,d are left",
                        file, part.replaceAll("[^ -~]", "?"), size, bytes - at));
            }
            // Parts begin at even places.
            long end = Math.min(bytes, at + size + size % 2);
            if (part.equals("fmt ")) {
                form = form(file, in, size);
                at += Math.min(size, MOST_OF_FORM);
            }
            in.skipNBytes(end - at);
            at = end;
        }
    }

    private static Form form(Object file, DataInputStream in, long size) throws IOException {
        if (size < 16) {
            throw new SoundException(
                    file + " is broken: its form of sound has " + size + " bytes, expected 16 or more");
        }
        byte[] form = in.readNBytes((int) Math.min(size, MOST_OF_FORM));
        int tag = number(form, 0, 2);
        int coding = tag == EXTENSIBLE && form.length >= 26 ? number(form, 24, 2) : tag;
        int channels = number(form, 2, 2);
        int rate = number(form, 4, 4);
        int bits = number(form, 14, 2);
        if (coding != PCM || bits != 16) {
            throw new SoundException(file + " holds sound of "
                    + (coding == PCM ? bits + "-bit PCM" : coding == 3 ? bits + "-bit floats" : "coding " + coding)
                    + "; 16-bit PCM is read. " + CONVERT);
        }
        if (channels < 1 || channels > 2) {
            throw new SoundException(file + " holds " + channels + " channels; one or two are read. " + CONVERT);
        }
        if (rate < LOWEST || rate > HIGHEST) {
            throw new SoundException(file + " has " + Integer.toUnsignedString(rate) + " samples a second; " + LOWEST
                    + " to " + HIGHEST + " are read. " + CONVERT);
        }
        return new Form(channels, rate);
    }

    private static Sound samples(Object file, InputStream in, long size, Form form, SoundLimits limits)
            throws IOException {
        int frame = 2 * form.channels();
        long count = size / frame;
        if (count == 0) {
            throw new SoundException(file + " holds no sound: not one sample");
        }
        if (count > limits.maxSeconds() * form.rate()) {
            throw new SoundException(String.format(
                    "%s lasts %,d seconds; at most %,d are read. Cut it, or raise sounds.max_seconds",
                    file, count / form.rate(), limits.maxSeconds()));
        }
        short[] samples = new short[(int) count];
        byte[] part = new byte[frame * 8192];
        for (int done = 0; done < samples.length; ) {
            int frames = in.readNBytes(part, 0, (int) Math.min(part.length, (count - done) * frame)) / frame;
            if (frames == 0) {
                throw new SoundException(file + " became shorter while it was read");
            }
            for (int i = 0; i < frames; i++) {
                int sum = 0;
                for (int c = 0; c < form.channels(); c++) {
                    int from = i * frame + 2 * c;
                    sum += (short) (part[from] & 0xff | part[from + 1] << 8);
                }
                samples[done++] = (short) Math.round(sum / (double) form.channels());
            }
        }
        return new Sound(form.rate(), samples);
    }

    private static String word(DataInputStream in) throws IOException {
        byte[] word = new byte[4];
        in.readFully(word);
        return new String(word, StandardCharsets.ISO_8859_1);
    }

    private static long number(DataInputStream in) throws IOException {
        byte[] bytes = new byte[4];
        in.readFully(bytes);
        return number(bytes, 0, 4) & 0xffff_ffffL;
    }

    /** Lowest byte first. */
    private static int number(byte[] bytes, int from, int count) {
        int number = 0;
        for (int i = 0; i < count; i++) {
            number |= (bytes[from + i] & 0xff) << (8 * i);
        }
        return number;
    }
}
