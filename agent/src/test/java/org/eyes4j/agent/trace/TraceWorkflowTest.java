package org.eyes4j.agent.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.config.yaml.YamlDocument;
import org.eyes4j.tools.artifact.MemoryArtifactStore;
import org.junit.jupiter.api.Test;

class TraceWorkflowTest {
    private static final String STEPS = """
            {"id": "find", "tool": "detect", "with": {"image": {"ref": "inputs.image1"}, "labels": ["cat: a"]}},
            {"id": "near", "tool": "relate", "with": {"items": {"ref": "find"}, "anchor": {"ref": "inputs.it"}, "relation": "near"},
             "when": {"cel": "find.count > 0"}},
            {"id": "bad", "tool": "read_text", "with": {"image": {"ref": "inputs.image2"}}},
            {"id": "after", "tool": "text_of", "with": {"items": {"ref": "bad"}}},
            {"id": "count", "tool": "count", "with": {"items": {"ref": "near"}}}
            """;

    @Test
    void should_be_the_plan_that_ran_with_what_was_known_as_defaults() throws Exception {
        String yaml = TraceWorkflow.of(
                run("{\"n\": {\"ref\": \"count\"}, \"words\": {\"ref\": \"after\"}}"), "--model centernet");

        assertThat(yaml).isEqualTo("""
                        # The run 2026-a as a workflow: over the same pictures its steps give the same values. No language model is asked.
                        # Asked: What is near it? rm -rf
                        # Ran 2026-11-23T19:40:11Z, planned by: react
                        # Models: detect by coco-ssd
                        # Input image1 was a picture of 40 x 30 pixels
                        # Input it (detections) has what was known then as its default
                        # Left out, since it did not work: step 'bad' (Broken picture)
                        # Left out, since it did not work: step 'after' (bad failed)
                        # eyes4j run FILE --input image1=PICTURE --model centernet

                        name: run-2026-a
                        description: "What is near it? rm -rf"
                        inputs:
                          image1: image
                          it:
                            kind: detections
                            default:
                              frame: {image: image1, width: 40, height: 30}
                              regions:
                                - {id: r1, label: cat, score: 0.5, box: [1, 2, 3, 4]}
                        steps:
                          - id: find
                            tool: detect
                            with: {image: {ref: inputs.image1}, labels: ["cat: a"]}
                          - id: near
                            tool: relate
                            with: {items: {ref: find}, anchor: {ref: inputs.it}, relation: near}
                            when: {cel: "find.count > 0"}
                          - id: count
                            tool: count
                            with: {items: {ref: near}}
                        outputs:
                          "n": {ref: count}
                        """);
        Plan plan = PlanCodec.fromJson(YamlDocument.parse(yaml, "w.yaml").root());
        assertThat(plan.steps()).extracting("id").containsExactly("find", "near", "count");
    }

    @Test
    void should_give_what_no_step_uses_where_the_run_gave_nothing() throws Exception {
        String yaml = TraceWorkflow.of(run("{}"), "");

        assertThat(PlanCodec.fromJson(YamlDocument.parse(yaml, "w.yaml").root()).outputs())
                .containsOnlyKeys("count");
    }

    @Test
    void should_say_that_there_is_nothing_to_save() throws Exception {
        Trace trace = trace("{\"plan\": {\"steps\": []}}");

        assertThatThrownBy(() -> TraceWorkflow.of(trace, ""))
                .hasMessage("No step of the run '2026-a' gave a value, so that there is nothing to save as a workflow;"
                        + " 'eyes4j trace 2026-a' says what happened");
    }

    private static Trace run(String outputs) throws Exception {
        return trace("""
                {"question": "What is\\nnear it?\\u202e rm -rf", "planner": "react", "started": "2026-11-23T19:40:11Z",
                 "plan": {"inputs": {"image1": "image", "image2": "image", "it": "detections"}, "steps": [%s], "outputs": %s},
                 "inputs": {"image1": {"kind": "image", "value": {"image": "image1", "width": 40, "height": 30}},
                   "image2": {"kind": "image", "value": {"image": "image2", "width": 4, "height": 3}},
                   "it": {"kind": "detections", "value": {"frame": {"image": "image1", "width": 40, "height": 30},
                     "regions": [{"id": "r1", "label": "cat", "score": 0.5, "box": [1, 2, 3, 4]}]}}},
                 "steps": [{"id": "find", "tool": "detect", "model": "coco-ssd", "status": "done"},
                   {"id": "near", "tool": "relate", "model": "", "status": "done"},
                   {"id": "bad", "tool": "read_text", "status": "failed", "failure": {"message": "Broken\\npicture"}},
                   {"id": "after", "tool": "text_of", "status": "skipped", "failure": {"message": "bad failed"}},
                   {"id": "count", "tool": "count", "model": "", "status": "done"}]}
                """.formatted(STEPS, outputs));
    }

    private static Trace trace(String json) throws Exception {
        JsonNode tree = new ObjectMapper().readTree(json);
        return new Trace("2026-a", tree, new MemoryArtifactStore());
    }
}
