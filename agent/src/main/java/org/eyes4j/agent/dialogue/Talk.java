package org.eyes4j.agent.dialogue;

import org.eyes4j.agent.conduct.Workbench;
import org.eyes4j.agent.planner.TaskRequest;
import org.eyes4j.agent.run.RunResult;

/** All that belongs to one request's conversation with a language model. Used by one thread. */
final class Talk {
    final Workbench bench;
    final Wording wording;
    final Leave leave;
    final PlanDrafter drafter;

    Talk(TaskRequest request, Workbench bench, Interpreter interpreter) {
        this.bench = bench;
        this.wording = new Wording(interpreter.prompts(), request, Fences.of(bench.run()));
        this.leave = new Leave(interpreter.effects(), request.question());
        this.drafter = new PlanDrafter(request, bench, interpreter, wording, leave);
        leave.read(request.scene());
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
