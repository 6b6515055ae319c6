package org.eyes4j.plugins.oip;

import java.util.List;
import java.util.Optional;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;

/** An expert on one model, offered under a name of its own. Thread-safe. */
public final class FamilyTool implements Tool {
    private final ToolSpecification specification;
    private final Tool expert;

    /**
     * @param name what it is called
     * @param version part of every cache key
     * @param description empty for the expert's own
     * @param phrases other ways people ask for it
     */
    public FamilyTool(String name, String version, String description, List<String> phrases, Tool expert) {
        ToolSpecification own = expert.specification();
        this.expert = expert;
        this.specification = new ToolSpecification(
                name,
                version,
                description.isBlank() ? own.description() : description,
                own.inputs(),
                own.output(),
                own.outputDescription(),
                own.traits(),
                phrases);
    }

    @Override
    public ToolSpecification specification() {
        return specification;
    }

    /** The wish for another model is not for this tool, which has one. */
    @Override
    public ToolResult call(Arguments arguments, ToolContext context) {
        if (context.cancellation().isRequested()) {
            return ToolResult.failed(FailureKind.CANCELLED, "'" + specification.name() + "' was cancelled");
        }
        return expert.call(
                arguments,
                new ToolContext(
                        context.cancellation(),
                        context.progress(),
                        context.warnings(),
                        Optional.empty(),
                        context.outputFolder(),
                        context.depth(),
                        context.surroundings()));
    }

    @Override
    public void close() {
        expert.close();
    }
}
