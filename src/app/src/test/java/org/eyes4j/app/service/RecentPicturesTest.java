package org.eyes4j.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.picture.Picture;
import org.eyes4j.vision.picture.PictureFormat;
import org.junit.jupiter.api.Test;

class RecentPicturesTest {
    private final RecentPictures recent = new RecentPictures(3 * 300);

    @Test
    void should_keep_the_picture_that_came_last_however_often_others_were_used() {
        for (String id : List.of("a", "b", "c")) {
            recent.put(id, picture(10));
            for (int i = 0; i < 100; i++) {
                assertThat(recent.find(id)).isNotNull();
            }
        }

        recent.put("new", picture(10));

        assertThat(recent.find("new")).isNotNull();
        assertThat(recent.find("a")).isNull();
        assertThat(recent.find("b")).isNotNull();
    }

    @Test
    void should_let_those_leave_first_that_were_not_used_for_longest() {
        List.of("a", "b", "c").forEach(id -> recent.put(id, picture(10)));
        recent.find("a");

        recent.put("d", picture(10));

        assertThat(recent.find("a")).isNotNull();
        assertThat(recent.find("b")).isNull();
    }

    @Test
    void should_count_bytes_through_replacing_and_removing() {
        recent.put("a", picture(10));
        recent.put("a", picture(20));
        recent.put("b", picture(10));
        assertThat(recent.find("a")).isNotNull();
        recent.remove("a");
        recent.put("c", picture(10));
        recent.put("d", picture(10));

        assertThat(recent.find("b")).isNotNull();
        assertThat(recent.find("c")).isNotNull();
        assertThat(recent.find("d")).isNotNull();
    }

    @Test
    void should_turn_away_only_what_is_larger_than_all_together() {
        recent.put("exactly", picture(30));
        assertThat(recent.find("exactly")).isNotNull();

        recent.put("larger", picture(31));

        assertThat(recent.find("larger")).isNull();
        assertThat(recent.find("exactly")).isNotNull();
    }

    /** Ten pixels high, three channels. */
    private static Picture picture(int width) {
        return new Picture("p", new Raster(width, 10, 3, new byte[width * 30]), PictureFormat.PNG, "", 1, List.of());
    }
}
