package org.eyes4j.agent.offline;

import java.util.ArrayList;
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
 * @param things every thing that it names
 * @param notes what a person should know about how it was read
 */
public record Question(
        Script script, List<Goal> goals, List<String> unread, boolean sure, List<Target> things, List<String> notes) {
    public Question {
        goals = List.copyOf(goals);
        unread = List.copyOf(unread);
        things = List.copyOf(things);
        notes = List.copyOf(notes);
    }

    /** With more to say of how it was read. */
    Question noting(List<String> more) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(more);
        return new Question(script, goals, unread, sure, things, all);
    }

    /** Understood otherwise. */
    Question meaning(List<Goal> other, List<String> more) {
        return new Question(script, other, List.of(), true, things, notes).noting(more);
    }

    @Override
    public String toString() {
        return goals.stream().map(Goal::toString).collect(Collectors.joining(" + "));
    }
}
