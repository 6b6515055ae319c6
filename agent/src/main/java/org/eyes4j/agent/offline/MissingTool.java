package org.eyes4j.agent.offline;

/** There is no tool for a part of the plan. */
final class MissingTool extends Exception {
    private static final long serialVersionUID = 1;

    private final String need;

    /** @param need the key of the sentence part that says what is needed: {@code segment}, {@code mood} */
    MissingTool(String need) {
        super("No tool " + need);
        this.need = need;
    }

    String need() {
        return need;
    }
}
