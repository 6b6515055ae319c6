package org.eyes4j.vision.florence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One pass finds what the reference's regular expressions find, on texts short enough for those. */
class LocationRunsTest {
    private static final String[] PIECES = {
        "<loc_1>",
        "<loc_22>",
        "<loc_333>",
        "<loc_4>",
        "a",
        " red cup ",
        "<",
        ">",
        "\n",
        "<sep>",
        "<poly>",
        "</poly>",
        "<od>",
        "loc_5>",
        "<loc_",
        "<loc_6><loc_7><loc_8><loc_9>",
        "é"
    };
    private static final String PARTS = "(?:<loc_\\d+>|<sep>|<poly>|</poly>){4,}";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void should_find_what_the_expressions_find(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 4000; i++) {
            StringBuilder made = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) {
                made.append(PIECES[random.nextInt(random.nextBoolean() ? 4 : PIECES.length)]);
            }
            String text = made.toString();

            assertThat(LocationRuns.bare(text, LocationRuns.LOCATION))
                    .as(text)
                    .isEqualTo(all("((?:<loc_\\d+>){4,})", text));
            assertThat(LocationRuns.bare(text, LocationRuns.PART)).as(text).isEqualTo(all("(" + PARTS + ")", text));
            assertThat(LocationRuns.labelled(text, LocationRuns.LOCATION))
                    .as(text)
                    .isEqualTo(all("([^<]+(?:<loc_\\d+>){4,})", text));
            assertThat(LocationRuns.labelled(text, LocationRuns.PART))
                    .as(text)
                    .isEqualTo(all("([^<]+" + PARTS + ")", text));
            assertThat(LocationRuns.quads(text).stream()
                            .map(q -> q.words() + "<loc_" + String.join("><loc_", q.bins()) + ">")
                            .toList())
                    .as(text)
                    .isEqualTo(all("(.+?(?:<loc_\\d+>){8})", text));
            assertThat(LocationRuns.polygons(text).stream()
                            .map(bins -> "<loc_" + String.join("><loc_", bins) + ">")
                            .toList())
                    .as(text)
                    .isEqualTo(all("((?:<loc_\\d+>)+)(?:<sep>|\\z)", text));
        }
    }

    private static List<String> all(String regex, String text) {
        Matcher matcher = Pattern.compile(regex, Pattern.UNIX_LINES).matcher(text);
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
