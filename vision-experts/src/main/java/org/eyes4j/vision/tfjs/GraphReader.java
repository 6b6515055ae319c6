package org.eyes4j.vision.tfjs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.eyes4j.vision.tfjs.TfjsGraph.SignatureInput;
import org.eyes4j.vision.tfjs.TfjsGraph.WeightGroup;
import org.eyes4j.vision.tfjs.WeightSpec.Storage;

/** Reads {@code model.json} into a {@link TfjsGraph}; checks its form and its size, not what the graph computes. */
final class GraphReader {
    private static final int MAX_DEPTH = 64;

    private final TfjsLimits limits;

    GraphReader(TfjsLimits limits) {
        this.limits = limits;
    }

    TfjsGraph read(Path modelJson) throws IOException {
        if (!Files.isRegularFile(modelJson)) {
            throw new TfjsImportException("There is no TensorFlow.js model at " + modelJson);
        }
        long size = Files.size(modelJson);
        if (size > limits.maxJsonBytes()) {
            throw new TfjsImportException(
                    modelJson + " has " + size + " bytes; at most " + limits.maxJsonBytes() + " are read");
        }
        try {
            return graph(mapper().readTree(modelJson.toFile()));
        } catch (JsonProcessingException e) {
            throw new TfjsImportException(modelJson + " is not valid JSON: " + e.getOriginalMessage(), e);
        } catch (UnsupportedGraph e) {
            throw new TfjsImportException(modelJson + ": " + e.getMessage(), e);
        }
    }

    private static ObjectMapper mapper() {
        StreamReadConstraints constraints =
                StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build();
        return new ObjectMapper(
                JsonFactory.builder().streamReadConstraints(constraints).build());
    }

    private TfjsGraph graph(JsonNode root) {
        JsonNode topology = root.path("modelTopology");
        if (!topology.path("node").isArray()) {
            throw new UnsupportedGraph("expected a TensorFlow.js graph model, with 'modelTopology.node'"
                    + (topology.has("model_config") ? "; this is a layers model" : ""));
        }
        JsonNode signature = signature(root);
        List<SignatureInput> inputs = new ArrayList<>();
        signature.path("inputs").properties().forEach(e -> inputs.add(signatureInput(e.getKey(), e.getValue())));
        List<TfjsOutput> outputs = new ArrayList<>();
        signature
                .path("outputs")
                .properties()
                .forEach(e -> outputs.add(
                        new TfjsOutput(Names.tensor(required(e.getValue(), "name")), Names.node(e.getKey()))));
        return new TfjsGraph(nodes(topology.path("node")), weights(root.path("weightsManifest")), inputs, outputs);
    }

    private static JsonNode signature(JsonNode root) {
        JsonNode own = root.path("signature");
        return own.isObject() ? own : root.path("userDefinedMetadata").path("signature");
    }

    private static SignatureInput signatureInput(String key, JsonNode value) {
        List<Integer> dims = new ArrayList<>();
        value.path("tensorShape").path("dim").forEach(d -> dims.add(dimension(d.path("size"))));
        return new SignatureInput(
                Names.tensor(required(value, "name")),
                Names.node(key),
                TfjsType.ofTensorFlow(value.path("dtype").asText("DT_FLOAT")),
                dims);
    }

    private static int dimension(JsonNode size) {
        try {
            return Integer.parseInt(size.asText("-1"));
        } catch (NumberFormatException e) {
            throw new UnsupportedGraph("a dimension of " + size);
        }
    }

    private Map<String, TfjsNode> nodes(JsonNode array) {
        if (array.size() > limits.maxNodes()) {
            throw new UnsupportedGraph(array.size() + " nodes; at most " + limits.maxNodes() + " are read");
        }
        Map<String, TfjsNode> nodes = new LinkedHashMap<>();
        for (JsonNode json : array) {
            String name = required(json, "name");
            List<String> inputs = StreamSupport.stream(json.path("input").spliterator(), false)
                    .map(JsonNode::asText)
                    .filter(i -> !Names.isControl(i))
                    .map(Names::tensor)
                    .toList();
            if (nodes.put(name, new TfjsNode(name, required(json, "op"), inputs, new Attributes(json.path("attr"))))
                    != null) {
                throw new UnsupportedGraph("two nodes are named '" + name + "'");
            }
        }
        return nodes;
    }

    private List<WeightGroup> weights(JsonNode manifest) {
        List<WeightGroup> groups = new ArrayList<>();
        int count = 0;
        for (JsonNode group : manifest) {
            List<String> paths = new ArrayList<>();
            group.path("paths").forEach(p -> paths.add(p.asText()));
            List<WeightSpec> specs = new ArrayList<>();
            group.path("weights").forEach(w -> specs.add(weight(w)));
            groups.add(new WeightGroup(paths, specs));
            count += specs.size();
            if (count > limits.maxWeights()) {
                throw new UnsupportedGraph("more than " + limits.maxWeights() + " weights");
            }
        }
        return groups;
    }

    private static WeightSpec weight(JsonNode json) {
        String name = required(json, "name");
        try {
            List<Integer> dims = new ArrayList<>();
            for (JsonNode d : json.path("shape")) {
                if (!d.isInt()) {
                    throw new UnsupportedGraph("a dimension of " + d);
                }
                dims.add(d.intValue());
            }
            TfjsType type = TfjsType.ofWeight(required(json, "dtype"));
            JsonNode quantization = json.path("quantization");
            Storage storage = storage(quantization);
            if ((storage == Storage.UINT8 || storage == Storage.UINT16)
                    && !quantization.path("scale").isNumber()) {
                throw new UnsupportedGraph("quantised without a scale");
            }
            boolean fits = switch (storage) {
                case PLAIN -> true;
                case FLOAT16 -> type == TfjsType.FLOAT32;
                case UINT8, UINT16 -> type != TfjsType.BOOL;
            };
            if (!fits) {
                throw new UnsupportedGraph("quantised as " + storage + " but of type " + type);
            }
            return new WeightSpec(
                    name,
                    type,
                    new Shape(dims),
                    storage,
                    quantization.path("scale").asDouble(1),
                    quantization.path("min").asDouble(0));
        } catch (UnsupportedGraph e) {
            throw new UnsupportedGraph("weight '" + name + "': " + e.getMessage());
        }
    }

    private static Storage storage(JsonNode quantization) {
        if (!quantization.isObject()) {
            return Storage.PLAIN;
        }
        String dtype = quantization.path("dtype").asText("uint8");
        return switch (dtype) {
            case "float16" -> Storage.FLOAT16;
            case "uint8" -> Storage.UINT8;
            case "uint16" -> Storage.UINT16;
            default -> throw new UnsupportedGraph("quantised as '" + dtype + "' (expected float16, uint8 or uint16)");
        };
    }

    private static String required(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw new UnsupportedGraph("expected a text '" + field + "' in " + abbreviated(json));
        }
        return value.asText();
    }

    private static String abbreviated(JsonNode json) {
        String text = json.toString();
        return text.length() <= 120 ? text : text.substring(0, 120) + "…";
    }
}
