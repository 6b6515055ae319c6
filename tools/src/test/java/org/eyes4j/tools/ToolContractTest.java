package org.eyes4j.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolResult.Success;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link Tool} does; whoever writes one inherits it and gives the tool and arguments that work. */
public abstract class ToolContractTest {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @TempDir
    protected Path outputFolder;

    /** The tool; may be the same each time. */
    protected abstract Tool tool();

    /** Arguments with which a call succeeds, as small as they can be. */
    protected abstract Map<String, Value> arguments();

    /** What the call succeeds with. */
    protected final Success succeed(Map<String, Value> arguments) {
        ToolResult result = call(arguments, ToolContext.detached().writingTo(outputFolder));
        return result instanceof Success success ? success : fail("Expected a success, got " + result);
    }

    protected final Failure failure(Map<String, Value> arguments) {
        ToolResult result = call(arguments, ToolContext.detached().writingTo(outputFolder));
        return result instanceof Failure failure ? failure : fail("Expected a failure, got " + result);
    }

    private ToolResult call(Map<String, Value> arguments, ToolContext context) {
        Tool tool = tool();
        return ToolRegistry.of(List.of(tool))
                .call(new ToolCall(tool.specification().name(), arguments), context);
    }

    @Test
    void should_describe_itself() {
        ToolSpecification specification = tool().specification();

        assertThat(specification.name()).matches("[a-z][a-z0-9]*(_[a-z0-9]+)*");
        assertThat(specification.description()).isNotBlank().doesNotEndWith(".");
        assertThat(specification.outputDescription()).isNotBlank();
        assertThat(specification.version()).isNotBlank();
    }

    @Test
    void should_have_valid_json_schemas() {
        var meta = SCHEMAS.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));

        assertThat(meta.validate(ToolSchemas.input(tool().specification()).toString(), InputFormat.JSON))
                .isEmpty();
        assertThat(meta.validate(ToolSchemas.output(tool().specification()).toString(), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void should_take_arguments_that_its_schema_takes() {
        var json = new com.fasterxml.jackson.databind.node.ObjectNode(
                com.fasterxml.jackson.databind.node.JsonNodeFactory.instance);
        arguments().forEach((name, value) -> json.set(name, ValueJson.toJson(value)));

        assertThat(SCHEMAS.getSchema(ToolSchemas.input(tool().specification()).toString(), InputFormat.JSON)
                        .validate(json.toString(), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void should_give_what_it_declares() {
        Success success = succeed(arguments());

        ToolSpecification specification = tool().specification();
        assertThat(specification.output().accepts(success.value().kind())).isTrue();
        assertThat(SCHEMAS.getSchema(ToolSchemas.output(specification).toString(), InputFormat.JSON)
                        .validate(ValueJson.toJson(success.value()).toString(), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void should_keep_coordinates_inside_its_frame() {
        Value value = succeed(arguments()).value();

        if (value instanceof Value.Detections detections) {
            detections.regions().forEach(r -> assertInside(r, detections.frame()));
        } else if (value instanceof Value.Masks masks) {
            masks.masks()
                    .forEach(m -> assertThat(List.of(m.width(), m.height()))
                            .isEqualTo(
                                    List.of(masks.frame().width(), masks.frame().height())));
        }
    }

    @Test
    void should_give_the_same_again() {
        ToolSpecification specification = tool().specification();
        Assumptions.assumeFalse(
                specification.is(ToolSpecification.Trait.RANDOM) || specification.is(ToolSpecification.Trait.EFFECT),
                "declares that it may not");

        assertThat(succeed(arguments()).value()).isEqualTo(succeed(arguments()).value());
    }

    @Test
    void should_refuse_unknown_arguments() {
        Map<String, Value> more = new LinkedHashMap<>(arguments());
        more.put("nonsense", new Value.Text("x"));

        Failure failure = failure(more);

        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_ARGUMENT);
        assertThat(failure.message())
                .startsWith("Tool '" + tool().specification().name() + "' has no argument 'nonsense'");
    }

    @Test
    void should_name_every_required_argument_that_is_missing() {
        List<String> required = tool().specification().inputs().stream()
                .filter(Port::required)
                .map(Port::name)
                .toList();
        Assumptions.assumeFalse(required.isEmpty(), "requires nothing");

        Failure failure = failure(Map.of());

        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_ARGUMENT);
        required.forEach(name -> assertThat(failure.message()).contains("needs argument '" + name + "'"));
    }

    @Test
    void should_refuse_arguments_of_another_kind() {
        for (Port port : tool().specification().inputs()) {
            Value wrong =
                    port.kind().accepts(Kind.EMBEDDING) ? null : new Value.Embedding(new float[] {1}, "some model");
            if (wrong != null) {
                Map<String, Value> arguments = new LinkedHashMap<>(arguments());
                arguments.put(port.name(), wrong);

                Failure failure = failure(arguments);

                assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_ARGUMENT);
                assertThat(failure.message())
                        .isEqualTo("Argument '" + port.name() + "' of '"
                                + tool().specification().name() + "' takes " + port.kind() + ", got embedding");
            }
        }
    }

    @Test
    void should_do_nothing_when_cancelled() {
        ToolContext context = ToolContext.detached().writingTo(outputFolder);
        context.cancellation().request();
        Tool tool = tool();

        ToolResult result = tool.call(ArgumentChecker.complete(tool.specification(), arguments()), context);

        assertThat(result).isInstanceOf(Failure.class);
        assertThat(((Failure) result).kind()).isEqualTo(FailureKind.CANCELLED);
        assertThat(outputFolder).isEmptyDirectory();
    }

    private static void assertInside(Region region, Frame frame) {
        Detection d = region.detection();
        BoundingBox box = d.box();
        assertThat(List.of(box.x1() >= -0.01, box.y1() >= -0.01))
                .as("box %s of '%s' in %s", box, d.label(), frame)
                .containsOnly(true);
        assertThat(List.of(box.x2() <= frame.width() + 0.01, box.y2() <= frame.height() + 0.01))
                .as("box %s of '%s' in %s", box, d.label(), frame)
                .containsOnly(true);
        var mask = d.mask();
        if (mask != null) {
            assertThat(List.of(mask.width(), mask.height())).isEqualTo(List.of(frame.width(), frame.height()));
        }
    }
}
