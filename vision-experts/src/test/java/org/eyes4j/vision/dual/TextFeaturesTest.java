package org.eyes4j.vision.dual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextFeaturesTest {
    private final List<List<String>> encoded = new ArrayList<>();
    private final TextFeatures features = new TextFeatures();

    private float[][] get(String... texts) {
        return features.get(List.of(texts), missing -> {
            encoded.add(missing);
            return missing.stream().map(t -> new float[] {t.length()}).toList();
        });
    }

    @Test
    void should_encode_each_text_once_and_keep_the_order() {
        assertThat(get("a", "bb", "a")).isEqualTo(new float[][] {{1}, {2}, {1}});
        assertThat(get("ccc", "bb")).isEqualTo(new float[][] {{3}, {2}});
        assertThat(get("bb", "a")).isEqualTo(new float[][] {{2}, {1}});

        assertThat(encoded).containsExactly(List.of("a", "bb"), List.of("ccc"));
    }

    @Test
    void should_forget_what_was_not_asked_for_lately_and_all_when_it_is_closed() {
        get("first");
        for (int i = 0; i < 8192; i++) {
            get("text " + i);
        }
        encoded.clear();
        get("text 8191", "first");
        features.clear();
        get("text 8191");

        assertThat(encoded).containsExactly(List.of("first"), List.of("text 8191"));
    }
}
