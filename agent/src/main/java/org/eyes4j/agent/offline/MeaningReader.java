package org.eyes4j.agent.offline;

import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;

final class MeaningReader {
    Question clear(Question read, String question, ToolRegistry tools, ToolContext context) {
        return read;
    }
}
