package org.eyes4j.app.server.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.eyes4j.agent.conduct.PlannerChoice;
import org.eyes4j.agent.llm.LanguageModels;
import org.eyes4j.app.service.Problem;
import org.eyes4j.tools.name.Names;
import org.eyes4j.wiring.Eyes4j;

/**
 * What stands for a model here: {@code eyes4j} plans as the settings say, {@code eyes4j-offline}, {@code eyes4j-plan},
 * {@code eyes4j-react} by that planner, and {@code …/NAME} with the language model of that name.
 *
 * @param id as clients write it
 */
record AgentName(String id, PlannerChoice planner, Optional<String> languageModel) {
    private static final String OURS = "eyes4j";

    /** Those that can be asked now. */
    static List<AgentName> all(Eyes4j eyes4j) {
        List<AgentName> all = new ArrayList<>();
        all.add(new AgentName(OURS, PlannerChoice.AUTO, Optional.empty()));
        all.add(new AgentName(OURS + "-offline", PlannerChoice.OFFLINE, Optional.empty()));
        LanguageModels models = eyes4j.languageModels();
        for (PlannerChoice planner : List.of(PlannerChoice.PLAN, PlannerChoice.REACT)) {
            String id = OURS + "-" + planner.name().toLowerCase(Locale.ROOT);
            if (eyes4j.languageModel().isPresent()) {
                all.add(new AgentName(id, planner, Optional.empty()));
            }
            for (String name : new TreeSet<>(models.names())) {
                all.add(new AgentName(id + "/" + name, planner, Optional.of(name)));
            }
        }
        return all;
    }

    /**
     * One by its id.
     *
     * @throws Problem if there is none
     */
    static AgentName find(String id, Eyes4j eyes4j) {
        List<AgentName> all = all(eyes4j);
        return all.stream()
                .filter(agent -> agent.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                        Problem.Type.NOT_FOUND,
                        "There is no model '" + id + "' here; "
                                + Names.hint(id, all.stream().map(AgentName::id).toList())));
    }
}
