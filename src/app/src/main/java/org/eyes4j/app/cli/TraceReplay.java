package org.eyes4j.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.eyes4j.agent.conduct.Outcome;
import org.eyes4j.agent.replay.Difference;
import org.eyes4j.agent.replay.Replay;
import org.eyes4j.agent.run.RunEvent;
import org.eyes4j.agent.trace.Recording;
import org.eyes4j.agent.trace.Trace;
import org.eyes4j.app.output.Json;
import org.eyes4j.app.output.Printable;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.vision.expert.Expert;
import org.eyes4j.wiring.Eyes4j;

/** {@code eyes4j trace RUN --replay}: a kept run played again, and what is different. */
final class TraceReplay {
    private final Eyes4j eyes4j;
    private final Terminal terminal;

    TraceReplay(Eyes4j eyes4j, Terminal terminal) {
        this.eyes4j = eyes4j;
        this.terminal = terminal;
    }

    int play(Trace kept, Map<String, String> swaps, boolean json) throws IOException {
        swaps.forEach(this::check);
        Recording recording = eyes4j.traces()
                .recording(kept.run())
                .orElseThrow(() -> CommandFailure.failed("The run '" + kept.run()
                        + "' was kept without what it takes to play it again; ask its question once more"));
        Replay replay;
        try (ProgressLine progress = new ProgressLine(terminal)) {
            replay = eyes4j.replayer()
                    .replay(recording, swaps, eyes4j.runOptions().tellingTo(event -> {
                        if (event instanceof RunEvent.StepProgress step) {
                            progress.accept(step.message());
                        }
                    }));
        }
        Difference difference = Difference.between(kept, replay);
        if (json) {
            terminal.out().println(Json.text(json(kept, swaps, replay, difference)));
        } else {
            print(replay, difference);
        }
        return replay.reply().outcome() == Outcome.ANSWERED ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** A swap names a tool with a model, and a model that serves it. */
    private void check(String tool, String model) {
        if (eyes4j.tools().find(tool).isEmpty()) {
            throw CommandFailure.usage(
                    "--swap " + tool + "=" + model + ": " + eyes4j.tools().unknown(tool));
        }
        if (!(eyes4j.tools().find(tool).get() instanceof Expert)) {
            throw CommandFailure.usage(
                    "--swap " + tool + "=" + model + ": '" + tool + "' has no model; swap one of an expert");
        }
        eyes4j.catalogue().find(model);
        List<String> serving = eyes4j.models(eyes4j.tools().find(tool).get().specification()).stream()
                .map(ModelManifest::name)
                .toList();
        if (!serving.contains(model)) {
            throw CommandFailure.usage("--swap " + tool + "=" + model + ": " + model + " does not serve '" + tool
                    + "'; these do: " + String.join(", ", serving));
        }
    }

    private void print(Replay replay, Difference difference) {
        line(replay.reply().answer().text());
        line("");
        if (difference.isNone()) {
            line("The same as before.");
        }
        if (!difference.answer().equals(difference.answerBefore())) {
            line("It was: " + difference.answerBefore());
        }
        difference
                .steps()
                .forEach(step -> line(step.id() + " = " + step.tool() + ": "
                        + (step.before().isEmpty() ? "(not there)" : step.before()) + " -> "
                        + (step.now().isEmpty() ? "(not there)" : step.now())));
        line(
                replay.calledAgain().isEmpty()
                        ? "No expert was called: all values are the recorded ones."
                        : "Called anew: " + String.join(", ", replay.calledAgain())
                                + "; all else is as recorded or follows from it.");
        replay.notes().forEach(note -> line("note: " + note));
        replay.reply().warnings().forEach(note -> line("note: " + note));
    }

    private static ObjectNode json(Trace kept, Map<String, String> swaps, Replay replay, Difference difference) {
        ObjectNode root = JsonNodeFactory.instance
                .objectNode()
                .put("run", kept.run())
                .put("same", difference.isNone())
                .put("answer", difference.answer())
                .put("answer_before", difference.answerBefore());
        ObjectNode swapped = root.putObject("swap");
        swaps.forEach(swapped::put);
        ArrayNode called = root.putArray("called_again");
        replay.calledAgain().forEach(called::add);
        ArrayNode changed = root.putArray("changed");
        difference
                .steps()
                .forEach(step -> changed.addObject()
                        .put("id", step.id())
                        .put("tool", step.tool())
                        .put("before", step.before())
                        .put("now", step.now()));
        ArrayNode warnings = root.putArray("warnings");
        replay.notes().forEach(warnings::add);
        replay.reply().warnings().forEach(warnings::add);
        return root;
    }

    private void line(String text) {
        terminal.out().println(Printable.of(text));
    }
}
