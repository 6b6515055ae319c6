package org.eyes4j.agent.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.eyes4j.agent.offline.ToolSearch.Fit;
import org.eyes4j.agent.offline.ToolSearch.Given;
import org.eyes4j.agent.offline.ToolSearch.Setting;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.basic.BasicTools;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;

class ToolSearchTest {
    private static final Given PICTURE = new Given(new Argument.Ref("inputs.image1"), Kind.IMAGE);
    private static final Given REGIONS = new Given(new Argument.Ref("find"), Kind.DETECTIONS);

    private final ToolRegistry tools = ToolRegistry.of(BasicTools.all());

    @Test
    void should_put_an_adapter_where_kinds_differ() {
        // GIVEN a tool that outlines drawn boxes, and no regions
        register(ToolSpecification.named("segment")
                .describedAs("Outlines what prompts point at")
                .takes(
                        Port.required("image", Kind.IMAGE, "the picture"),
                        Port.required("prompts", Kind.VISUAL_PROMPTS, "points and boxes"))
                .gives(Kind.DETECTIONS, "regions with masks"));

        // WHEN regions are to be outlined
        Fit fit = new ToolSearch(tools)
                .fit(Capability.SEGMENT, List.of(PICTURE, REGIONS), List.of())
                .orElseThrow();

        // THEN their boxes become prompts first
        assertThat(fit.with()).containsOnlyKeys("image");
        assertThat(fit.adapters().get("prompts").tool().name()).isEqualTo("boxes_of");
        assertThat(fit.adapters().get("prompts").with()).containsEntry("items", REGIONS.ref());
    }

    @Test
    void should_find_a_tool_of_another_name_by_what_it_says_of_itself() {
        register(ToolSpecification.named("yolo_world")
                .describedAs("Finds things in a picture that words name")
                .takes(
                        Port.required("image", Kind.IMAGE, "the picture"),
                        Port.required("labels", Kind.listOf(Kind.TEXT), "words"))
                .alsoKnownAs("object detection")
                .gives(Kind.DETECTIONS, "boxes"));

        Setting labels = Setting.of("labels", TextNode.valueOf("cat"));

        assertThat(new ToolSearch(tools).fit(Capability.FIND, List.of(PICTURE), List.of(labels)))
                .hasValueSatisfying(fit -> assertThat(fit.tool().name()).isEqualTo("yolo_world"));
    }

    @Test
    void should_give_a_choice_to_the_port_that_allows_it() {
        register(ToolSpecification.named("blur_regions")
                .describedAs("Hides what is in regions")
                .takes(
                        Port.required("image", Kind.IMAGE, "the picture"),
                        Port.required("regions", Kind.DETECTIONS, "what to hide"),
                        Port.optional("style", Kind.TEXT, "the way").oneOf("blur", "mosaic"))
                .alsoKnownAs("redact")
                .gives(Kind.IMAGE, "the picture"));
        ToolRegistry only = ToolRegistry.of(List.of(tools.find("blur_regions").orElseThrow()));

        Fit fit = new ToolSearch(only)
                .fit(
                        Capability.REDACT,
                        List.of(PICTURE, REGIONS),
                        List.of(Setting.of("how", TextNode.valueOf("mosaic"))))
                .orElseThrow();

        assertThat(fit.with()).containsKeys("image", "regions", "style");
    }

    @Test
    void should_prefer_a_tool_made_for_the_thing() {
        register(ToolSpecification.named("detect_plates")
                .describedAs("Finds number plates")
                .takes(Port.required("image", Kind.IMAGE, "the picture"))
                .gives(Kind.DETECTIONS, "the plates"));

        assertThat(new ToolSearch(tools).finder("plate", List.of(PICTURE))).isPresent();
        assertThat(new ToolSearch(tools).finder("cat", List.of(PICTURE))).isEmpty();
    }

    @Test
    void should_find_none_where_nothing_gives_the_kind() {
        assertThat(new ToolSearch(tools).fit(Capability.SEGMENT, List.of(PICTURE, REGIONS), List.of()))
                .isEmpty();
        assertThat(new ToolSearch(tools).has(Capability.SEGMENT)).isFalse();
        assertThat(new ToolSearch(tools).has(Capability.CUTOUT)).isTrue();
    }

    private void register(ToolSpecification specification) {
        tools.register(new Tool() {
            @Override
            public ToolSpecification specification() {
                return specification;
            }

            @Override
            public ToolResult call(Arguments arguments, ToolContext context) {
                return ToolResult.of(new Value.Flag(true));
            }
        });
    }
}
