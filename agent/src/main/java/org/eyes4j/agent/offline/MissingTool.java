package org.eyes4j.agent.offline;

import java.util.Optional;
import org.eyes4j.tools.Lack;
import org.jspecify.annotations.Nullable;

/** There is no tool for a part of the plan, or none that has its model. */
final class MissingTool extends Exception {
    private static final long serialVersionUID = 1;

    private final String need;
    private final transient @Nullable Lack lack;

    /** @param need the key of the sentence part that says what is needed: {@code segment}, {@code mood} */
    MissingTool(String need) {
        this(need, Optional.empty());
    }

    /** @param lack what the tool that there is lacks */
    MissingTool(String need, Optional<Lack> lack) {
        super("No tool " + need);
        this.need = need;
        this.lack = lack.orElse(null);
    }

    String need() {
        return need;
    }

    Optional<Lack> lack() {
        return Optional.ofNullable(lack);
    }
}
