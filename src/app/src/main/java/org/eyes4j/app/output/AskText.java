package org.eyes4j.app.output;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.answer.Evidence;
import org.eyes4j.agent.repair.Edit;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.agent.run.StepReport;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.value.Region;

/** An answer for a person: the sentences, then what each rests on, then what else there is to know. */
public final class AskText {
    private static final int MOST_EVIDENCE = 12;

    private AskText() {}

    /**
     * Prints an answer.
     *
     * @param kept whether {@code trace} can show the run
     */
    public static void print(Told told, boolean kept, PrintStream out) {
        out.println(Printable.of(told.answer().text()));
        Map<String, FoundRegion> regions = new LinkedHashMap<>();
        told.regions().forEach(r -> regions.put(r.region().id(), r));
        for (Claim claim : told.answer().claims()) {
            out.println();
            // A single sentence was just said; it need not be said again.
            boolean single = told.answer().claims().size() == 1;
            out.println(
                    single ? mark(claim.status()).strip() : mark(claim.status()) + " " + Printable.of(claim.text()));
            if (claim.isCorrected()) {
                out.println("    the language model had said: " + Printable.of(claim.draft()));
            }
            claim.doubts().forEach(doubt -> out.println("    in doubt: " + Printable.of(doubt)));
            List<Evidence> evidence = claim.evidence();
            evidence.stream()
                    .limit(MOST_EVIDENCE)
                    .forEach(e -> out.println(
                            "    " + evidence(e, regions, told.pictures().size() > 1)));
            if (evidence.size() > MOST_EVIDENCE) {
                out.println("    and " + (evidence.size() - MOST_EVIDENCE) + " more");
            }
        }
        printSteps(told, out);
        printList(
                "Put right in the language model's plan",
                told.reply().edits().stream().map(Edit::reason).toList(),
                out);
        out.println();
        out.println("Planner: " + told.planner()
                + (told.languageModel().isEmpty() ? "" : ", language model " + Printable.of(told.languageModel())));
        printList("Good to know", told.warnings(), out);
        printList(
                "Written",
                told.files().stream().map(f -> f.kind() + "  " + f.path()).toList(),
                out);
        if (kept) {
            out.println();
            out.println("How it came about: eyes4j trace " + told.result().run() + " --html trace.html");
        }
    }

    private static void printSteps(Told told, PrintStream out) {
        List<String> failed = told.result().steps().stream()
                .filter(s -> s.status() == StepReport.Status.FAILED)
                .map(AskText::failed)
                .toList();
        printList("What did not work", failed, out);
    }

    private static String failed(StepReport step) {
        Failure failure = step.failure();
        return step.id() + " (" + step.tool() + "): " + (failure == null ? "failed" : failure.explain());
    }

    private static void printList(String title, List<String> lines, PrintStream out) {
        if (!lines.isEmpty()) {
            out.println();
            out.println(title + ":");
            lines.forEach(l -> out.println("  " + Printable.of(l).replace("\n", "\n  ")));
        }
    }

    private static String mark(Claim.Status status) {
        return switch (status) {
            case SUPPORTED -> "[supported]   ";
            case UNSUPPORTED -> "[unsupported] ";
            case UNKNOWN -> "[unknown]     ";
            case CONTRADICTED -> "[contradicted]";
        };
    }

    private static String evidence(Evidence evidence, Map<String, FoundRegion> regions, boolean severalPictures) {
        String by = evidence.step().isEmpty() ? "" : "  (step " + evidence.step() + ")";
        return switch (evidence.kind()) {
            case REGION -> {
                FoundRegion found = regions.get(evidence.value());
                yield found == null
                        ? evidence.value() + by
                        : region(found.region())
                                + (severalPictures ? " in " + found.picture().image() : "")
                                + by;
            }
            case TEXT -> "text \"" + evidence.value() + "\"" + by;
            case NUMBER -> "number " + evidence.value() + by;
            case STEP -> "step " + evidence.value();
        };
    }

    private static String region(Region region) {
        BoundingBox box = region.box();
        String text = region.text() == null ? "" : " \"" + region.text() + "\"";
        return String.format(
                Locale.ROOT,
                "%s %s%s, score %.2f, at x %.0f-%.0f, y %.0f-%.0f",
                region.id(),
                region.label(),
                text,
                region.score(),
                box.x1(),
                box.x2(),
                box.y1(),
                box.y2());
    }
}
