package org.eyes4j.vision.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.florence.Florence2;
import org.eyes4j.vision.florence.FlorenceAnswer;
import org.eyes4j.vision.florence.FlorenceItem;
import org.eyes4j.vision.generate.DecoderInputs;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.onnx.HeldTensor;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.Tensor;

/** Florence-2: prompts, pixels, both encoders, every recorded way of generating, and what the texts and ids say. */
final class Florence2Parity implements FamilyParity {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public boolean covers(ParityCase recorded) {
        return recorded.family().equals(Optional.of(HubFamily.FLORENCE2));
    }

    @Override
    public void check(ParityCase recorded, OnnxEngine engine) {
        try (Florence2 model = Florence2.of(recorded.model().orElseThrow(), engine)) {
            int compared = prompts(recorded, model) + texts(recorded, model);
            if (recorded.has("pixel_values")) {
                task(recorded, model, engine);
                compared++;
            }
            if (compared == 0) {
                throw new AssertionError(recorded.title() + " holds nothing that is compared: " + recorded.json());
            }
        }
    }

    private static int prompts(ParityCase recorded, Florence2 model) {
        JsonNode prompts = recorded.expected("prompts");
        Stage stage = new Stage(recorded, "prompts");
        for (JsonNode one : prompts) {
            String text = one.path("text").asText();
            String prompt = model.prompt(text);
            stage.equal("prompt of " + text, one.path("prompt").asText(), prompt);
            tokens(stage, text, Generations.longs(one.path("input_ids")), model.tokens(prompt));
        }
        return prompts.size();
    }

    private static int texts(ParityCase recorded, Florence2 model) {
        JsonNode cases = recorded.expected("cases");
        Stage stage = new Stage(recorded, "reading of answers");
        for (JsonNode one : cases) {
            String task = one.path("task").asText();
            String text = one.path("text").asText();
            int width = one.path("image_size").path("width").asInt();
            int height = one.path("image_size").path("height").asInt();
            stage.equal(
                    "result of " + task + " " + text,
                    one.path("result"),
                    json(model.answer(text, task, width, height)));
            if (one.has("result_from_ids")) {
                stage.equal(
                        "result_from_ids of " + task + " " + text,
                        one.path("result_from_ids"),
                        json(model.answer(ids(one.path("token_ids")), task, width, height)));
            }
        }
        return cases.size();
    }

    private static void task(ParityCase recorded, Florence2 model, OnnxEngine engine) {
        Cancellation never = new Cancellation();
        String task = recorded.input("task").asText();
        Stage words = new Stage(recorded, "prompt");
        String prompt = model.prompt(task + recorded.input("text_input").asText());
        words.equal("prompt", recorded.input("prompt").asText(), prompt);
        long[] ids = model.tokens(prompt);
        words.same("input_ids", Tensor.of(ids, 1, ids.length));
        PixelValues.check(recorded);
        RawOutputs.check(recorded, engine);
        try (HeldTensor seen = model.look(recorded.tensor("pixel_values"), never)) {
            new Stage(recorded, "picture encoder").same("image_features", seen.read());
        }
        Tensor features = recorded.tensor("image_features");
        placeholders(recorded, words, ids, features.dim(1));
        try (HeldTensor encoded = model.encode(features, new long[][] {ids}, never)) {
            new Stage(recorded, "encoder").same("encoder_last_hidden_state", encoded.read());
        }
        try (HeldTensor stored = engine.hold("states", recorded.tensor("encoder_last_hidden_state"))) {
            DecoderInputs inputs = model.inputs(stored);
            Generations.decoders(recorded.model().orElseThrow(), engine)
                    .forEach((how, decoder) -> new Stage(recorded, "first scores by " + how)
                            .same("first_logits", decoder.scores(inputs, never)));
            Generations.check(
                    recorded,
                    engine,
                    model.settings().onlyIds(),
                    inputs,
                    model::text,
                    (stage, generation, member, sequence) -> said(stage, generation, member, sequence, model, task));
        }
    }

    /** transformers' own ids: as many placeholders as the picture has features, then the prompt. */
    private static void placeholders(ParityCase recorded, Stage stage, long[] ids, int features) {
        if (recorded.has("input_ids_native")) {
            long[] own = recorded.tensor("input_ids_native").toLongArray();
            stage.equal("input_ids_native, length", own.length, features + ids.length);
            stage.equal(
                    "input_ids_native, placeholders",
                    1L,
                    Arrays.stream(own, 0, features).distinct().count());
            tokens(
                    stage,
                    "input_ids_native",
                    Arrays.stream(own, features, own.length).boxed().toList(),
                    ids);
        }
    }

    private static boolean said(
            Stage stage, JsonNode generation, String member, long[] sequence, Florence2 model, String task) {
        JsonNode size = stage.of().input("image_size");
        int width = size.path("width").asInt();
        int height = size.path("height").asInt();
        FlorenceAnswer answer;
        switch (member) {
            case "post_processed_text" ->
                answer = model.answer(generation.path("text").asText(), task, width, height);
            case "post_processed_sequence" -> answer = model.answer(sequence, task, width, height);
            default -> {
                return false;
            }
        }
        stage.equal(member, generation.path(member).path(task), json(answer));
        return true;
    }

    private static void tokens(Stage stage, String what, List<Long> expected, long[] actual) {
        stage.equal("tokens of " + what, expected, Arrays.stream(actual).boxed().toList());
    }

    private static long[] ids(JsonNode array) {
        return Generations.longs(array).stream().mapToLong(Long::longValue).toArray();
    }

    /** In the form of the reference. */
    private static JsonNode json(FlorenceAnswer answer) {
        ObjectNode json = JSON.createObjectNode();
        switch (answer.answering()) {
            case PURE_TEXT -> {
                return JSON.getNodeFactory().textNode(answer.text());
            }
            case OCR -> put(json, "quad_boxes", "labels", answer.items(), FlorenceItem.Shape.QUAD);
            case DESCRIPTION_WITH_BBOXES, PHRASE_GROUNDING, BBOXES ->
                put(json, "bboxes", "labels", answer.items(), FlorenceItem.Shape.BOX);
            case POLYGONS, DESCRIPTION_WITH_POLYGONS ->
                put(json, "polygons", "labels", answer.items(), FlorenceItem.Shape.POLYGONS);
            case DESCRIPTION_WITH_BBOXES_OR_POLYGONS -> {
                put(json, "bboxes", "bboxes_labels", answer.items(), FlorenceItem.Shape.BOX);
                put(json, "polygons", "polygons_labels", answer.items(), FlorenceItem.Shape.POLYGONS);
            }
        }
        return json;
    }

    private static void put(
            ObjectNode json, String shapes, String labels, List<FlorenceItem> items, FlorenceItem.Shape shape) {
        List<Object> coordinates = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (FlorenceItem item : items) {
            if (item.shape() == shape) {
                coordinates.add(
                        shape == FlorenceItem.Shape.POLYGONS
                                ? item.coordinates()
                                : item.coordinates().get(0));
                names.add(item.label());
            }
        }
        json.set(shapes, JSON.valueToTree(coordinates));
        json.set(labels, JSON.valueToTree(names));
    }
}
