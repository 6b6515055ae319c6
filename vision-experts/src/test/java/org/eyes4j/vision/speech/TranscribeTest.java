package org.eyes4j.vision.speech;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolContractTest;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolResult.Success;
import org.eyes4j.tools.sound.Sound;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.KeptModels;
import org.eyes4j.vision.hub.HubFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a tiny model of random weights that hears a second at once: how speech is cut and told, not what is said. */
class TranscribeTest extends ToolContractTest {
    @TempDir
    Path folder = Path.of("");

    private static Sound recorded() {
        return WavFile.read(KeptModels.family("whisper").resolve("short/audio.wav"), SoundLimits.defaults());
    }

    @Override
    protected Tool tool() {
        return new Transcribe(KeptModels.serving(List.of("transcribe"), "whisper"));
    }

    @Override
    protected Map<String, Value> arguments() {
        return Map.of("audio", Value.Audio.of(recorded()));
    }

    private static ToolResult call(Tool tool, Value audio, Map<String, String> further) {
        Map<String, Value> arguments = new HashMap<>();
        further.forEach((name, text) -> arguments.put(name, new Value.Text(text)));
        arguments.put("audio", audio);
        try (ToolRegistry registry = ToolRegistry.of(List.of(tool))) {
            return registry.call(new ToolCall("transcribe", arguments), ToolContext.detached());
        }
    }

    private static Map<String, Value> fields(ToolResult result) {
        assertThat(result).isInstanceOf(Success.class);
        return ((Value.Record) ((Success) result).value()).fields();
    }

    @Test
    void should_write_what_the_reference_writes() {
        JsonNode greedy = KeptModels.recorded("whisper", "short")
                .path("expected")
                .path("generations")
                .get(0);

        Map<String, Value> said = fields(call(tool(), Value.Audio.of(recorded()), Map.of("language", "EN")));

        assertThat(said)
                .containsEntry(
                        "text",
                        new Value.Text(greedy.path("texts").get(0).asText().strip()))
                .containsEntry("language", new Value.Text("en"))
                .containsEntry("seconds", new Value.Number(0.5))
                .containsEntry("model", new Value.Text("whisper"))
                .containsEntry("generated", new Value.Flag(true));
        assertThat(((Value.ListOf) said.get("segments")).items()).hasSize(1);
    }

    @Test
    void should_guess_the_language_among_those_the_model_has() {
        Map<String, Value> said = fields(call(tool(), Value.Audio.of(recorded()), Map.of()));

        assertThat(((Value.Text) said.get("language")).text()).isIn("en", "de");
    }

    @Test
    void should_cut_long_speech_where_it_is_quietest_and_leave_out_silence() {
        // 0.7 s of sound, 0.2 s of quiet, 0.8 s of sound, then two seconds of nothing.
        short[] samples = new short[16_000 * 37 / 10];
        for (int i = 0; i < 16_000 * 17 / 10; i++) {
            boolean quiet = i > 16_000 * 7 / 10 && i < 16_000 * 9 / 10;
            samples[i] = (short) ((quiet ? 100 : 9000) * Math.sin(i / 9.0));
        }

        Map<String, Value> said =
                fields(call(tool(), Value.Audio.of(new Sound(16_000, samples)), Map.of("language", "de")));

        List<Value> segments = ((Value.ListOf) said.get("segments")).items();
        Map<String, Value> first = ((Value.Record) segments.get(0)).fields();
        assertThat(first).containsEntry("start", new Value.Number(0));
        assertThat(((Value.Number) first.get("end")).value()).isBetween(0.7, 0.9);
        assertThat(segments).hasSizeBetween(2, 3);
        segments.forEach(s -> assertThat(
                        ((Value.Number) ((Value.Record) s).fields().get("start")).value())
                .isLessThan(1.75));
    }

    @Test
    void should_say_that_there_is_nothing_but_silence() {
        Success result =
                (Success) call(tool(), Value.Audio.of(new Sound(8000, new short[9000])), Map.of("language", "en"));

        assertThat(((Value.Record) result.value()).fields()).containsEntry("text", new Value.Text(""));
        assertThat(result.warnings()).containsExactly("There is nothing but silence in the sound");
    }

    @Test
    void should_tell_which_languages_it_knows() {
        Failure failure = (Failure) call(tool(), Value.Audio.of(recorded()), Map.of("language", "fr"));

        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_ARGUMENT);
        assertThat(failure.message()).isEqualTo("whisper does not know the language 'fr'; it knows de, en");
    }

    @Test
    void should_write_english_only_on_a_model_of_english_alone() throws Exception {
        HubFiles kept = KeptModels.files("whisper");
        for (String path : kept.paths()) {
            Files.createDirectories(folder.resolve(path).getParent());
            Files.copy(kept.need(path), folder.resolve(path));
        }
        Path generation = folder.resolve("generation_config.json");
        Files.writeString(generation, Files.readString(generation).replaceFirst("\\{", "{\"is_multilingual\": false,"));
        Tool tool = new Transcribe(KeptModels.serving(List.of("transcribe"), "english", "whisper", folder));

        Failure failure = (Failure) call(tool, Value.Audio.of(recorded()), Map.of("task", "translate"));
        Map<String, Value> said = fields(call(tool, Value.Audio.of(recorded()), Map.of()));

        assertThat(failure.message()).isEqualTo("english knows English only");
        assertThat(said).containsEntry("language", new Value.Text("en"));
    }

    @Test
    void should_need_samples_and_not_only_a_name() {
        Failure failure = (Failure) call(tool(), new Value.Audio("talk", 16_000, 5), Map.of());

        assertThat(failure.kind()).isEqualTo(FailureKind.BAD_INPUT);
        assertThat(failure.message()).isEqualTo("The sound 'talk' is named only, and its samples are not here");
    }
}
