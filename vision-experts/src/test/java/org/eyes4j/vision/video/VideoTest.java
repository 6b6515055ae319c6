package org.eyes4j.vision.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eyes4j.vision.video.VideoException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code steps.mp4} has 30 frames, ten a second, each of one colour: red 8 times its number, green 255 less that, blue 100. */
class VideoTest {
    private static final VideoLimits LIMITS = VideoLimits.ofPixels(1_000_000);

    private @TempDir Path folder;

    private static Path file(String name) throws URISyntaxException {
        return Path.of(VideoTest.class.getResource("/video/" + name).toURI());
    }

    private static List<Video.Frame> read(Path file, FrameRate rate) {
        List<Video.Frame> frames = new ArrayList<>();
        try (Video video = Video.open(file, rate, LIMITS)) {
            for (Optional<Video.Frame> next = video.next(); next.isPresent(); next = video.next()) {
                frames.add(next.get());
            }
        }
        return frames;
    }

    @Test
    void should_read_every_nth_frame() throws URISyntaxException {
        List<Video.Frame> frames = read(file("steps.mp4"), new FrameRate(10, 0));

        assertThat(frames)
                .extracting(Video.Frame::name)
                .containsExactly("frame-000000", "frame-000010", "frame-000020");
        for (int i = 0; i < 3; i++) {
            assertThat(frames.get(i).pixels().width()).isEqualTo(64);
            assertThat(frames.get(i).pixels().height()).isEqualTo(48);
            assertThat(frames.get(i).pixels().at(30, 20, 0)).isBetween(80 * i - 6, 80 * i + 6);
            assertThat(frames.get(i).pixels().at(30, 20, 1)).isBetween(249 - 80 * i, 261 - 80 * i);
            assertThat(frames.get(i).pixels().at(30, 20, 2)).isBetween(94, 106);
        }
    }

    @Test
    void should_read_a_frame_each_so_many_seconds_and_none_twice() throws URISyntaxException {
        List<Video.Frame> each = read(file("steps.mp4"), new FrameRate(0, 1.25));

        assertThat(each)
                .extracting(Video.Frame::name)
                .containsExactly("second-000000.000", "second-000001.250", "second-000002.500");
        assertThat(each.get(1).pixels().at(5, 5, 0))
                .as("frame 13 is the first after 1.25 s")
                .isBetween(98, 110);
        assertThat(read(file("steps.mp4"), new FrameRate(0, 0.01))).hasSize(30);
        assertThat(read(file("steps.webm"), FrameRate.ALL)).hasSize(6);
    }

    @Test
    void should_turn_what_lies_upright() throws URISyntaxException {
        Video.Frame frame = read(file("lying.mp4"), FrameRate.ALL).get(0);

        assertThat(frame.pixels().width()).isEqualTo(48);
        assertThat(frame.pixels().height()).isEqualTo(64);
        assertThat(frame.pixels().at(3, 32, 0))
                .as("what was at the top is at the left")
                .isGreaterThan(240);
        assertThat(frame.pixels().at(40, 32, 0)).isLessThan(20);
    }

    @Test
    void should_tell_of_a_file_that_is_cut_off_after_giving_what_there_is() throws Exception {
        byte[] whole = Files.readAllBytes(file("steps.mp4"));
        Path cut = folder.resolve("cut.mp4");
        Files.write(cut, Arrays.copyOf(whole, whole.length - whole.length / 3));
        try (Video video = Video.open(cut, new FrameRate(1, 0), LIMITS)) {
            assertThat(video.next()).isPresent();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 30; i++) {
                            video.next();
                        }
                    })
                    .isInstanceOfSatisfying(
                            VideoException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BROKEN))
                    .hasMessageContaining("cut.mp4 is damaged: ");
            assertThat(video.next()).isEmpty();
        }
    }

    @Test
    void should_refuse_what_is_no_video_and_what_names_other_files() throws IOException {
        Path text = folder.resolve("a.mp4");
        Files.writeString(text, "no video at all");
        Path list = folder.resolve("list.mp4");
        Files.writeString(list, "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n");
        Path concat = folder.resolve("concat.mp4");
        Files.writeString(concat, "ffconcat version 1.0\nfile '/etc/passwd'\n");

        for (Path file : List.of(text, list, concat)) {
            assertThatThrownBy(() -> read(file, FrameRate.ALL))
                    .isInstanceOfSatisfying(
                            VideoException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BROKEN))
                    .hasMessageStartingWith(file.toAbsolutePath() + " is no video that can be read (Invalid ");
        }
        assertThatThrownBy(() -> read(folder.resolve("none.mp4"), FrameRate.ALL))
                .hasMessage("There is no file " + folder.resolve("none.mp4") + ". Check the path");
    }

    @Test
    void should_refuse_frames_that_are_too_large() throws URISyntaxException {
        Path file = file("steps.mp4");
        try (Video video = Video.open(file, FrameRate.ALL, VideoLimits.ofPixels(3000))) {
            assertThatThrownBy(video::next)
                    .hasMessage(file + " has frames of 64 x 48 pixels; at most 3000 pixels are allowed"
                            + " (setting pictures.max_pixels)");
        }
    }
}
