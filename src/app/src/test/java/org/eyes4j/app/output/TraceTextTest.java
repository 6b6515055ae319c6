package org.eyes4j.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TraceTextTest {

    @Test
    void should_tell_what_was_answered_what_ran_and_what_a_model_was_asked() throws Exception {
        String trace = """
                {"question": "How many cups?", "planner": "plan", "millis": 12, "started": "2026-11-23T10:00:00Z",
                 "answer": {"claims": [{"text": "There are two cups.", "status": "contradicted", "draft": "Three\\u001b[2J."}]},
                 "steps": [
                   {"id": "cups", "tool": "detect", "model": "coco-ssd", "status": "done", "millis": 7, "cached": true},
                   {"id": "file", "tool": "save", "model": "", "status": "failed", "millis": 0,
                    "failure": {"message": "No folder.", "hint": "Name one with --out."}}],
                 "model_calls": [
                   {"purpose": "plan", "model": "near", "prompt": "0123456789abcdef", "millis": 900, "reply": {"text": "{}"}},
                   {"purpose": "answer", "model": "near", "prompt": "", "millis": 5,
                    "reply": {"trouble": "timeout", "message": "Nothing came.", "hint": "Wait longer."}}],
                 "plan_edits": [{"step": "cups", "reason": "there is no tool 'detct'"}],
                 "usage": {"model_calls": 2, "input_tokens": 900, "output_tokens": 40, "cost": 0.0026, "currency": "USD"},
                 "warnings": ["slow"], "regions": [{}, {}]}""";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        TraceText.print(new ObjectMapper().readTree(trace), new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "How many cups?",
                        "  [contradicted] There are two cups.",
                        "    the language model had said: Three\uFFFD[2J.",
                        "",
                        "cups             detect             coco-ssd          done      7 ms, from the cache",
                        "file             save                               failed      0 ms",
                        "    No folder. Name one with --out.",
                        "",
                        "plan             near               0123456789ab      done    900 ms",
                        "answer           near                               failed      5 ms",
                        "    Nothing came. Wait longer.",
                        "put right in the plan, step cups: there is no tool 'detct'",
                        "",
                        "2 regions, planner plan, 12 ms, started 2026-11-23T10:00:00Z",
                        "2 calls of a language model, 900 tokens read, 40 written, 0.0026 USD",
                        "note: slow");
    }
}
