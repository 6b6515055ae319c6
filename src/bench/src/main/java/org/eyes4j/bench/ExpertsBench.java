package org.eyes4j.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.config.Home;
import org.eyes4j.config.Settings;
import org.eyes4j.config.model.ModelCatalogue;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.Experts;
import org.eyes4j.vision.expert.Expert;
import org.eyes4j.vision.expert.ModelProvider;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.intake.ModelIntake;
import org.eyes4j.vision.intake.Trial;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxSettings;
import org.eyes4j.vision.store.RepositoryReader;

/**
 * What experts do around the bare runs of their sessions, call by call, and what a thousand calls leave in memory. Each call sees
 * another picture. A call and the runs in it are timed together, so that a busy moment of the machine weighs on both.
 */
final class ExpertsBench {
    /** Until the virtual machine has compiled what it will. */
    private static final int WARM = 1000;

    private static final double WARM_SECONDS = 10;

    private final OnnxSettings onnx;
    private final Settings settings;
    private final Raster picture;
    private final int calls;
    private final double seconds;

    /**
     * With what models run in.
     *
     * @param calls wanted of each tool
     * @param seconds that they may take together; fewer calls are made where they would take longer
     */
    ExpertsBench(OnnxSettings onnx, Settings settings, Raster picture, int calls, double seconds) {
        this.onnx = onnx;
        this.settings = settings;
        this.picture = picture;
        this.calls = calls;
        this.seconds = seconds;
    }

    /** Every model in a hub's layout that there is, for everything it serves. */
    void families() {
        ModelIntake intake = new ModelIntake(
                new RepositoryReader(Home.of(System.getenv(), System.getProperties()), settings, System.getenv()));
        for (Path folder : Repositories.all()) {
            try {
                ModelManifest manifest = intake.draft(folder.toString(), "", "").manifest();
                ModelProvider inPlace = new InPlace();
                System.out.printf("%s (%s)%n", folder, manifest.family());
                ModelCatalogue alone = new ModelCatalogue(List.of(manifest));
                for (String capability : manifest.capabilities()) {
                    measure(manifest, alone, inPlace, capability, Double.NaN);
                }
            } catch (HubException e) {
                System.out.printf("%s: %s%n", folder, e.getMessage());
            }
        }
    }

    /**
     * One model for one of its tools.
     *
     * @param catalogue that holds it, and whatever else the tool needs
     * @param limit what the work around the session may be of it; NaN for no limit, as where the model is a toy
     */
    void measure(
            ModelManifest manifest, ModelCatalogue catalogue, ModelProvider provider, String capability, double limit) {
        try (OnnxEngine engine = new OnnxEngine(onnx)) {
            Models models = new Models(catalogue, provider, engine);
            List<Tool> experts = Experts.all(models, settings);
            try (ToolRegistry tools = ToolRegistry.of(experts)) {
                Optional<Tool> tool = tools.find(capability)
                        .filter(t -> t instanceof Expert e && e.families().contains(manifest.family()));
                if (tool.isPresent()) {
                    run(tools, tool.get(), manifest, engine, limit);
                }
            }
        }
    }

    private void run(ToolRegistry tools, Tool tool, ModelManifest manifest, OnnxEngine engine, double limit) {
        FreshPictures pictures = new FreshPictures(picture);
        Optional<Trial> trial = Arrays.stream(Trial.values())
                .filter(t -> runs(tools, tool, manifest, t, pictures))
                .findFirst();
        String what = manifest.name() + " " + tool.specification().name();
        if (trial.isEmpty()) {
            System.out.printf("  %-42s does not run on a made-up call%n", what);
            return;
        }
        timed(tools, tool, manifest, trial.get(), pictures, engine);
        double one = timed(tools, tool, manifest, trial.get(), pictures, engine)[0];
        // At least as many as caches of encodings hold.
        int warm = (int) Math.max(12, Math.min(WARM, WARM_SECONDS * 1000 / one));
        long start = System.nanoTime();
        for (int i = 0; i < warm; i++) {
            timed(tools, tool, manifest, trial.get(), pictures, engine);
        }
        double each = (System.nanoTime() - start) / 1e6 / warm;
        int most = (int) Math.max(12, Math.min(calls, seconds * 1000 / each));
        long before = HeldMemory.megabytes();
        List<double[]> times = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            times.add(timed(tools, tool, manifest, trial.get(), pictures, engine));
        }
        long more = HeldMemory.megabytes() - before;
        double share = median(times, t -> (t[0] - t[1]) / t[1]);
        System.out.printf(
                Locale.ROOT,
                "  %-42s %8.2f ms, sessions %8.2f ms, around them %6.2f ms = %5.1f %%%s; %+d MB after %d calls%n",
                what,
                median(times, t -> t[0]),
                median(times, t -> t[1]),
                median(times, t -> t[0] - t[1]),
                100 * share,
                share > limit ? " MISSED " + Math.round(100 * limit) + " %" : "",
                more,
                most);
    }

    /** Milliseconds of the call, and of the runs in it. */
    private double[] timed(
            ToolRegistry tools,
            Tool tool,
            ModelManifest manifest,
            Trial trial,
            FreshPictures pictures,
            OnnxEngine engine) {
        Map<String, Value> arguments = trial.arguments(tool.specification(), image(pictures));
        long inRuns = engine.timeInRuns().toNanos();
        long start = System.nanoTime();
        tools.call(new ToolCall(tool.specification().name(), arguments), context(manifest));
        long end = System.nanoTime();
        return new double[] {(end - start) / 1e6, (engine.timeInRuns().toNanos() - inRuns) / 1e6};
    }

    private static boolean runs(
            ToolRegistry tools, Tool tool, ModelManifest manifest, Trial trial, FreshPictures pictures) {
        String name = tool.specification().name();
        Map<String, Value> arguments = trial.arguments(tool.specification(), image(pictures));
        return tools.call(new ToolCall(name, arguments), context(manifest)) instanceof ToolResult.Success;
    }

    private static Value.Image image(FreshPictures pictures) {
        Raster next = pictures.next();
        next.fingerprint();
        return Value.Image.of("picture", next);
    }

    private static ToolContext context(ModelManifest manifest) {
        return new ToolContext(new Cancellation(), p -> {}, w -> {}, Optional.of(manifest.name()), Optional.empty());
    }

    private static double median(List<double[]> times, java.util.function.ToDoubleFunction<double[]> of) {
        double[] sorted = times.stream().mapToDouble(of).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** Models that lie in a folder and are not installed. */
    private static final class InPlace implements ModelProvider {
        @Override
        public Files ensure(ModelManifest manifest, ToolContext context) {
            return role ->
                    Path.of(manifest.file(role).parts().get(0).sources().get(0).substring("file:".length()));
        }

        @Override
        public boolean isInstalled(ModelManifest manifest) {
            return true;
        }
    }
}
