package org.eyes4j.vision.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.onnx.OnnxModel;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.onnx.TensorSpec;

/**
 * A decoder's graph with what its names mean. A cache input {@code past_key_values.0.decoder.key} and a cache output {@code
 * present.0.decoder.key} belong together by what follows the first dot.
 */
final class DecoderGraph {
    private static final Set<String> TOKENS = Set.of("input_ids", "decoder_input_ids");
    private static final Set<String> EMBEDDINGS = Set.of("inputs_embeds", "decoder_inputs_embeds");
    private static final Set<String> MASKS = Set.of("attention_mask", "decoder_attention_mask");
    private static final Set<String> STATES = Set.of("encoder_hidden_states", "encoder_outputs");

    private final OnnxModel model;
    private final Map<String, TensorSpec> past = new LinkedHashMap<>();
    private final Map<String, String> present = new LinkedHashMap<>();
    private String logits = "";
    private Optional<String> tokens = Optional.empty();
    private Optional<String> embeddings = Optional.empty();
    private Optional<String> branch = Optional.empty();
    private Optional<String> mask = Optional.empty();
    private Optional<String> positions = Optional.empty();
    private Optional<TensorSpec> keptScores = Optional.empty();
    private Optional<String> states = Optional.empty();
    private Optional<String> statesMask = Optional.empty();

    DecoderGraph(OnnxModel model) {
        this.model = model;
        List<String> unknown = new ArrayList<>();
        for (TensorSpec input : model.inputs()) {
            if (!known(input)) {
                unknown.add(input.toString());
            }
        }
        for (TensorSpec output : model.outputs()) {
            String name = output.name();
            if (name.startsWith("present")) {
                present.put(suffix(name), name);
            } else if (name.equals("logits")) {
                logits = name;
            }
        }
        if (!unknown.isEmpty() || logits.isEmpty() || tokens.isEmpty() && embeddings.isEmpty()) {
            throw new HubException(
                    model.path() + " is no decoder: expected the inputs input_ids or inputs_embeds, and of"
                            + " attention_mask, position_ids, encoder_hidden_states, encoder_attention_mask, past…,"
                            + " use_cache_branch only those it needs, and the output logits; found the inputs "
                            + model.inputs() + " and the outputs " + model.outputs());
        }
    }

    private boolean known(TensorSpec input) {
        String name = input.name();
        if (TOKENS.contains(name)) {
            tokens = Optional.of(name);
        } else if (EMBEDDINGS.contains(name)) {
            embeddings = Optional.of(name);
        } else if (MASKS.contains(name)) {
            mask = Optional.of(name);
        } else if (STATES.contains(name)) {
            states = Optional.of(name);
        } else if (name.equals("encoder_attention_mask")) {
            statesMask = Optional.of(name);
        } else if (name.equals("position_ids")) {
            positions = Optional.of(name);
        } else if (name.equals("num_logits_to_keep")) {
            keptScores = Optional.of(input);
        } else if (name.equals("use_cache_branch")) {
            branch = Optional.of(name);
        } else if (name.startsWith("past")) {
            past.put(suffix(name), input);
        } else {
            return false;
        }
        return true;
    }

    private static String suffix(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(dot + 1);
    }

    OnnxModel model() {
        return model;
    }

    /** Cache inputs by what names them in both directions. */
    Map<String, TensorSpec> past() {
        return past;
    }

    /** Cache outputs by the same. */
    Map<String, String> present() {
        return present;
    }

    String logits() {
        return logits;
    }

    Optional<String> tokens() {
        return tokens;
    }

    Optional<String> embeddings() {
        return embeddings;
    }

    Optional<String> branch() {
        return branch;
    }

    Optional<String> mask() {
        return mask;
    }

    Optional<String> positions() {
        return positions;
    }

    /** Of how many positions, from the last, scores are wanted; only one ever is. */
    Optional<TensorSpec> keptScores() {
        return keptScores;
    }

    Optional<String> states() {
        return states;
    }

    Optional<String> statesMask() {
        return statesMask;
    }

    /** A cache that remembers nothing yet. */
    Tensor empty(TensorSpec cache, int rows) {
        long[] shape = cache.shape().stream().mapToLong(Long::longValue).toArray();
        shape[0] = rows;
        for (int d = 1; d < shape.length; d++) {
            // Heads and their width are fixed in a graph; what is open is the length.
            shape[d] = Math.max(0, shape[d]);
        }
        return Tensor.zeros(cache.type(), shape);
    }
}
