package org.eyes4j.agent.offline;

import java.util.List;
import java.util.stream.Collectors;
import org.eyes4j.agent.language.Script;

/**
 * A question, understood.
 *
 * @param script the language and script to answer in
 * @param goals what is asked for, in the asker's order; empty when nothing was understood
 * @param unread parts that nothing was understood of
 * @param sure whether its structure told all of that; false when there was only a thing and no word for what to do with it
 * @param notes what a person should know about how it was read
 */
public record Question(Script script, List<Goal> goals, List<String> unread, boolean sure, List<String> notes) {
    public Question {
        goals = List.copyOf(goals);
        unread = List.copyOf(unread);
        notes = List.copyOf(notes);
    }

    Question noting(List<String> more) {
        return new Question(script, goals, unread, sure, more);
    }

    @Override
    public String toString() {
        return goals.stream().map(Goal::toString).collect(Collectors.joining(" + "));
    }
}
