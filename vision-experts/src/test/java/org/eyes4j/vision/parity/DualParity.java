package org.eyes4j.vision.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.dual.DualEncoder;
import org.eyes4j.vision.dual.Similarity;
import org.eyes4j.vision.dual.ZeroShot;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxModel;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.onnx.TensorSpec;

/** CLIP and SigLIP: zero-shot classification. */
final class DualParity implements FamilyParity {
    /** What a graph of one side calls its output, and what the record calls it where the two differ. */
    private static final Map<String, List<String>> ONE_SIDED = Map.of(
            "text_embeds", List.of("text_embeds_raw"),
            "image_embeds", List.of("image_embeds_raw"),
            "pooler_output", List.of("text_pooler_output", "vision_pooler_output"));

    @Override
    public boolean covers(ParityCase recorded) {
        return recorded.family()
                .filter(f -> f == HubFamily.CLIP || f == HubFamily.SIGLIP)
                .isPresent();
    }

    @Override
    public void check(ParityCase recorded, OnnxEngine engine) {
        Compared compared = new Compared(recorded);
        HubFiles files = recorded.model().orElseThrow();
        try (DualEncoder encoder = DualEncoder.of(files, engine, options(recorded))) {
            List<String> labels = texts(recorded.input("labels"));
            ZeroShot zeroShot =
                    new ZeroShot(encoder, recorded.input("hypothesis_template").asText(encoder.template()));
            tokens(recorded, compared, encoder, zeroShot.sentences(labels));
            compared.pictures();
            rawOutputs(recorded, compared, files, engine);
            results(recorded, compared, encoder, labels);
            // From end to end, within what raw outputs may be off.
            double[] scores = zeroShot.classify(recorded.picture("image"), labels, new Cancellation())
                    .scores();
            compared.near("whole way", "scores", scores);
        }
        compared.all();
    }

    /** What the files do not tell. */
    static Parameters options(ParityCase recorded) {
        HubFiles files = recorded.model().orElseThrow();
        Map<String, Object> options = new LinkedHashMap<>();
        if (recorded.input("padding").isTextual()) {
            options.put("padding", recorded.input("padding").asText());
        }
        if (recorded.input("max_length").isInt()) {
            options.put("max_length", recorded.input("max_length").asInt());
        }
        if (!files.hasGraph("model") && recorded.record().has("logit_scale_exp")) {
            options.put("logit_scale", recorded.record().path("logit_scale_exp").asDouble());
            options.put("logit_bias", recorded.record().path("logit_bias").asDouble(0));
        }
        return new Parameters(files.name(), options);
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static void tokens(ParityCase recorded, Compared compared, DualEncoder encoder, List<String> sentences) {
        var tokens = encoder.tokens(sentences);
        compared.same("texts to tokens", "input_ids", tokens.ids());
        if (recorded.has("attention_mask")) {
            compared.same("texts to tokens", "attention_mask", tokens.attention());
        }
    }

    /** Each graph with the recorded inputs; the sides alone do not normalise, so that their record has another name. */
    private static void rawOutputs(ParityCase recorded, Compared compared, HubFiles files, OnnxEngine engine) {
        int graphs = 0;
        for (String path :
                files.paths().stream().filter(p -> p.endsWith(".onnx")).toList()) {
            OnnxModel graph = engine.model(files.need(path));
            if (!graph.inputs().stream().map(TensorSpec::name).allMatch(recorded::has)) {
                continue;
            }
            Map<String, Tensor> inputs = new LinkedHashMap<>();
            graph.inputs().forEach(i -> inputs.put(i.name(), recorded.tensor(i.name())));
            boolean oneSided = !inputs.containsKey("pixel_values") || !inputs.containsKey("input_ids");
            for (Map.Entry<String, Tensor> output : graph.run(inputs).asMap().entrySet()) {
                List<String> names = oneSided
                        ? ONE_SIDED.getOrDefault(output.getKey(), List.of(output.getKey()))
                        : List.of(output.getKey());
                for (String name : names) {
                    boolean otherSide = name.startsWith("vision") && !inputs.containsKey("pixel_values")
                            || name.startsWith("text_pooler") && inputs.containsKey("pixel_values");
                    if (recorded.has(name) && !otherSide) {
                        compared.same("raw outputs of " + path, name, output.getValue());
                        graphs++;
                    }
                    if (name.equals("logits_per_text") && recorded.has("logits_per_image")) {
                        Tensor wanted = recorded.tensor("logits_per_image");
                        new Stage(recorded, "raw outputs of " + path)
                                .same(
                                        name,
                                        wanted.reshape(wanted.dim(1), wanted.dim(0)),
                                        output.getValue(),
                                        recorded.tolerance("logits_per_image"));
                    }
                }
            }
        }
        if (graphs == 0) {
            throw new Stage(recorded, "raw outputs").failure("graphs", "compared", "some", "none");
        }
    }

    private static void results(ParityCase recorded, Compared compared, DualEncoder encoder, List<String> labels) {
        for (Map.Entry<String, List<String>> side : Map.of(
                        "text_embeds", List.of("text_embeds_raw", "text_pooler_output"),
                        "image_embeds", List.of("image_embeds_raw", "vision_pooler_output"))
                .entrySet()) {
            for (String raw : side.getValue()) {
                if (recorded.has(raw)) {
                    compared.tensor(raw);
                    compared.same("normalisation", side.getKey(), DualEncoder.normalised(recorded.tensor(raw), raw));
                }
            }
        }
        Similarity similarity = encoder.similarity(new Cancellation());
        float[][] texts = DualEncoder.normalised(recorded.tensor("text_embeds"), "text_embeds");
        float[][] image = DualEncoder.normalised(recorded.tensor("image_embeds"), "image_embeds");
        double[] logits = similarity.logits(image[0], texts);
        float[] narrow = new float[logits.length];
        double[] stored = Stage.values(recorded.tensor("logits_per_image"));
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) logits[i];
        }
        compared.same("vectors to logits", "logits_per_image", Tensor.of(narrow, 1, narrow.length));
        JsonNode family = recorded.record();
        Stage scale = new Stage(recorded, "scale");
        if (family.has("logit_scale_exp")) {
            double wanted = family.path("logit_scale_exp").asDouble();
            scale.near("logit_scale_exp", wanted, similarity.scale(), 1e-3 * wanted);
        }
        scale.near("logit_bias", family.path("logit_bias").asDouble(0), similarity.bias(), 1e-2);
        compared.near("logits to scores", "scores", similarity.scores(stored));
        ranked(recorded, compared, similarity.scores(stored), labels);
    }

    private static void ranked(ParityCase recorded, Compared compared, double[] scores, List<String> labels) {
        JsonNode ranked = recorded.expected("ranked");
        if (ranked.isMissingNode()) {
            return;
        }
        Stage stage = new Stage(recorded, "ranking");
        List<ZeroShot.Scored> actual = new ArrayList<>(new ZeroShot.Scores(labels, scores).ranked());
        stage.equal("labels", ranked.size(), actual.size());
        double tolerance =
                recorded.json().path("tolerance").path("scores").path("abs").asDouble(0);
        for (int i = 0; i < actual.size(); i++) {
            stage.equal(
                    "label " + i,
                    ranked.path(i).path("label").asText(),
                    actual.get(i).label());
            stage.near(
                    "score " + i,
                    ranked.path(i).path("score").asDouble(),
                    actual.get(i).score(),
                    tolerance);
        }
        compared.result("ranked");
    }
}
