package org.eyes4j.plugins;

import java.util.List;
import org.eyes4j.tools.Tool;

/** What stands between a plugin's tool and the planner. Thread-safe. */
public interface ToolGate {
    /** Why a tool may not be offered, a sentence each; empty where it may. */
    List<String> faults(Tool tool, ToolOrigin origin);

    /** The tool as it is offered: its bugs stay its own. */
    Tool guard(Tool tool);

    /** Lets every tool in as it is; for tests. */
    ToolGate OPEN = new ToolGate() {
        @Override
        public List<String> faults(Tool tool, ToolOrigin origin) {
            return List.of();
        }

        @Override
        public Tool guard(Tool tool) {
            return tool;
        }
    };
}
