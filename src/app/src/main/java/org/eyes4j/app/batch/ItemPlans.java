package org.eyes4j.app.batch;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.run.CallBook;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.app.service.CallShelf;
import org.eyes4j.app.service.JournalBook;
import org.eyes4j.app.service.RunShelf;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.artifact.ArtifactStore;
import org.eyes4j.tools.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Runs plans with an executor. Calls that have an effect are written down until what came of their item is on the disk: whoever
 * goes on with the batch does not make them twice. All other calls of an item that was cut short are made again.
 */
public final class ItemPlans implements Batch.Plans {
    private final Plan plan;
    private final PlanExecutor executor;
    private final RunOptions options;
    private final Function<String, Optional<Path>> out;
    private final @Nullable Effects effects;

    /**
     * Where effects are written down.
     *
     * @param runs forgets them
     * @param large keeps values that are too large for the shelf
     */
    public record Effects(CallShelf calls, RunShelf runs, ArtifactStore large) {}

    /**
     * With an executor.
     *
     * @param out where tools that write files write those of an item, by its name
     * @param effects null for a plan that has none, or whose effects nobody goes on with
     */
    public ItemPlans(
            Plan plan,
            PlanExecutor executor,
            RunOptions options,
            Function<String, Optional<Path>> out,
            @Nullable Effects effects) {
        this.plan = plan;
        this.executor = executor;
        this.options = options;
        this.out = out;
        this.effects = effects;
    }

    @Override
    public RunResult run(String item, String key, Map<String, Value> inputs, Cancellation cancellation) {
        RunOptions own = options.endedBy(cancellation);
        own = out.apply(item).map(own::writingTo).orElse(own);
        if (effects != null) {
            own = own.writtenDownIn(new EffectsAlone(new JournalBook(id(key), effects.calls(), effects.large())));
        }
        return executor.run(plan, inputs, own);
    }

    @Override
    public void settled(String key) {
        if (effects != null) {
            effects.runs().remove(id(key));
        }
    }

    private static String id(String key) {
        return "item-" + key;
    }

    /** An item's other calls are made again when it is: writing them down would cost more than it spares. */
    private record EffectsAlone(CallBook book) implements CallBook {
        @Override
        public boolean concerns(ToolSpecification tool) {
            return tool.is(Trait.EFFECT);
        }

        @Override
        public Optional<ToolResult> find(ToolSpecification tool, String key) {
            return book.find(tool, key);
        }

        @Override
        public void write(ToolSpecification tool, String key, ToolResult result) {
            book.write(tool, key, result);
        }
    }
}
