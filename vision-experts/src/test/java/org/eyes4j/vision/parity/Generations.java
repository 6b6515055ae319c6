package org.eyes4j.vision.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.generate.Decoder;
import org.eyes4j.vision.generate.DecoderInputs;
import org.eyes4j.vision.generate.Generated;
import org.eyes4j.vision.generate.GenerationSettings;
import org.eyes4j.vision.generate.Generator;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxModel;

/** Recorded calls of {@code generate}, token by token, on every way in which the decoder is exported. */
final class Generations {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> OWN = Set.of(
            "name",
            "generate_kwargs",
            "sequence",
            "sequences",
            "text",
            "texts",
            "text_raw",
            "texts_raw",
            "text_skip_special",
            "sequences_scores");

    private Generations() {}

    /** The whole of {@code expected.generations}; further members of one are left to {@code more}. */
    static void check(
            ParityCase recorded,
            OnnxEngine engine,
            GenerationSettings ids,
            DecoderInputs inputs,
            BiFunction<long[], Boolean> decode,
            More more) {
        JsonNode generations = recorded.expected("generations");
        if (generations.isEmpty()) {
            throw new AssertionError(recorded.title() + " holds no generations to compare");
        }
        HubFiles files = recorded.model().orElseThrow();
        decoders(files, engine).forEach((how, decoder) -> {
            for (JsonNode generation : generations) {
                check(recorded, how, decoder, generation, ids, inputs, decode, more);
            }
        });
    }

    /** What a family records of a generation besides. */
    interface More {
        /** Whether the member was compared. */
        boolean check(Stage stage, JsonNode generation, String member, long[] sequence);
    }

    /** What a family's tokenizer makes of ids. */
    interface BiFunction<I, F> {
        String text(I ids, F skipSpecial);
    }

    private static void check(
            ParityCase recorded,
            String how,
            Decoder decoder,
            JsonNode generation,
            GenerationSettings ids,
            DecoderInputs inputs,
            BiFunction<long[], Boolean> decode,
            More more) {
        Map<String, Object> kwargs = new LinkedHashMap<>();
        generation
                .path("generate_kwargs")
                .fields()
                .forEachRemaining(e -> kwargs.put(e.getKey(), JSON.convertValue(e.getValue(), Object.class)));
        GenerationSettings settings = ids.with(kwargs);
        List<Generated> results = Generator.generate(decoder, inputs, settings, new Cancellation())
                .get(0);
        Stage stage =
                new Stage(recorded, "generation " + generation.path("name").asText() + " by " + how);
        long fill = settings.pad().stream()
                .filter(p -> p != 0)
                .findFirst()
                .orElse(settings.eos().isEmpty() ? -1 : settings.eos().get(0));
        int longest = results.stream().mapToInt(g -> g.ids().size()).max().orElse(0);
        List<long[]> sequences = results.stream()
                .map(g -> {
                    long[] padded = Arrays.copyOf(g.toArray(), longest);
                    Arrays.fill(padded, g.ids().size(), longest, fill);
                    return padded;
                })
                .toList();
        boolean one = generation.has("sequence");
        List<List<Long>> wanted = new ArrayList<>();
        (one ? List.of(generation.path("sequence")) : generation.path("sequences"))
                .forEach(s -> wanted.add(longs((JsonNode) s)));
        tokens(stage, wanted, sequences);
        for (String member : members(generation)) {
            JsonNode expected = generation.path(member);
            switch (member) {
                case "text", "texts" -> texts(stage, member, expected, sequences, recorded, decode);
                case "text_raw", "texts_raw" -> texts(stage, member, expected, sequences, false, decode);
                case "text_skip_special" -> texts(stage, member, expected, sequences, true, decode);
                case "sequences_scores" -> scores(stage, recorded, expected, results);
                default -> {
                    if (!OWN.contains(member) && !more.check(stage, generation, member, sequences.get(0))) {
                        throw new AssertionError(stage.of().title() + ": nothing compares " + member);
                    }
                }
            }
        }
    }

    private static void tokens(Stage stage, List<List<Long>> wanted, List<long[]> actual) {
        stage.equal("number of sequences", wanted.size(), actual.size());
        for (int i = 0; i < wanted.size(); i++) {
            List<Long> got = Arrays.stream(actual.get(i)).boxed().toList();
            for (int t = 0; t < Math.min(got.size(), wanted.get(i).size()); t++) {
                if (!got.get(t).equals(wanted.get(i).get(t))) {
                    throw stage.failure(
                            "sequence " + i + " " + wanted.get(i) + " against " + got,
                            "index [" + t + "]",
                            wanted.get(i).get(t),
                            got.get(t));
                }
            }
            stage.equal("sequence " + i, wanted.get(i), got);
        }
    }

    private static void texts(
            Stage stage,
            String member,
            JsonNode expected,
            List<long[]> sequences,
            ParityCase recorded,
            BiFunction<long[], Boolean> decode) {
        // Where the text with special tokens is recorded under a name of its own, "text" is without them.
        JsonNode first = recorded.expected("generations").get(0);
        texts(stage, member, expected, sequences, !first.has("text_skip_special"), decode);
    }

    private static void texts(
            Stage stage,
            String member,
            JsonNode expected,
            List<long[]> sequences,
            boolean skipSpecial,
            BiFunction<long[], Boolean> decode) {
        List<String> wanted = new ArrayList<>();
        if (expected.isTextual()) {
            wanted.add(expected.asText());
        } else {
            expected.forEach(t -> wanted.add(t.asText()));
        }
        stage.equal(
                member,
                wanted,
                sequences.stream().map(s -> decode.text(s, skipSpecial)).toList());
    }

    private static void scores(Stage stage, ParityCase recorded, JsonNode expected, List<Generated> results) {
        double tolerance = recorded.json()
                .path("tolerance")
                .path("sequences_scores")
                .path("abs")
                .asDouble(1e-3);
        stage.equal("number of scores", expected.size(), results.size());
        for (int i = 0; i < results.size(); i++) {
            stage.near(
                    "sequences_scores[" + i + "]",
                    expected.get(i).asDouble(),
                    results.get(i).score(),
                    tolerance);
        }
    }

    /** Every way in which the decoder can run from these files. */
    static Map<String, Decoder> decoders(HubFiles files, OnnxEngine engine) {
        Map<String, Decoder> all = new LinkedHashMap<>();
        Optional<OnnxModel> embedding = files.hasGraph("embed_tokens")
                ? Optional.of(engine.model(files.graph("embed_tokens")))
                : Optional.empty();
        all.put("the chosen graphs", Decoder.of(files, engine));
        if (files.hasGraph("decoder_with_past_model") && files.hasGraph("decoder_model")) {
            OnnxModel first = engine.model(files.graph("decoder_model"));
            all.put(
                    "split graphs",
                    Decoder.split(first, engine.model(files.graph("decoder_with_past_model")), embedding));
            all.put("one graph without a cache", Decoder.whole(first, embedding));
        }
        return all;
    }

    private static List<String> members(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    static List<Long> longs(JsonNode array) {
        List<Long> longs = new ArrayList<>();
        array.forEach(e -> longs.add(e.asLong()));
        return longs;
    }
}
