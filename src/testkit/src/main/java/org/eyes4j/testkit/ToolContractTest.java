package org.eyes4j.testkit;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.conform.Check;
import org.eyes4j.tools.conform.Conformance;
import org.eyes4j.tools.conform.Finding;
import org.eyes4j.tools.conform.Report.Depth;
import org.eyes4j.tools.conform.Trial;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every tool does, for its author to inherit:
 *
 * <pre>{@code
 * class BrightenTest extends ToolContractTest {
 *     @Override
 *     protected Tool tool() {
 *         return AnnotatedTools.of(new MyTools()).get(0);
 *     }
 * }
 * }</pre>
 *
 * <p>Each check is a test of its own; one that cannot be made is skipped with the reason. These are the checks of the
 * conformance kit that {@code eyes4j} runs when a plugin is registered ({@link Depth#QUICK}) and on demand ({@link
 * Depth#FULL}).
 */
public abstract class ToolContractTest {
    @TempDir
    Path folder;

    /** The tool. */
    protected abstract Tool tool();

    /**
     * What it is called with, each with every required argument; the first is what is changed, moved and repeated. Where it
     * is empty, the examples of its ports and a drawn scene with a red ball and a yellow box stand in.
     */
    protected List<Map<String, Value>> arguments() {
        return List.of();
    }

    /** How closely it is looked at. */
    protected Depth depth() {
        return Depth.FULL;
    }

    /** The longest that a call may take. */
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }

    /** Whether a tool with effects may be called; files belong into the folder that the context names. */
    protected boolean mayHaveEffects() {
        return false;
    }

    @TestFactory
    Stream<DynamicTest> contract() {
        Conformance look = Conformance.of(tool()).patience(patience());
        for (Map<String, Value> arguments : arguments()) {
            look = look.given(arguments);
        }
        Trial trial = (mayHaveEffects() ? look.effectsIn(folder) : look).trial(depth());
        return Conformance.checks(depth()).stream()
                .map(check -> DynamicTest.dynamicTest(check.name(), () -> passes(check, trial)));
    }

    private static void passes(Check check, Trial trial) {
        Finding finding = check.run(trial);
        switch (finding.outcome()) {
            case PASSED -> {}
            case FAILED -> fail(finding.explain());
            case SKIPPED -> abort(finding.message());
        }
    }
}
