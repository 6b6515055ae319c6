package org.eyes4j.vision.parity;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxModel;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.onnx.TensorSpec;

/** The second stage, for any family: every graph whose inputs are recorded is fed with them and compared with what is recorded. */
final class RawOutputs {
    private RawOutputs() {}

    /** Runs every graph that can be run; the number of tensors compared. */
    static int check(ParityCase recorded, OnnxEngine engine) {
        HubFiles files = recorded.model().orElseThrow();
        int compared = 0;
        for (String path : files.paths()) {
            if (path.endsWith(".onnx")) {
                compared += check(recorded, files.need(path), engine);
            }
        }
        return compared;
    }

    private static int check(ParityCase recorded, Path file, OnnxEngine engine) {
        OnnxModel graph = engine.model(file);
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (TensorSpec input : graph.inputs()) {
            if (!recorded.has(input.name())
                    || !input.accepts(recorded.tensor(input.name()).shape())) {
                return 0;
            }
            inputs.put(input.name(), recorded.tensor(input.name()));
        }
        List<String> wanted = graph.outputs().stream()
                .map(TensorSpec::name)
                .filter(recorded::has)
                .toList();
        if (wanted.isEmpty()) {
            return 0;
        }
        Stage stage = new Stage(recorded, "raw outputs of " + file.getFileName());
        graph.run(inputs, wanted, new Cancellation()).asMap().forEach(stage::same);
        return wanted.size();
    }
}
