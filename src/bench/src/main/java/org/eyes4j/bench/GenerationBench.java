package org.eyes4j.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.generate.Decoder;
import org.eyes4j.vision.generate.DecoderInputs;
import org.eyes4j.vision.generate.GenerationSettings;
import org.eyes4j.vision.generate.Generator;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxSettings;

/**
 * The generator's loop against the bare runs of its decoder: the same tokens fed, the cache handed on, nothing chosen. Both on one
 * thread, and by its processor time, so that other work on the machine does not count.
 */
final class GenerationBench {
    private static final int TOKENS = 24;

    private GenerationBench() {}

    static void run(OnnxSettings onnx) throws Exception {
        Path folder = Files.createTempDirectory("eyes4j-bench");
        Path file = folder.resolve("decoder.onnx");
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setMemoryPatternOptimization(false);
        try {
            MadeDecoder.write(file);
            try (OrtSession session = environment.createSession(file.toString(), options);
                    OnnxEngine engine = new OnnxEngine(onnx.withThreads(1))) {
                Decoder decoder = Decoder.cached(engine.model(file), Optional.empty());
                compare("generate greedily", 1, decoder, session, environment);
                compare("generate with 3 beams", 3, decoder, session, environment);
            }
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    private static void compare(String what, int beams, Decoder decoder, OrtSession session, OrtEnvironment environment)
            throws Exception {
        GenerationSettings settings =
                GenerationSettings.of(Map.of("num_beams", beams, "max_new_tokens", TOKENS, "no_repeat_ngram_size", 3));
        DecoderInputs inputs =
                new DecoderInputs(new long[][] {{1}}, Optional.empty(), Optional.empty(), Optional.empty());
        new SideBySide(1, 5, ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime)
                .compare(
                        what + ", " + TOKENS + " tokens",
                        () -> Generator.generate(decoder, inputs, settings, new Cancellation()),
                        "bare runs of the decoder",
                        () -> bare(session, environment, beams),
                        1.05);
    }

    private static void bare(OrtSession session, OrtEnvironment environment, int beams) throws OrtException {
        Map<String, OnnxTensor> past = new HashMap<>();
        long[] none = {1, MadeDecoder.HEADS, 0, MadeDecoder.WIDTH / MadeDecoder.HEADS};
        for (int layer = 0; layer < MadeDecoder.LAYERS; layer++) {
            for (String what : new String[] {".key", ".value"}) {
                past.put("past_key_values." + layer + what, OnnxTensor.createTensor(environment, floats(0), none));
            }
        }
        for (int step = 0; step < TOKENS; step++) {
            // The prompt runs once, then all beams.
            int rows = step == 0 ? 1 : beams;
            if (step == 1 && beams > 1) {
                past = repeated(past, beams, environment);
            }
            LongBuffer ids = ByteBuffer.allocateDirect(rows * 8)
                    .order(ByteOrder.nativeOrder())
                    .asLongBuffer();
            Map<String, OnnxTensor> inputs = new HashMap<>(past);
            try (OnnxTensor tokens = OnnxTensor.createTensor(environment, ids, new long[] {rows, 1})) {
                inputs.put("input_ids", tokens);
                OrtSession.Result result = session.run(inputs);
                past.values().forEach(OnnxTensor::close);
                past = new HashMap<>();
                for (Map.Entry<String, ai.onnxruntime.OnnxValue> output : result) {
                    if (output.getKey().startsWith("present")) {
                        past.put(output.getKey().replace("present", "past_key_values"), (OnnxTensor) output.getValue());
                    } else {
                        output.getValue().close();
                    }
                }
            }
        }
        past.values().forEach(OnnxTensor::close);
    }

    private static Map<String, OnnxTensor> repeated(Map<String, OnnxTensor> past, int times, OrtEnvironment environment)
            throws OrtException {
        Map<String, OnnxTensor> repeated = new HashMap<>();
        for (Map.Entry<String, OnnxTensor> entry : past.entrySet()) {
            FloatBuffer one = entry.getValue().getFloatBuffer();
            long[] shape = entry.getValue().getInfo().getShape();
            shape[0] = times;
            FloatBuffer all = floats(one.remaining() * times);
            for (int i = 0; i < times; i++) {
                all.put(one.duplicate());
            }
            repeated.put(entry.getKey(), OnnxTensor.createTensor(environment, all.rewind(), shape));
            entry.getValue().close();
        }
        return repeated;
    }

    private static FloatBuffer floats(int size) {
        return ByteBuffer.allocateDirect(size * 4)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
