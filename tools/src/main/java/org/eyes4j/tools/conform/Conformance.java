package org.eyes4j.tools.conform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.conform.Report.Depth;
import org.eyes4j.tools.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * What every tool must do before a planner may choose it. {@link #quick(Tool)} is for registration, {@link #full(Tool)} on
 * demand:
 *
 * <pre>{@code
 * Report report = Conformance.of(tool).given(Map.of("image", photograph)).full();
 * if (!report.passed()) System.err.println(report.toText());
 * }</pre>
 *
 * <p>The tool is called with the arguments its author gives, else with the examples of its ports and a drawn scene. A tool
 * with effects is called only where a folder for them is given. Immutable.
 */
public final class Conformance {
    private final Tool tool;
    private final List<Map<String, Value>> given;
    private final @Nullable Duration patience;
    private final @Nullable Path folder;

    private Conformance(Tool tool, List<Map<String, Value>> given, @Nullable Duration patience, @Nullable Path folder) {
        this.tool = tool;
        this.given = List.copyOf(given);
        this.patience = patience;
        this.folder = folder;
    }

    public static Conformance of(Tool tool) {
        return new Conformance(tool, List.of(), null, null);
    }

    /** Looks as closely as registration does. */
    public static Report quick(Tool tool) {
        return of(tool).quick();
    }

    /** Looks at everything. */
    public static Report full(Tool tool) {
        return of(tool).full();
    }

    /** Also called with these; the first are what is changed, moved and repeated. */
    public Conformance given(Map<String, Value> arguments) {
        List<Map<String, Value>> all = new ArrayList<>(given);
        all.add(Map.copyOf(arguments));
        return new Conformance(tool, all, patience, folder);
    }

    /** The longest that a call may take; 20 s or, in full, 2 minutes unless said otherwise. */
    public Conformance patience(Duration longest) {
        return new Conformance(tool, given, longest, folder);
    }

    /** Where tools that write files may write them; it gives leave to call one with effects. */
    public Conformance effectsIn(Path outputFolder) {
        return new Conformance(tool, given, patience, outputFolder);
    }

    public Report quick() {
        return run(Depth.QUICK);
    }

    public Report full() {
        return run(Depth.FULL);
    }

    private Report run(Depth depth) {
        Trial trial;
        try {
            trial = trial(depth);
        } catch (RuntimeException | LinkageError e) {
            return new Report(
                    tool.getClass().getSimpleName(),
                    depth,
                    List.of(Finding.failed(
                            SpecificationChecks.SPECIFICATION,
                            "asked for its specification, it threw " + e,
                            "Give the same ToolSpecification every time, without asking anyone")));
        }
        return new Report(
                trial.specification().name(),
                depth,
                checks(depth).stream().map(check -> check.run(trial)).toList());
    }

    /** The checks that a look consists of, in their order. */
    public static List<Check> checks(Depth depth) {
        return Stream.of(
                        SpecificationChecks.ALL, CallChecks.ALL, MovingChecks.ALL, HostileChecks.ALL, LastingChecks.ALL)
                .flatMap(List::stream)
                .filter(check -> check.depth() == Depth.QUICK || depth == Depth.FULL)
                .toList();
    }

    /** What single checks look at. */
    public Trial trial(Depth depth) {
        Duration longest = patience;
        if (longest == null) {
            longest = depth == Depth.QUICK ? Duration.ofSeconds(20) : Duration.ofMinutes(2);
        }
        List<Map<String, Value>> arguments = new ArrayList<>();
        given.forEach(one -> arguments.add(new LinkedHashMap<>(one)));
        return new Trial(tool, arguments, longest, folder);
    }
}
