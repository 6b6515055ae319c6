package org.eyes4j.vision.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolContractTest;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.image.Rasters;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Two patterned things move over a patterned ground. */
class TrackTest {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;
    private static final Raster GROUND = Rasters.scale(noise(20, 15, 1, 90, 60), WIDTH, HEIGHT);
    private static final Raster BALL = Rasters.scale(noise(6, 6, 2, 255, 200), 48, 40);
    private static final Raster BOX = Rasters.scale(noise(5, 5, 3, 120, 120), 40, 56);

    private static Raster noise(int width, int height, long seed, int most, int range) {
        Random random = new Random(seed);
        byte[] data = new byte[width * height * 3];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (most - random.nextInt(range));
        }
        return new Raster(width, height, 3, data);
    }

    private static BoundingBox ball(int frame) {
        return new BoundingBox(20 + 9 * frame, 30 + 4 * frame, 68 + 9 * frame, 70 + 4 * frame);
    }

    private static BoundingBox box(int frame) {
        return new BoundingBox(240 - 6 * frame, 150, 280 - 6 * frame, 206);
    }

    /** Until the sixth frame there is a box, too. */
    private static Value.Image frame(int number) {
        byte[] data = GROUND.data().clone();
        if (number < 6) {
            paste(data, BOX, box(number));
        }
        paste(data, BALL, ball(number));
        return Value.Image.of("frame" + number, new Raster(WIDTH, HEIGHT, 3, data));
    }

    private static void paste(byte[] data, Raster thing, BoundingBox at) {
        for (int y = 0; y < thing.height(); y++) {
            int to = (((int) at.y1() + y) * WIDTH + (int) at.x1()) * 3;
            System.arraycopy(thing.data(), y * thing.width() * 3, data, to, thing.width() * 3);
        }
    }

    private static Value.ListOf frames(int count) {
        List<Value> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            frames.add(frame(i));
        }
        return new Value.ListOf(Kind.IMAGE, frames);
    }

    private static Value.Detections things(int frame) {
        return new Value.Detections(
                frame(frame).frame(),
                List.of(
                        new Region("r7", Detection.of("ball", 0.9, ball(frame))),
                        new Region("", Detection.of("box", 0.8, box(frame)))));
    }

    private static ToolResult track(Value frames, Value items) {
        return ToolRegistry.of(List.of(new Track()))
                .call(new ToolCall("track", Map.of("frames", frames, "items", items)), ToolContext.detached());
    }

    private static List<Value.Detections> tracked(Value frames, Value items) {
        ToolResult result = track(frames, items);
        assertThat(result).isInstanceOf(ToolResult.Success.class);
        return ((Value.ListOf) ((ToolResult.Success) result).value())
                .items().stream().map(Value.Detections.class::cast).toList();
    }

    @Test
    void should_follow_each_thing_and_lose_the_one_that_is_gone() {
        List<Value.Detections> tracked = tracked(frames(12), things(0));

        assertThat(tracked).hasSize(12);
        for (int i = 0; i < 12; i++) {
            Value.Detections here = tracked.get(i);
            assertThat(here.frame().image()).isEqualTo("frame" + i);
            assertThat(here.regions())
                    .extracting(Region::label)
                    .isEqualTo(i < 6 ? List.of("ball", "box") : List.of("ball"));
            Region ball = here.regions().get(0);
            assertThat(ball.detection().attributes()).containsEntry("track", "r7");
            assertThat(ball.box().iou(ball(i)))
                    .as("ball in frame %d: %s", i, ball.box())
                    .isGreaterThan(0.7);
            if (i < 6) {
                Region box = here.regions().get(1);
                assertThat(box.detection().attributes()).containsEntry("track", "2");
                assertThat(box.box().iou(box(i)))
                        .as("box in frame %d: %s", i, box.box())
                        .isGreaterThan(0.7);
            }
        }
    }

    @Test
    void should_give_the_same_again() {
        assertThat(tracked(frames(4), things(0))).isEqualTo(tracked(frames(4), things(0)));
    }

    @Test
    void should_begin_where_the_things_were_found() {
        List<Value.Detections> tracked = tracked(frames(5), things(3));

        assertThat(tracked).extracting(d -> d.regions().size()).containsExactly(0, 0, 0, 2, 2);
    }

    @Test
    void should_follow_nothing_where_there_is_nothing_to_follow() {
        Value.Detections tiny = new Value.Detections(
                frame(0).frame(), List.of(new Region("", Detection.of("dot", 1, new BoundingBox(1, 1, 3, 3)))));

        assertThat(tracked(frames(3), tiny)).extracting(d -> d.regions().size()).containsExactly(1, 0, 0);
        assertThat(tracked(frames(2), tiny.with(List.of())))
                .extracting(d -> d.regions().size())
                .containsExactly(0, 0);
    }

    @Test
    void should_refuse_what_is_no_video() {
        Value other = Value.Image.of("other", new Raster(10, 10, 3, new byte[300]));
        Value mixed = new Value.ListOf(Kind.IMAGE, List.of(frame(0), other));

        assertThat(failure(track(mixed, things(0))))
                .isEqualTo("The frames of a video are of one size: frame 1 has 320 x 240 pixels, frame 2 has 10 x 10."
                        + " Give the frames of one video.");
        assertThat(failure(track(frames(2), things(5))))
                .isEqualTo(
                        "The things to follow were found in 'frame5', which is none of the frames. Give 'track' regions"
                                + " that were found in one of its frames, such as the first.");
    }

    private static String failure(ToolResult result) {
        return ((ToolResult.Failure) result).explain();
    }

    @Nested
    class Contract extends ToolContractTest {
        @Override
        protected Tool tool() {
            return new Track();
        }

        @Override
        protected Map<String, Value> arguments() {
            return Map.of("frames", frames(2), "items", things(0));
        }
    }
}
