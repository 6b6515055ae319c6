package org.eyes4j.vision.describe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.basic.BasicTools;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.detect.Detect;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.expert.StarterModels;
import org.eyes4j.vision.text.ReadText;
import org.junit.jupiter.api.Test;

class DescribeTest {
    private static final Value.Image PICTURE = Value.Image.of("grey", new Raster(90, 90, 3, new byte[90 * 90 * 3]));

    @Test
    void should_say_that_it_is_composed() {
        assertThat(new Describe(new ToolRegistry()).specification().is(Trait.COMPOSED))
                .isTrue();
    }

    @Test
    void should_describe_a_photograph_with_the_tools_there_are() {
        Models models = StarterModels.models();
        try (ToolRegistry tools = ToolRegistry.of(List.of(new Detect(models, 2), new ReadText(models, 2)))) {
            BasicTools.all().forEach(tools::register);
            tools.register(new Describe(tools));

            ToolResult result = tools.call(
                    new ToolCall("describe", Map.of("image", StarterModels.sample("chelsea.png"))),
                    ToolContext.detached());

            assertThat(text(result))
                    .startsWith("Composed from detections and text, not from a captioning model:"
                            + " A wide picture of 451 x 300 pixels, mostly ")
                    .contains("There is a cat ")
                    .endsWith("No text was read.");
        }
    }

    @Test
    void should_use_what_is_given_and_warn_of_what_it_must_leave_out() {
        // GIVEN things, and nothing that reads
        Value.Detections items =
                Value.Detections.of(PICTURE.frame(), List.of(Detection.of("cup", 0.9, new BoundingBox(0, 0, 20, 20))));
        ToolRegistry tools = ToolRegistry.of(List.of(failing("read_text")));
        Tool describe = new Describe(tools);

        // WHEN it describes
        ToolResult result = ToolRegistry.of(List.of(describe))
                .call(new ToolCall("describe", Map.of("image", PICTURE, "items", items)), ToolContext.detached());

        // THEN it says what it knows, and what it could not look at
        assertThat(text(result)).endsWith("pixels. There is a cup at the top left.");
        assertThat(((ToolResult.Success) result).warnings())
                .containsExactly(
                        "The description leaves out what read_text would tell: No model. Pull one.",
                        "The description leaves out what colours would tell: Unknown tool 'colours'; there are:"
                                + " read_text");
    }

    @Test
    void should_fail_when_it_can_see_nothing() {
        ToolRegistry tools = ToolRegistry.of(List.of(failing("detect"), failing("read_text")));

        ToolResult result = ToolRegistry.of(List.of(new Describe(tools)))
                .call(new ToolCall("describe", Map.of("image", PICTURE)), ToolContext.detached());

        assertThat(result).isEqualTo(ToolResult.failed(FailureKind.NOT_INSTALLED, "No model.", "Pull one."));
    }

    private static String text(ToolResult result) {
        assertThat(result).isInstanceOf(ToolResult.Success.class);
        return ((Value.Text) ((ToolResult.Success) result).value()).text();
    }

    private static Tool failing(String name) {
        return new Tool() {
            @Override
            public ToolSpecification specification() {
                return ToolSpecification.named(name)
                        .describedAs("Fails.")
                        .takes(Port.required("image", Kind.IMAGE, "a picture"))
                        .gives(Kind.DETECTIONS, "nothing");
            }

            @Override
            public ToolResult call(Arguments arguments, ToolContext context) {
                return ToolResult.failed(FailureKind.NOT_INSTALLED, "No model.", "Pull one.");
            }
        };
    }
}
