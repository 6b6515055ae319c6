package org.eyes4j.vision.sam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.image.Raster;
import org.junit.jupiter.api.Test;

class LooksTest {

    @Test
    void should_look_first_where_the_colours_are() {
        Raster shown = MadeEncodings.brightBox(64, 64, 8, 8, 24, 24);
        Raster searched = MadeEncodings.brightBox(64, 64, 36, 44, 60, 60);
        Encoding encoding = MadeEncodings.of(shown);
        Exemplar bright =
                Looks.of(encoding).exemplar(encoding.grid().cells(Mask.fromBox(64, 64, new BoundingBox(8, 8, 24, 24))));

        List<Point> places = Looks.of(MadeEncodings.of(searched)).places(bright, 3);

        assertThat(places).isNotEmpty();
        assertThat(new BoundingBox(32, 32, 64, 64).contains(places.get(0))).isTrue();
    }

    @Test
    void should_find_a_thing_like_itself() {
        Encoding encoding = MadeEncodings.of(MadeEncodings.brightBox(64, 64, 8, 8, 40, 24));
        boolean[] box = encoding.grid().cells(Mask.fromBox(64, 64, new BoundingBox(8, 8, 40, 24)));
        boolean[] beside = encoding.grid().cells(Mask.fromBox(64, 64, new BoundingBox(44, 0, 64, 64)));
        Looks looks = Looks.of(encoding);
        Exemplar exemplar = looks.exemplar(box);

        assertThat(looks.likeness(exemplar, box).probability()).isGreaterThan(0.95);
        assertThat(looks.likeness(exemplar, beside).probability()).isLessThan(0.1);
        assertThat(looks.likeness(exemplar, new boolean[box.length]).probability())
                .isLessThan(1e-6);
    }
}
