package org.eyes4j.plugins;

import java.util.List;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.guard.GuardSettings;
import org.eyes4j.tools.guard.GuardedTool;

/** Fences every foreign tool in. Thread-safe. */
public final class GuardingGate implements ToolGate {
    private final GuardSettings settings;

    public GuardingGate(GuardSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<String> faults(Tool tool) {
        return List.of();
    }

    @Override
    public Tool guard(Tool tool) {
        return new GuardedTool(tool, settings);
    }
}
