package org.eyes4j.agent.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.eyes4j.config.yaml.YamlDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowSchemaTest {
    private static final String FULL = """
            name: everything
            description: Uses every key there is
            cache: off
            inputs:
              text: text
              count: {kind: number, default: 2, min: 1, max: 9, description: how many, example: 3}
              sign: {kind: text, choices: ["!", "?"], default: "!"}
              words: {kind: list<text>, max_items: 4}
            steps:
              - id: louder
                tool: shout
                with: {text: {ref: inputs.text}, sign: {cel: "inputs.sign"}}
                approve: Really?
                timeout: 30s
                retry: {times: 2, backoff: 500ms}
                on_failure: {use: other}
              - {id: other, tool: shout, with: {text: quiet, sign: "?"}, cache: off}
              - id: each
                for_each: {ref: inputs.words}
                parallel: 2
                tool: shout
                with: {text: {ref: item}}
                when: {cel: "inputs.count > 1"}
                on_failure: stop
              - id: inner
                workflow:
                  inputs: {n: number}
                  steps:
                    - {id: sum, tool: add, with: {left: {ref: inputs.n}, right: 1}}
                  outputs: {sum: {ref: sum}}
                with: {n: {ref: inputs.count}}
              - {id: broken, tool: broken}
              - {id: file, workflow: other.yaml, with: {x: 1}}
            outputs:
              louder: {ref: louder}
            """;

    private final Tools tools = new Tools();

    @AfterEach
    void close() {
        tools.close();
    }

    private List<String> faults(String yaml) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(WorkflowSchema.of(tools.registry).toString());
        return schema.validate(YamlDocument.parse(yaml, "w.yaml").root().toString(), InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    @Test
    void should_take_every_form_there_is() {
        assertThat(faults(FULL)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tool: shout             | tool: shuot",
                "sign: \"?\"             | sgin: \"?\"",
                "sign: \"?\"             | sign: \".\"",
                "text: quiet, sign       | sign",
                "text: quiet             | text: 5",
                "parallel: 2             | parallel: 0",
                "on_failure: stop        | on_failure: explode",
                "right: 1                | right: one",
                "kind: number, default   | kind: numbr, default",
                "workflow: other.yaml    | workflow: [other]",
                "cache: off              | cache: never",
            })
    void should_refuse_what_the_reader_or_the_checker_refuse(String right, String wrong) {
        assertThat(FULL).contains(right.strip());
        assertThat(faults(FULL.replace(right.strip(), wrong.strip()))).isNotEmpty();
    }

    @Test
    void should_tell_editors_what_tools_and_arguments_are_for() {
        assertThat(WorkflowSchema.of(tools.registry)
                        .at("/$defs/step/properties/tool/anyOf/3")
                        .toString())
                .isEqualTo("{\"const\":\"shout\",\"description\":\"Says a text louder\"}");
        assertThat(WorkflowSchema.of(tools.registry)
                        .at("/$defs/step/allOf/3/then/properties/with/properties/sign")
                        .toString())
                .isEqualTo(
                        "{\"description\":\"its end (text)\",\"default\":\"!\",\"anyOf\":[{\"$ref\":\"#/$defs/ref\"},"
                                + "{\"$ref\":\"#/$defs/cel\"},{\"type\":\"string\",\"enum\":[\"!\",\"?\"],\"maxLength\":10000},{\"type\":\"null\"}]}");
    }
}
