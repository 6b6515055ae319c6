package org.eyes4j.vision.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.caption.VisionEncoderDecoder;
import org.eyes4j.vision.expert.KeptModels;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.onnx.HeldTensor;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxException;
import org.eyes4j.vision.onnx.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The loop on a tiny model. That it equals the reference is shown by the recorded cases. */
class GeneratorTest {
    private final OnnxEngine engine = KeptModels.engine();
    private final HubFiles files = KeptModels.files("vitgpt2");
    private final VisionEncoderDecoder model = VisionEncoderDecoder.of(files, engine);
    private final Decoder decoder = Decoder.of(files, engine);
    private final Tensor seen = see("tiny.png", "rgba.png", "tiny.png");

    private Tensor see(String... files) {
        List<Raster> pictures = java.util.Arrays.stream(files)
                .map(file -> KeptModels.picture("vitgpt2", file).raster())
                .toList();
        return model.see(pictures, new Cancellation());
    }

    @AfterEach
    void close() {
        model.close();
    }

    static List<Map<String, Object>> ways() {
        return List.of(
                Map.of(),
                Map.of("num_beams", 3),
                Map.of("num_beams", 4, "num_return_sequences", 2, "early_stopping", true),
                Map.of("num_beams", 2, "early_stopping", "never", "no_repeat_ngram_size", 2),
                Map.of("repetition_penalty", 1.5, "min_length", 6));
    }

    /** Ids that end sequences at different times, so that inputs leave the batch. */
    private GenerationSettings settings(Map<String, Object> way) {
        return GenerationSettings.of(
                        Map.of("max_length", 14, "eos_token_id", List.of(24, 433), "decoder_start_token_id", 0))
                .with(way);
    }

    private List<List<Generated>> generate(
            Tensor states, GenerationSettings settings, TokenListener listener, Cancellation cancellation) {
        try (HeldTensor held = engine.hold("states", states)) {
            return Generator.generate(decoder, DecoderInputs.attending(held, 0), settings, listener, cancellation);
        }
    }

    private List<List<Generated>> generate(Tensor states, GenerationSettings settings) {
        return generate(states, settings, TokenListener.SILENT, new Cancellation());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void should_give_in_a_batch_what_it_gives_alone(Map<String, Object> way) {
        List<List<Generated>> together = generate(seen, settings(way));

        for (int i = 0; i < 3; i++) {
            String file = i == 1 ? "rgba.png" : "tiny.png";
            List<Generated> alone = generate(see(file), settings(way)).get(0);
            assertThat(together.get(i))
                    .extracting(Generated::ids)
                    .isEqualTo(alone.stream().map(Generated::ids).toList());
            for (int s = 0; s < alone.size(); s++) {
                assertThat(together.get(i).get(s).score())
                        .isCloseTo(alone.get(s).score(), org.assertj.core.data.Offset.offset(1e-4));
            }
        }
        assertThat(together.get(0))
                .extracting(Generated::ids)
                .isNotEqualTo(together.get(1).stream().map(Generated::ids).toList());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void should_tell_every_token_while_it_generates(Map<String, Object> way) {
        Map<String, List<Long>> heard = new java.util.TreeMap<>();

        List<List<Generated>> results = generate(
                seen,
                settings(way),
                (input, sequence, token) -> heard.computeIfAbsent(input + "/" + sequence, k -> new ArrayList<>())
                        .add(token),
                new Cancellation());

        for (int i = 0; i < results.size(); i++) {
            for (int s = 0; s < results.get(i).size(); s++) {
                assertThat(heard.get(i + "/" + s))
                        .isEqualTo(java.util.Arrays.stream(results.get(i).get(s).generated())
                                .boxed()
                                .toList());
            }
        }
    }

    @Test
    void should_stop_between_tokens_when_it_is_cancelled() {
        Cancellation cancellation = new Cancellation();
        List<Long> heard = new ArrayList<>();

        assertThatThrownBy(() -> generate(
                        see("rgba.png"),
                        GenerationSettings.of(Map.of("max_length", 14)),
                        (input, sequence, token) -> {
                            heard.add(token);
                            if (heard.size() == 3) {
                                cancellation.request();
                            }
                        },
                        cancellation))
                .isInstanceOfSatisfying(
                        OnnxException.class, e -> assertThat(e.kind()).isEqualTo(OnnxException.Kind.CANCELLED));
        assertThat(heard).hasSize(3);
    }

    @Test
    void should_draw_the_same_tokens_from_the_same_seed() {
        Map<String, Object> way = Map.of("do_sample", true, "temperature", 3.0, "num_return_sequences", 3);

        List<List<Generated>> first = generate(seen, settings(way));
        List<List<Generated>> again = generate(seen, settings(way));
        List<List<Generated>> other = generate(seen, settings(way).with("seed", 7));

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
        assertThat(first.get(0)).extracting(Generated::ids).doesNotHaveDuplicates();
    }

    @Test
    void should_draw_the_best_token_when_only_one_is_left() {
        assertThat(generate(seen, settings(Map.of("do_sample", true, "top_k", 1))))
                .extracting(all -> all.get(0).ids())
                .isEqualTo(generate(seen, settings(Map.of())).stream()
                        .map(all -> all.get(0).ids())
                        .toList());
    }

    @Test
    void should_draw_beams_with_noise() {
        Map<String, Object> way = Map.of("do_sample", true, "num_beams", 3, "temperature", 2.0);

        assertThat(generate(seen, settings(way))).isEqualTo(generate(seen, settings(way)));
        assertThat(generate(seen, settings(way)))
                .isNotEqualTo(generate(seen, settings(way).with("seed", 3)));
    }

    @Test
    void should_say_how_sure_the_model_was() {
        Generated generated = generate(seen, settings(Map.of("forced_bos_token_id", 5)))
                .get(0)
                .get(0);

        assertThat(generated.ids()).startsWith(0L, 5L);
        assertThat(generated.probabilities().get(0)).isNaN();
        assertThat(generated
                        .probabilities()
                        .subList(1, generated.probabilities().size()))
                .allSatisfy(p -> assertThat(p).isBetween(0f, 1f));
        assertThat(generated.meanProbability()).isBetween(0.0, 1.0);
    }

    @Test
    void should_refuse_a_graph_that_is_no_decoder() {
        assertThatThrownBy(() -> Decoder.whole(engine.model(files.graph("encoder_model")), Optional.empty()))
                .isInstanceOf(HubException.class)
                .hasMessageStartingWith(
                        files.graph("encoder_model") + " is no decoder: expected the inputs input_ids or inputs_embeds")
                .hasMessageContaining("found the inputs [pixel_values float32[");
    }

    @Test
    void should_refuse_prompts_of_different_lengths() {
        assertThatThrownBy(() -> new DecoderInputs(
                        new long[][] {{1}, {1, 2}}, Optional.empty(), Optional.empty(), Optional.empty()))
                .hasMessage("Prompts that are generated from together have one length, got [1, 2]");
    }

    /** As decoders with a picture inside their prompt want it: the prompt's embeddings given, later tokens embedded. */
    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(ints = {1, 3})
    void should_start_from_embeddings_of_a_prompt(int beams) {
        HubFiles florence = KeptModels.files("florence2");
        Decoder words = Decoder.of(florence, engine);
        long[] prompt = {2, 0, 68, 725};
        GenerationSettings how =
                GenerationSettings.of(Map.of("max_new_tokens", 8, "num_beams", beams, "eos_token_id", 2));
        Tensor states = Tensor.write(
                out -> {
                    for (int i = 0; i < 5 * 32; i++) {
                        out.put((float) Math.sin(i));
                    }
                },
                1,
                5,
                32);
        Map<String, HeldTensor> embedded = engine.model(florence.graph("embed_tokens"))
                .hold(Map.of("input_ids", Tensor.of(prompt, 1, 4)), Map.of(), List.of(), new Cancellation());
        try (HeldTensor held = engine.hold("states", states);
                HeldTensor embeddings = embedded.values().iterator().next()) {
            DecoderInputs byIds =
                    new DecoderInputs(new long[][] {prompt}, Optional.of(held), Optional.empty(), Optional.empty());
            DecoderInputs byEmbeddings = new DecoderInputs(
                    new long[][] {{9, 9, 9, 9}}, Optional.of(held), Optional.empty(), Optional.of(embeddings));

            Generated expected = Generator.generate(words, byIds, how, new Cancellation())
                    .get(0)
                    .get(0);
            Generated actual = Generator.generate(words, byEmbeddings, how, new Cancellation())
                    .get(0)
                    .get(0);

            assertThat(actual.generated()).isEqualTo(expected.generated());
        }
    }
}
