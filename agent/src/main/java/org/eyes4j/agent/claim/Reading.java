package org.eyes4j.agent.claim;

import java.util.List;

/**
 * What a clause was read as.
 *
 * @param sort what it does
 * @param statements what it states, all of it together; none where it states nothing or could not be read whole
 * @param picture the picture it speaks of, counted from 1; 0 where it names none
 */
record Reading(Sort sort, List<Statement> statements, int picture) {
    enum Sort {
        /** It states something that can be held against values. */
        STATES,
        /** It says that something is not known. */
        DOUBTS,
        /** A greeting, a question back, talk about the talk. */
        TALKS,
        /** It was not understood, or not all of it. */
        UNREAD
    }

    static final Reading UNREAD = new Reading(Sort.UNREAD, List.of(), 0);
    static final Reading TALK = new Reading(Sort.TALKS, List.of(), 0);
    static final Reading DOUBT = new Reading(Sort.DOUBTS, List.of(), 0);

    Reading {
        statements = List.copyOf(statements);
    }

    static Reading of(List<Statement> statements, int picture) {
        return new Reading(Sort.STATES, statements, picture);
    }

    boolean isRead() {
        return sort == Sort.STATES;
    }
}
