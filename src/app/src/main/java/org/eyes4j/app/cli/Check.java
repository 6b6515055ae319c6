package org.eyes4j.app.cli;

/**
 * One thing that {@code doctor} looked at.
 *
 * @param name what was looked at
 * @param state how it is
 * @param found what was found
 * @param todo what to do about it; empty when nothing needs doing
 */
record Check(String name, State state, String found, String todo) {
    /** How a thing is. */
    enum State {
        GOOD("ok"),
        /** Works, with less than there could be. */
        NOTICE("note"),
        /** Must be mended before everything works. */
        BAD("BAD");

        private final String word;

        State(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    static Check good(String name, String found) {
        return new Check(name, State.GOOD, found, "");
    }

    static Check notice(String name, String found, String todo) {
        return new Check(name, State.NOTICE, found, todo);
    }

    static Check bad(String name, String found, String todo) {
        return new Check(name, State.BAD, found, todo);
    }
}
