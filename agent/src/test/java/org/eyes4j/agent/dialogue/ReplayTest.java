package org.eyes4j.agent.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.AskReply;
import org.eyes4j.agent.conduct.PlannerChoice;
import org.eyes4j.agent.llm.LanguageModel;
import org.eyes4j.agent.llm.Message.ToolUse;
import org.eyes4j.agent.replay.Difference;
import org.eyes4j.agent.replay.Replay;
import org.eyes4j.agent.replay.Replayer;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.trace.Recording;
import org.eyes4j.agent.trace.Trace;
import org.eyes4j.agent.trace.TraceStore;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReplayTest {
    private static final String QUESTION = "How many dogs are there?";
    private static final String PLAN = """
            {"steps": [{"id": "dogs", "tool": "spot", "with": {"image": {"ref": "inputs.image1"}}},
              {"id": "sign", "tool": "look", "with": {"image": {"ref": "inputs.image1"}}},
              {"id": "number", "tool": "count", "with": {"items": {"ref": "dogs"}}}],
             "outputs": {"number": {"ref": "number"}, "sign": {"ref": "sign"}}}""";

    private final Desk desk = new Desk();
    private final ScriptedModel model = new ScriptedModel();

    @TempDir
    private Path folder;

    /** A detector that sees two dogs, and three with another model; and a second expert. */
    @BeforeEach
    void add() {
        desk.tool(
                ToolSpecification.named("spot")
                        .describedAs("Finds dogs.")
                        .takes(Port.required("image", Kind.IMAGE, "the picture"))
                        .traits(Trait.MODEL)
                        .gives(Kind.DETECTIONS, "dogs"),
                (arguments, context) -> {
                    String wished = context.wishedModel().orElse("small");
                    Value.Detections two = dogs(arguments.image("image"), 2);
                    return ToolResult.of(wished.equals("large") ? dogs(arguments.image("image"), 3) : two, wished);
                });
        desk.tool(
                ToolSpecification.named("look")
                        .describedAs("Says what a sign says.")
                        .takes(Port.required("image", Kind.IMAGE, "the picture"))
                        .traits(Trait.MODEL)
                        .gives(Kind.TEXT, "text"),
                (arguments, context) -> ToolResult.of(new Value.Text("OPEN"), "reader"));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void should_answer_the_same_without_asking_a_model() throws IOException {
        // GIVEN a kept run
        model.says(PLAN).says("There are two dogs.");
        AskReply before = desk.ask(model, PlannerChoice.PLAN, QUESTION);
        Kept kept = keep();

        // WHEN it is played, with no language model to ask
        Replay replay = replayer(Optional.empty()).replay(kept.recording, Map.of(), RunOptions.defaults());

        // THEN all is as it was, ids and evidence too, and no expert was called
        assertThat(replay.reply().answer()).isEqualTo(before.answer());
        assertThat(replay.reply().values()).isEqualTo(before.values());
        assertThat(replay.reply().plan()).isEqualTo(before.plan());
        assertThat(Difference.between(kept.trace, replay).isNone()).isTrue();
        assertThat(replay.calledAgain()).isEmpty();
        assertThat(replay.notes()).isEmpty();
        assertThat(desk.calls("spot")).isEqualTo(1);
        assertThat(desk.calls("look")).isEqualTo(1);
        assertThat(model.requests()).hasSize(2);
    }

    @Test
    void should_do_anew_only_what_depends_on_a_swapped_expert() throws IOException {
        model.says(PLAN).says("There are two dogs.");
        desk.ask(model, PlannerChoice.PLAN, QUESTION);
        Kept kept = keep();
        ScriptedModel live = new ScriptedModel().says("There are three dogs.");

        Replay replay =
                replayer(Optional.of(live)).replay(kept.recording, Map.of("spot", "large"), RunOptions.defaults());

        // THEN the swapped one was called, the other was not, and the model only told what it had not known
        assertThat(replay.calledAgain()).containsExactly("spot");
        assertThat(desk.calls("look")).isEqualTo(1);
        assertThat(live.requests()).extracting(r -> r.purpose()).containsExactly("answer");
        assertThat(replay.reply().answer().text()).isEqualTo("There are three dogs.");
        assertThat(replay.notes())
                .containsExactly("'scripted' was asked anew ('answer'), since what it is told has changed");
        Difference difference = Difference.between(kept.trace, replay);
        assertThat(difference.answerBefore()).isEqualTo("There are two dogs.");
        assertThat(difference.steps())
                .containsExactly(
                        new Difference.Step("dogs", "spot", "2 regions {dog=2} (small)", "3 regions {dog=3} (large)"),
                        new Difference.Step("number", "count", "2", "3"));
    }

    @Test
    void should_tell_values_where_a_swap_leaves_no_model_to_ask() throws IOException {
        model.says(PLAN).says("There are two dogs.");
        desk.ask(model, PlannerChoice.PLAN, QUESTION);
        Kept kept = keep();

        Replay replay =
                replayer(Optional.empty()).replay(kept.recording, Map.of("spot", "large"), RunOptions.defaults());

        assertThat(replay.reply().values()).containsEntry("number", new Value.Number(3));
        assertThat(replay.reply().warnings())
                .anyMatch(w -> w.contains("is not in the recording, and no language model is configured"));
    }

    @Test
    void should_play_a_dialogue_step_by_step() throws IOException {
        model.calls(new ToolUse("1", "spot", "{\"image\": \"image1\"}")).says("Two dogs are there.");
        AskReply before = desk.ask(model, PlannerChoice.REACT, QUESTION);
        Kept kept = keep();

        Replay replay = replayer(Optional.empty()).replay(kept.recording, Map.of(), RunOptions.defaults());

        assertThat(replay.reply().answer()).isEqualTo(before.answer());
        assertThat(replay.reply().plan()).isEqualTo(before.plan());
        assertThat(desk.calls("spot")).isEqualTo(1);
    }

    @Test
    void should_not_repeat_effects() throws IOException {
        String plan = """
                {"steps": [{"id": "dogs", "tool": "spot", "with": {"image": {"ref": "inputs.image1"}}},
                  {"id": "file", "tool": "save", "with": {"value": {"ref": "dogs"}}}], "outputs": {"file": {"ref": "file"}}}""";
        model.says(plan).says("Saved.");
        desk.ask(model, PlannerChoice.PLAN, "Find the dogs and save them to a file");
        Kept kept = keep();
        assertThat(desk.calls("save")).isEqualTo(1);

        Replay same = replayer(Optional.empty()).replay(kept.recording, Map.of(), RunOptions.defaults());
        Replay swapped =
                replayer(Optional.empty()).replay(kept.recording, Map.of("spot", "large"), RunOptions.defaults());

        assertThat(desk.calls("save")).isEqualTo(1);
        assertThat(same.reply().values()).containsKey("file");
        assertThat(swapped.reply().result().step("file").orElseThrow().failure())
                .extracting(ToolResult.Failure::message)
                .isEqualTo("'save' changes something outside the run, and a replay repeats no effects");
    }

    private record Kept(Trace trace, Recording recording) {}

    /** Through files, as another process would find it. */
    private Kept keep() throws IOException {
        TraceStore store = new TraceStore(folder, 10);
        store.record(desk.kept.get(0));
        String run = desk.kept.get(0).result().run();
        return new Kept(store.find(run).orElseThrow(), store.recording(run).orElseThrow());
    }

    private Replayer replayer(Optional<LanguageModel> live) {
        return new Replayer(desk.shop(), desk.conductors(), () -> live, (bytes, input) -> {
            throw new AssertionError("No picture came as a file");
        });
    }

    private static Value.Detections dogs(Value.Image picture, int count) {
        return Value.Detections.of(
                picture.frame(),
                java.util.stream.IntStream.range(0, count)
                        .mapToObj(i -> Detection.of("dog", 0.9 - i * 0.1, new BoundingBox(i * 15, 1, i * 15 + 10, 12)))
                        .toList());
    }
}
