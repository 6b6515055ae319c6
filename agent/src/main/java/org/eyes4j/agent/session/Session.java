package org.eyes4j.agent.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.agent.run.FoundRegion;
import org.jspecify.annotations.Nullable;

/**
 * A conversation: its turns, and what follows from them. Immutable.
 *
 * @param id names it for people and on disk
 * @param created when it began
 * @param turns in their order
 * @param retired ids of things that a turn taken back had found: nothing else is ever called so
 * @param pending a question that waits for a choice, if one does
 */
public record Session(
        String id,
        Instant created,
        List<Turn> turns,
        Set<String> retired,
        @Nullable Pending pending) {
    public Session {
        SessionIds.check(id);
        turns = List.copyOf(turns);
        retired = Set.copyOf(retired);
    }

    public static Session begun(String id, Instant now) {
        return new Session(id, now, List.of(), Set.of(), null);
    }

    /** What is known of its pictures. */
    public SceneLedger ledger() {
        return SceneLedger.of(turns, retired);
    }

    Session with(Turn turn) {
        List<Turn> more = new ArrayList<>(turns);
        more.add(turn);
        return new Session(id, created, more, retired, null);
    }

    Session waitingFor(@Nullable Pending choice) {
        return new Session(id, created, turns, retired, choice);
    }

    /** Without the last turn, and without what only it had found; as it is where there is none. */
    Session undone() {
        if (turns.isEmpty()) {
            return this;
        }
        Set<String> gone = new LinkedHashSet<>(retired);
        turns.get(turns.size() - 1).regions().stream()
                .map(FoundRegion::region)
                .forEach(region -> gone.add(region.id()));
        List<Turn> rest = turns.subList(0, turns.size() - 1);
        gone.removeAll(SceneLedger.of(rest, Set.of()).ids());
        return new Session(id, created, rest, gone, null);
    }

    public Optional<Turn> last() {
        return turns.isEmpty() ? Optional.empty() : Optional.of(turns.get(turns.size() - 1));
    }

    /** What it is called unless someone names it: its first question. */
    public String title() {
        return turns.isEmpty() ? "" : turns.get(0).question();
    }

    /** All questions and answers, in lower case. */
    public String words() {
        StringBuilder words = new StringBuilder();
        turns.forEach(
                turn -> words.append('\n').append(turn.question()).append('\n').append(turn.answer()));
        return words.toString().toLowerCase(Locale.ROOT);
    }

    /**
     * Another conversation with the first turns of this one.
     *
     * @throws SessionException if there are not so many
     */
    public Session branch(String branch, int count, Instant now) {
        if (count < 1 || count > turns.size()) {
            throw new SessionException(
                    SessionException.Kind.WRONG_USAGE,
                    "The session '" + id + "' has turns 1 to " + turns.size() + "; got " + count);
        }
        Session left = this;
        while (left.turns().size() > count) {
            left = left.undone();
        }
        return new Session(branch, now, left.turns(), left.retired(), null);
    }
}
