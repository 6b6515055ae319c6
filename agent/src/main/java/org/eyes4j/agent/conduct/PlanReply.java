package org.eyes4j.agent.conduct;

import java.util.List;
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

    /** It cannot be planned; the message says why and what can be done instead. */
    record Impossible(String planner, String message, List<String> warnings) implements PlanReply {
        public Impossible {
            warnings = List.copyOf(warnings);
        }
    }
}
