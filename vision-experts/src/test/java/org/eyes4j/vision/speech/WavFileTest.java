package org.eyes4j.vision.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eyes4j.tools.sound.Sound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavFileTest {
    private static final SoundLimits LIMITS = SoundLimits.defaults();

    @TempDir
    Path folder = Path.of("");

    static byte[] wav(int coding, int channels, int rate, int bits, short... samples) {
        ByteBuffer b = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        b.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples.length);
        b.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        b.putShort((short) coding).putShort((short) channels).putInt(rate);
        b.putInt(rate * channels * bits / 8)
                .putShort((short) (channels * bits / 8))
                .putShort((short) bits);
        b.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples.length);
        for (short sample : samples) {
            b.putShort(sample);
        }
        return b.array();
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("a.wav"), bytes);
    }

    private static byte[] with(byte[] bytes, int at, int... replaced) {
        byte[] copy = bytes.clone();
        for (int i = 0; i < replaced.length; i++) {
            copy[at + i] = (byte) replaced[i];
        }
        return copy;
    }

    @Test
    void should_read_one_channel() throws Exception {
        Sound sound = WavFile.read(write(wav(1, 1, 8000, 16, (short) 1, (short) -2, Short.MAX_VALUE)), LIMITS);

        assertThat(sound).isEqualTo(new Sound(8000, new short[] {1, -2, Short.MAX_VALUE}));
        assertThat(sound.toString()).isEqualTo("0.0 s at 8000 Hz");
    }

    @Test
    void should_take_the_mean_of_two_channels() throws Exception {
        short[] samples = {100, 200, -100, -101, Short.MIN_VALUE, Short.MIN_VALUE};

        assertThat(WavFile.read(write(wav(1, 2, 44100, 16, samples)), LIMITS))
                .isEqualTo(new Sound(44100, new short[] {150, -100, Short.MIN_VALUE}));
    }

    @Test
    void should_pass_over_other_parts_and_read_the_longer_form() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] plain = wav(1, 1, 16000, 16, (short) 7);
        out.write(plain, 0, 12);
        // A part of odd length is padded to an even one.
        out.writeBytes(new byte[] {'L', 'I', 'S', 'T', 3, 0, 0, 0, 'a', 'b', 'c', 0});
        out.writeBytes(new byte[] {'f', 'm', 't', ' ', 40, 0, 0, 0, (byte) 0xfe, (byte) 0xff, 1, 0});
        out.write(plain, 24, 12);
        out.writeBytes(new byte[] {22, 0, 16, 0, 4, 0, 0, 0, 1, 0});
        out.writeBytes(new byte[14]);
        out.write(plain, 36, plain.length - 36);

        assertThat(WavFile.read(write(out.toByteArray()), LIMITS)).isEqualTo(new Sound(16000, new short[] {7}));
    }

    @Test
    void should_read_a_stream_whose_length_was_not_known_to_its_end() throws Exception {
        byte[] stream = with(wav(1, 1, 16000, 16, (short) 1, (short) 2), 40, 0xff, 0xff, 0xff, 0xff);

        assertThat(WavFile.read(write(stream), LIMITS).length()).isEqualTo(2);
    }

    @Test
    void should_say_what_is_wrong_with_a_file() throws Exception {
        Path file = folder.resolve("a.wav");
        String convert = ". Convert it, as with `ffmpeg -i FILE -c:a pcm_s16le OUT.wav`";
        byte[] good = wav(1, 1, 16000, 16, (short) 1, (short) 2);

        refused("There is no file " + file + ". Check the path", null);
        refused(
                file + " is no WAV file: expected it to begin with RIFF and WAVE" + convert,
                "ID3 and more, no wave".getBytes(StandardCharsets.US_ASCII));
        refused(file + " is no WAV file: expected it to begin with RIFF and WAVE" + convert, new byte[0]);
        refused(file + " holds sound of 24-bit PCM; 16-bit PCM is read" + convert, wav(1, 1, 16000, 24, (short) 1));
        refused(file + " holds sound of 32-bit floats; 16-bit PCM is read" + convert, wav(3, 1, 16000, 32, (short) 1));
        refused(file + " holds sound of coding 17; 16-bit PCM is read" + convert, wav(17, 1, 16000, 4, (short) 1));
        refused(file + " holds 6 channels; one or two are read" + convert, wav(1, 6, 48000, 16, new short[6]));
        refused(file + " has 12 samples a second; 1000 to 384000 are read" + convert, wav(1, 1, 12, 16, (short) 1));
        refused(
                file + " has 4294967295 samples a second; 1000 to 384000 are read" + convert,
                with(good, 24, 255, 255, 255, 255));
        refused(
                file + " is cut short: its header promises 1,004 bytes of sound, 4 are there",
                with(good, 40, 0xec, 0x03, 0, 0));
        refused(
                file + " is broken: its part `fmt ` promises 16,777,232 bytes, 28 are left",
                with(good, 16, 16, 0, 0, 1));
        refused(file + " is broken: its form of sound has 4 bytes, expected 16 or more", with(good, 16, 4, 0, 0, 0));
        refused(file + " holds no sound; expected a part `fmt ` and a part `data`", java.util.Arrays.copyOf(good, 36));
        refused(file + " holds no sound: not one sample", wav(1, 1, 16000, 16));
        refused(
                file + " tells its sound before its form; expected a part `fmt ` first",
                with(good, 12, 'd', 'a', 't', 'a'));
    }

    private void refused(String message, byte @org.jspecify.annotations.Nullable [] bytes) throws IOException {
        Path file = folder.resolve("a.wav");
        if (bytes != null) {
            write(bytes);
        }
        assertThatThrownBy(() -> WavFile.read(file, LIMITS))
                .isInstanceOf(SoundException.class)
                .hasMessage(message);
    }

    @Test
    void should_bound_what_is_read() throws Exception {
        Path file = write(wav(1, 1, 1000, 16, new short[3000]));

        assertThatThrownBy(() -> WavFile.read(file, new SoundLimits(6000, 10)))
                .hasMessage(
                        file + " has 6,044 bytes; at most 6,000 are read. Make it shorter, or raise sounds.max_bytes");
        assertThatThrownBy(() -> WavFile.read(file, new SoundLimits(10_000, 2)))
                .hasMessage(file + " lasts 3 seconds; at most 2 are read. Cut it, or raise sounds.max_seconds");
    }
}
