package org.eyes4j.agent.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.eyes4j.agent.AskReply;

/**
 * A run that was played again.
 *
 * @param reply what it came to
 * @param record of it, in a trace's form
 * @param calledAgain tools with models or effects whose calls were made and not answered from the recording
 * @param notes what a person should know of the playing
 */
public record Replay(AskReply reply, JsonNode record, List<String> calledAgain, List<String> notes) {
    public Replay {
        calledAgain = List.copyOf(calledAgain);
        notes = List.copyOf(notes);
    }
}
