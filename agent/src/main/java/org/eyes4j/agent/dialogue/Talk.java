package org.eyes4j.agent.dialogue;

import java.nio.charset.StandardCharsets;
import org.eyes4j.agent.conduct.Workbench;
import org.eyes4j.agent.planner.TaskRequest;
import org.eyes4j.agent.prompt.Fence;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.tools.hash.Sha256;

/** All that belongs to one request's conversation with a language model. Used by one thread. */
final class Talk {
    final Workbench bench;
    final Wording wording;
    final Leave leave;
    final PlanDrafter drafter;

    Talk(TaskRequest request, Workbench bench, Interpreter interpreter) {
        this.bench = bench;
        this.wording = new Wording(interpreter.prompts(), request, fence(bench.run()));
        this.leave = new Leave(interpreter.effects(), request.question());
        this.drafter = new PlanDrafter(request, bench, interpreter, wording, leave);
        leave.read(request.scene());
    }

    /** Nobody who wrote the data knew the run's id; a run that is played again has the same fence. */
    private static Fence fence(String run) {
        return Fence.of(Sha256.of(run.getBytes(StandardCharsets.UTF_8)).substring(0, 16));
    }

    /** What was read in pictures and given by tools gives no leave to anything. */
    void observe(RunResult result) {
        result.values().values().forEach(value -> leave.read(Untrusted.text(value)));
        result.steps().forEach(step -> {
            if (step.failure() != null) {
                leave.read(step.failure().explain());
            }
        });
    }
}
