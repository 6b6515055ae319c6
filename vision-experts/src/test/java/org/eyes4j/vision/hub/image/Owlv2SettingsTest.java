package org.eyes4j.vision.hub.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * OWLv2's processor with settings that no known checkpoint has: levels that are not scaled, pictures that are not resized. What is
 * expected is what transformers 5.18's {@code Owlv2ImageProcessorPil} makes of the same made picture of 11 x 6 pixels.
 */
class Owlv2SettingsTest {
    private static Raster picture() {
        byte[] data = new byte[11 * 6 * 3];
        for (int y = 0; y < 6; y++) {
            for (int x = 0; x < 11; x++) {
                for (int c = 0; c < 3; c++) {
                    data[(y * 11 + x) * 3 + c] = (byte) ((x * 37 + y * 91 + c * 53 + (x * y * 7) % 89) % 256);
                }
            }
        }
        return new Raster(11, 6, 3, data);
    }

    private static ImageProcessor processor(Map<String, Object> settings) {
        Map<String, Object> all = new LinkedHashMap<>(settings);
        all.put("image_processor_type", "Owlv2ImageProcessor");
        return ImageProcessors.read("made", new Parameters("made", all), "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes_smaller", "bytes_larger", "bytes_plain", "own_size", "own_size_bytes", "own_unpadded"})
    void should_make_what_the_reference_makes(String name) throws Exception {
        ObjectMapper json = new ObjectMapper();
        JsonNode recorded;
        try (InputStream in = Owlv2SettingsTest.class.getResourceAsStream("owlv2-settings.json")) {
            recorded = json.readTree(Objects.requireNonNull(in)).path(name);
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        recorded.path("settings")
                .properties()
                .forEach(e -> settings.put(e.getKey(), json.convertValue(e.getValue(), Object.class)));

        try (Prepared prepared = processor(settings).prepare(picture())) {
            float[] values = prepared.pixelValues().toFloatArray();

            assertThat(prepared.pixelValues().shape())
                    .isEqualTo(java.util.stream.StreamSupport.stream(
                                    recorded.path("shape").spliterator(), false)
                            .map(JsonNode::asLong)
                            .toList());
            // Where levels are whole numbers a sum on the border between two may fall on the other one.
            boolean whole = name.contains("bytes");
            int other = 0;
            for (int i = 0; i < values.length; i++) {
                float wanted = recorded.path("values").get(i).floatValue();
                assertThat(values[i]).as(name + " " + i).isCloseTo(wanted, Offset.offset(whole ? 3.9f : 2e-4f));
                other += Math.abs(values[i] - wanted) > 2e-4f ? 1 : 0;
            }
            assertThat(other).isLessThanOrEqualTo(whole ? values.length / 50 : 0);
        }
    }

    @Test
    void should_not_put_pictures_of_two_sizes_into_one_batch() {
        ImageProcessor processor = processor(Map.of("do_resize", false));

        assertThatThrownBy(() -> processor.prepare(List.of(picture(), new Raster(4, 4, 3, new byte[48]))))
                .isInstanceOf(HubException.class)
                .hasMessage("made (Owlv2ImageProcessor) does not resize, and the pictures of one batch come out as"
                        + " 11 x 11 and 4 x 4; give them one by one");
    }
}
