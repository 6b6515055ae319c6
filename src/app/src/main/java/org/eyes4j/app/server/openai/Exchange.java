package org.eyes4j.app.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import org.eyes4j.app.service.Problem;
import org.eyes4j.app.service.ProblemJson;
import org.eyes4j.app.service.Run;
import org.eyes4j.app.service.RunStatus;

/**
 * One question under way.
 *
 * @param formed whether the answer must be in a form
 * @param marked whether its text bears marks of its evidence
 * @param onAnswer told of the answer
 */
record Exchange(Run run, long created, boolean formed, boolean marked, Consumer<Told> onAnswer) {

    /** What it came to, once it is over. */
    Told told() {
        if (run.row().status() == RunStatus.CANCELLED) {
            throw Problem.of(Problem.Type.CANCELLED, "Stopped before it was answered");
        }
        JsonNode problem = run.row().problem();
        if (problem != null) {
            throw ProblemJson.read(problem);
        }
        JsonNode result = run.row().result();
        if (result == null) {
            throw Problem.of(Problem.Type.OVERLOADED, "The server is ending; ask again");
        }
        return told(result);
    }

    Told told(JsonNode result) {
        Told told = Told.of(result, marked);
        if (formed) {
            told.demandForm();
        }
        onAnswer.accept(told);
        return told;
    }
}
