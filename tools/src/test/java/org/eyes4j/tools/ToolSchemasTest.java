package org.eyes4j.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.stream.Stream;
import org.eyes4j.tools.value.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ToolSchemasTest {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final ToolSpecification DETECT = ToolSpecification.named("detect")
            .describedAs("Finds things")
            .takes(
                    Port.required("image", Kind.IMAGE, "the picture"),
                    Port.optional("labels", Kind.listOf(Kind.TEXT), "what to look for")
                            .oneOf("cat", "dog")
                            .atMost(5),
                    Port.optional("threshold", Kind.NUMBER, "least score")
                            .or(0.35)
                            .between(0, 1))
            .gives(Kind.DETECTIONS, "what was found");

    static Stream<Kind> kinds() {
        return Stream.concat(
                Stream.of(Kind.Plain.values()), Stream.of(Kind.listOf(Kind.IMAGE), Kind.listOf(Kind.listOf(Kind.ANY))));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void should_be_valid_for_every_kind(Kind kind) {
        assertThat(SCHEMAS.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()))
                        .validate(ToolSchemas.of(kind).toString(), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void should_state_the_ports_of_a_tool() {
        assertThat(ToolSchemas.input(DETECT))
                .hasToString(
                        "{\"type\":\"object\",\"title\":\"detect\",\"description\":\"Finds things\",\"properties\":{"
                                + "\"image\":{\"type\":\"object\",\"properties\":{\"artifact\":{\"type\":\"string\","
                                + "\"description\":\"handle of a stored image\"}},\"description\":\"the picture\"},"
                                + "\"labels\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"enum\":[\"cat\","
                                + "\"dog\"]},\"description\":\"what to look for\",\"maxItems\":5},"
                                + "\"threshold\":{\"type\":\"number\",\"description\":\"least score\","
                                + "\"default\":0.35,\"minimum\":0.0,\"maximum\":1.0}},\"required\":[\"image\"],"
                                + "\"additionalProperties\":false}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"image": {"artifact": "x"}}                                         | true
            {"image": {"artifact": "x"}, "labels": ["cat"], "threshold": 0.5}    | true
            {"labels": ["cat"]}                                                  | false
            {"image": {"artifact": "x"}, "labels": ["bird"]}                     | false
            {"image": {"artifact": "x"}, "threshold": 2}                         | false
            {"image": {"artifact": "x"}, "lables": ["cat"]}                      | false
            {"image": "photo.jpg"}                                               | false
            """)
    void should_take_what_the_tool_takes_and_nothing_else(String json, boolean valid) {
        var faults = SCHEMAS.getSchema(ToolSchemas.input(DETECT).toString(), InputFormat.JSON)
                .validate(json, InputFormat.JSON);

        assertThat(faults.isEmpty()).isEqualTo(valid);
    }
}
