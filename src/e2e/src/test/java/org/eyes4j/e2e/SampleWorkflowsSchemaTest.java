package org.eyes4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eyes4j.agent.workflow.WorkflowSchema;
import org.eyes4j.config.yaml.YamlDocument;
import org.eyes4j.wiring.Eyes4j;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema that editors get, with the real tools, and the workflows that are shipped. */
class SampleWorkflowsSchemaTest {
    @TempDir
    private Path home;

    @Test
    void should_take_every_sample_and_refuse_each_with_a_slip() throws IOException {
        try (Eyes4j eyes4j = new Eyes4j(Map.of("EYES4J_HOME", home.toString()), true, Optional.empty())) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(WorkflowSchema.of(eyes4j.tools()).toString());
            List<Path> samples = samples();
            assertThat(samples).isNotEmpty();
            for (Path sample : samples) {
                String text = Files.readString(sample);
                assertThat(faults(schema, text)).as(sample.toString()).isEmpty();
                assertThat(faults(schema, text.replaceFirst("tool: ", "tool: no_such_")))
                        .as("a slip in " + sample)
                        .isNotEmpty();
            }
        }
    }

    private static List<String> faults(Schema schema, String yaml) {
        String json = YamlDocument.parse(yaml, "sample").root().toString();
        return schema.validate(json, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    private static List<Path> samples() throws IOException {
        Path folder = Path.of("..", "samples", "workflows");
        List<Path> samples = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(file -> file.toString().endsWith(".yaml")).sorted().forEach(samples::add);
        }
        return samples;
    }
}
