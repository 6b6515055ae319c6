package org.eyes4j.agent.conduct;

import java.util.List;
import java.util.Optional;
import org.eyes4j.agent.llm.ModelReply.Trouble;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.planner.Planner.AnswerForm;

/** What planning a question came to, the plan already checked. */
public sealed interface PlanReply {

    /** Who planned. */
    String planner();

    /**
     * A plan that may run.
     *
     * @param form tells what its run finds
     * @param notices what is odd about it and harmless
     * @param warnings of the planner
     */
    record Planned(String planner, Plan plan, AnswerForm form, List<Fault> notices, List<String> warnings)
            implements PlanReply {
        public Planned {
            notices = List.copyOf(notices);
            warnings = List.copyOf(warnings);
        }
    }

    /** A plan that may not run. */
    record Faulty(String planner, Plan plan, List<Fault> faults, List<String> warnings) implements PlanReply {
        public Faulty {
            faults = List.copyOf(faults);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * It cannot be planned; the message says why and what can be done instead.
     *
     * @param trouble with the language model that was to plan; empty where that is not the reason
     */
    record Impossible(String planner, String message, Optional<Trouble> trouble, List<String> warnings)
            implements PlanReply {
        public Impossible {
            warnings = List.copyOf(warnings);
        }
    }
}
