package org.eyes4j.tools.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.geometry.Polygon;
import org.eyes4j.tools.value.Keypoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written comes back within half a bin, whatever the labels. */
class SequenceRoundTripTest {
    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void should_come_back_from_pixels_within_half_a_step(long seed) {
        RandomRegions random = new RandomRegions(seed);
        List<SequenceRegion> regions = random.regions(true);
        int decimals = (int) (seed % 4);
        SequenceCodec codec = SequenceCodec.pixels(decimals, SequenceLimits.DEFAULT);

        List<SequenceRegion> back = codec.decode(codec.encode(regions));

        double half = 0.5 * Math.pow(10, -decimals) + 1e-9;
        assertSame(regions, back, half, half, true);
        assertThat(codec.decode(codec.encode(back))).isEqualTo(back);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void should_come_back_from_location_tokens_within_half_a_bin(long seed) {
        RandomRegions random = new RandomRegions(seed);
        List<SequenceRegion> regions = random.regions(false);
        SequenceCodec.Unmarked unmarked = seed % 2 == 0 ? SequenceCodec.Unmarked.BOXES : SequenceCodec.Unmarked.QUADS;
        SequenceCodec codec =
                SequenceCodec.locations(random.width(), random.height(), unmarked, SequenceLimits.DEFAULT);

        List<SequenceRegion> back = codec.decode(codec.encode(regions));

        assertSame(regions, back, random.width() / 2000.0 + 1e-9, random.height() / 2000.0 + 1e-9, false);
        assertThat(codec.encode(back)).isEqualTo(codec.encode(regions));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void should_read_damaged_text_or_say_where_it_ends_to_make_sense(long seed) {
        RandomRegions random = new RandomRegions(seed);
        SequenceCodec pixels = SequenceCodec.pixels();
        SequenceCodec locations = SequenceCodec.locations(random.width(), random.height());
        for (int i = 0; i < 20; i++) {
            List<SequenceRegion> regions = random.regions(false);
            for (SequenceCodec codec : List.of(pixels, locations)) {
                String text = random.damage(codec.encode(regions));
                try {
                    codec.decode(text);
                } catch (SequenceException e) {
                    assertThat(e.offset()).isBetween(0, text.length());
                    assertThat(e)
                            .hasMessage("Sequence of regions, offset " + e.offset() + ": expected " + e.expected()
                                    + ", found " + e.found());
                }
            }
        }
    }

    private static void assertSame(
            List<SequenceRegion> expected, List<SequenceRegion> actual, double x, double y, boolean ids) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            SequenceRegion e = expected.get(i);
            SequenceRegion a = actual.get(i);
            assertThat(a.label()).isEqualTo(e.label());
            assertThat(a.id()).isEqualTo(ids ? e.id() : "");
            assertThat(a.box() == null).isEqualTo(e.box() == null);
            assertThat(a.quad() == null).isEqualTo(e.quad() == null);
            assertThat(a.polygons()).hasSameSizeAs(e.polygons());
            assertThat(a.keypoints()).extracting(Keypoint::name).isEqualTo(names(e));
            List<Point> wanted = points(e);
            List<Point> got = points(a);
            assertThat(got).hasSameSizeAs(wanted);
            for (int p = 0; p < wanted.size(); p++) {
                assertThat(got.get(p).x()).isCloseTo(wanted.get(p).x(), within(x));
                assertThat(got.get(p).y()).isCloseTo(wanted.get(p).y(), within(y));
            }
        }
    }

    private static List<String> names(SequenceRegion region) {
        return region.keypoints().stream().map(Keypoint::name).toList();
    }

    private static List<Point> points(SequenceRegion region) {
        List<Point> points = new ArrayList<>();
        BoundingBox box = region.box();
        if (box != null) {
            points.addAll(box.corners());
        }
        Polygon quad = region.quad();
        if (quad != null) {
            points.addAll(quad.points());
        }
        region.polygons().forEach(p -> points.addAll(p.points()));
        region.keypoints().forEach(k -> points.add(new Point(k.x(), k.y())));
        return points;
    }
}
