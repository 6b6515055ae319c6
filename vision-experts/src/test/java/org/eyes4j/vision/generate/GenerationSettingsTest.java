package org.eyes4j.vision.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.vision.generate.GenerationSettings.EarlyStopping;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationSettingsTest {
    @Test
    void should_have_the_defaults_of_the_reference() {
        GenerationSettings settings = GenerationSettings.of(Map.of());

        assertThat(settings.beams()).isEqualTo(1);
        assertThat(settings.sampled()).isFalse();
        assertThat(settings.topK()).isEqualTo(50);
        assertThat(settings.earlyStopping()).isEqualTo(EarlyStopping.NO);
        assertThat(settings.limit(3)).isEqualTo(23);
    }

    @Test
    void should_end_by_new_tokens_before_length() {
        assertThat(GenerationSettings.of(Map.of("max_length", 9)).limit(3)).isEqualTo(9);
        assertThat(GenerationSettings.of(Map.of("max_length", 9, "max_new_tokens", 2))
                        .limit(3))
                .isEqualTo(5);
        assertThat(GenerationSettings.of(Map.of("max_length", 9)).endingAfter(4).limit(3))
                .isEqualTo(9);
        assertThat(GenerationSettings.of(Map.of()).endingAfter(4).limit(3)).isEqualTo(7);
    }

    @Test
    void should_put_settings_over_settings() {
        Map<String, Object> over = new HashMap<>();
        over.put("num_beams", null);
        over.put("early_stopping", "never");

        GenerationSettings settings = GenerationSettings.of(Map.of("num_beams", 3, "eos_token_id", List.of(2, 5)))
                .with(over);

        assertThat(settings.beams()).isEqualTo(1);
        assertThat(settings.earlyStopping()).isEqualTo(EarlyStopping.NEVER);
        assertThat(settings.eos()).containsExactly(2L, 5L);
        assertThat(settings.onlyIds().earlyStopping()).isEqualTo(EarlyStopping.NO);
    }

    @Test
    void should_refuse_what_is_not_done() {
        assertThat(GenerationSettings.of(Map.of("guidance_scale", 1.0, "num_beam_groups", 1))
                        .beams())
                .isEqualTo(1);
        assertThatThrownBy(() -> GenerationSettings.of(Map.of("guidance_scale", 3.0)))
                .hasMessage("The setting `guidance_scale` is `3.0`, which is not done here; leave it out to generate"
                        + " without it");
    }

    @Test
    void should_name_a_wrong_value() {
        assertThatThrownBy(() -> GenerationSettings.of(Map.of("num_beams", 0)))
                .hasMessage("{num_beams=0}: expected 1 to 64 at `num_beams`, found `0`");
        assertThatThrownBy(() -> GenerationSettings.of(Map.of("eos_token_id", "end")))
                .hasMessage("{eos_token_id=end}: expected token ids at `eos_token_id`, found `end`");
        assertThatThrownBy(() -> GenerationSettings.of(Map.of("num_return_sequences", 2)))
                .hasMessage("{num_return_sequences=2}: expected 1 to num_beams at `num_return_sequences`, found `2`");
        assertThatThrownBy(() -> GenerationSettings.of(Map.of("max_length", 3)).limit(3))
                .isInstanceOf(UnusablePromptException.class)
                .hasMessage("Nothing can be generated: the prompt has 3 tokens and max_length is 3; shorten it, raise"
                        + " max_length or set max_new_tokens");
        assertThatThrownBy(() ->
                        GenerationSettings.of(Map.of("max_length", 100_000)).limit(3))
                .hasMessage("At most 32768 tokens are generated, prompt included; asked for 100000");
    }

    @Test
    void should_read_old_repositories_that_keep_them_in_config_json(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("config.json"),
                "{\"model_type\": \"blip\", \"num_beams\": 4, \"decoder_start_token_id\": 7, \"bad_words_ids\": null}");

        GenerationSettings settings = GenerationSettings.of(HubFiles.in(folder));

        assertThat(settings.beams()).isEqualTo(4);
        assertThat(settings.decoderStart()).hasValue(7);
    }

    @Test
    void should_name_the_file_of_a_wrong_value(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("generation_config.json"), "{\"num_beams\": \"many\"}");

        assertThatThrownBy(() -> GenerationSettings.of(HubFiles.in(folder)))
                .isInstanceOf(HubException.class)
                .hasMessage(folder + "/generation_config.json: expected a whole number at `num_beams`, found `many`");
    }
}
