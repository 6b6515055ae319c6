package org.eyes4j.plugins;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.conform.Conformance;
import org.eyes4j.tools.conform.Finding;
import org.eyes4j.tools.conform.Report;
import org.eyes4j.tools.guard.GuardSettings;
import org.eyes4j.tools.guard.GuardedTool;
import org.eyes4j.tools.hash.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in what passes the quick look of {@link Conformance}, and fences it in. What passed whole is remembered by its code's
 * hash and its specification, and not looked at again with every start. Thread-safe.
 */
public final class GuardingGate implements ToolGate {
    private static final Logger LOG = LoggerFactory.getLogger(GuardingGate.class);

    /**
     * Ways of arriving whose coordinates eyes4j's own code makes: that a model finds other things in a moved picture says how
     * good it is, and that is told on demand.
     */
    private static final Set<String> OUR_CODE = Set.of("onnx", "oip");

    /** Ways of arriving behind which something must be up that may come up later. */
    private static final Set<String> ELSEWHERE = Set.of("http", "oip", "mcp", "process");

    private static final String MOVES = "moves_with_";

    private final GuardSettings settings;
    private final Duration patience;
    private final Path passed;

    /**
     * @param settings of the fence
     * @param patience how long one call may take while it is looked at
     * @param cache where it is remembered what passed
     */
    public GuardingGate(GuardSettings settings, Duration patience, Path cache) {
        this.settings = settings;
        this.patience = patience;
        this.passed = cache.resolve("plugin-cache").resolve("passed");
    }

    @Override
    public List<String> faults(Tool tool, ToolOrigin origin) {
        Path mark = passed.resolve(Sha256.of((origin + "\n" + tool.specification() + "\n"
                        + Conformance.checks(Report.Depth.QUICK).size())
                .getBytes(StandardCharsets.UTF_8)));
        if (Files.exists(mark)) {
            return List.of();
        }
        Report report = Conformance.of(tool).patience(patience).quick();
        List<Finding> failures = report.failures().stream()
                .filter(f -> !(OUR_CODE.contains(origin.kind()) && f.check().startsWith(MOVES)))
                .filter(f -> !(ELSEWHERE.contains(origin.kind()) && f.message().contains("UNAVAILABLE")))
                .toList();
        if (failures.isEmpty() && report.findings().stream().noneMatch(GuardingGate::isOpen)) {
            remember(mark);
        }
        return failures.stream()
                .map(f -> "tool '" + report.tool() + "' does not conform (" + f.check() + "): " + f.explain())
                .toList();
    }

    /** Whether another look may come to something else. */
    private static boolean isOpen(Finding finding) {
        return finding.outcome() == Finding.Outcome.SKIPPED || finding.message().contains("UNAVAILABLE");
    }

    private void remember(Path mark) {
        try {
            Files.createDirectories(passed);
            Files.write(mark, new byte[0]);
        } catch (IOException e) {
            LOG.warn("Cannot remember what passed in {}: {}", passed, e.toString());
        }
    }

    @Override
    public Tool guard(Tool tool) {
        return new GuardedTool(tool, settings);
    }
}
