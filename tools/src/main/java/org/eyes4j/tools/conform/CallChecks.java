package org.eyes4j.tools.conform;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.ArgumentChecker;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.conform.Report.Depth;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Value;

/** What a tool does when it is called as it wants to be. */
final class CallChecks {
    static final String EXAMPLES = "examples_run";
    static final String INPUTS = "inputs_are_left_alone";
    static final String REPEATS = "gives_the_same_again";
    static final String REFUSES = "refuses_wrong_arguments";
    static final String CANCELS = "obeys_cancellation";

    static final List<Check> ALL = List.of(
            new Check(EXAMPLES, Depth.QUICK, CallChecks::examples),
            new Check(INPUTS, Depth.QUICK, CallChecks::inputs),
            new Check(REPEATS, Depth.QUICK, CallChecks::repeats),
            new Check(REFUSES, Depth.QUICK, CallChecks::refuses),
            new Check(CANCELS, Depth.QUICK, CallChecks::cancels));

    /** A call shorter than this need not look whether it was cancelled on the way. */
    private static final Duration SHORT = Duration.ofMillis(500);

    private CallChecks() {}

    private static Finding examples(Trial trial) {
        for (int i = 0; i < trial.arguments().size(); i++) {
            Map<String, Value> arguments = trial.arguments().get(i);
            Called called = i == 0 ? trial.first() : trial.call(arguments);
            Optional<Finding> wrong = example(trial, arguments, called);
            if (wrong.isPresent()) {
                return wrong.get();
            }
        }
        return Finding.passed(EXAMPLES);
    }

    private static Optional<Finding> example(Trial trial, Map<String, Value> arguments, Called called) {
        if (called.hung()) {
            return Optional.of(Finding.failed(
                    EXAMPLES,
                    "with " + arguments.keySet() + " " + called.told()
                            + (trial.hangs() ? ", and went on after it was told to stop" : ""),
                    "Keep calls short, give up on whatever you wait for, and look at context.cancellation() while you"
                            + " work"));
        } else if (called.isBug() || called.failedAs(FailureKind.UNAVAILABLE)) {
            return Optional.of(Finding.failed(
                    EXAMPLES,
                    "with " + arguments.keySet() + " " + called.told(),
                    "What cannot be done is a ToolResult.Failure that says what to do; anything thrown is a bug"));
        } else if (called.failedAs(FailureKind.NOT_INSTALLED)) {
            return Optional.of(Finding.skipped(EXAMPLES, called.told()));
        } else if (!called.succeeded()) {
            return Optional.of(
                    trial.isGiven() || hasExamples(trial.specification())
                            ? Finding.failed(
                                    EXAMPLES,
                                    "with its own examples " + called.told(),
                                    "Give the ports examples with which a call succeeds")
                            : Finding.skipped(
                                    EXAMPLES,
                                    "what was made up for its ports does not suit it: " + called.told()
                                            + ". Give its ports examples"));
        }
        Optional<String> fault = trial.fault(arguments, called);
        if (fault.isPresent()) {
            return Optional.of(Finding.failed(
                    EXAMPLES,
                    "it " + fault.get(),
                    "Give " + trial.specification().output()
                            + " in pixels of the frame of the picture that was given, clipped to it"));
        }
        List<String> mismatches = SpecificationChecks.mismatches(
                trial.specification(), called.success().value());
        return mismatches.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.failed(
                        EXAMPLES,
                        "what it gave does not fit the schema of its output: " + mismatches.get(0),
                        "Give scores of 0–1, labels, and boxes with four numbers"));
    }

    private static boolean hasExamples(ToolSpecification tool) {
        return tool.inputs().stream().anyMatch(port -> port.example() != null);
    }

    private static Finding inputs(Trial trial) {
        trial.mayCall();
        Map<String, Value> arguments = trial.arguments().get(0);
        Map<String, Raster> pictures = new HashMap<>();
        Map<Raster, byte[]> before = new IdentityHashMap<>();
        arguments.forEach((name, value) -> {
            if (value instanceof Value.Image image) {
                pictures.put(name, image.raster());
                before.put(image.raster(), image.raster().data().clone());
            }
        });
        if (before.isEmpty()) {
            return Finding.skipped(INPUTS, "it takes no picture");
        }
        trial.call(arguments);
        for (Map.Entry<String, Raster> picture : pictures.entrySet()) {
            if (!Arrays.equals(
                    before.get(picture.getValue()), picture.getValue().data())) {
                return Finding.failed(
                        INPUTS,
                        "the pixels of '" + picture.getKey() + "' are others after the call",
                        "Copy raster.data() before you write to it: other steps use the same picture");
            }
        }
        return Finding.passed(INPUTS);
    }

    private static Finding repeats(Trial trial) {
        if (trial.specification().is(Trait.RANDOM) || trial.specification().is(Trait.EFFECT)) {
            return Finding.skipped(REPEATS, "it declares that it may not");
        }
        Called one = trial.firstSuccess();
        Called two = trial.call(trial.arguments().get(0));
        String what = two.succeeded()
                ? Nearness.difference(one.success().value(), two.success().value())
                : "the second time " + two.told();
        return what.isEmpty()
                ? Finding.passed(REPEATS)
                : Finding.failed(
                        REPEATS,
                        "called twice with the same arguments: " + what,
                        "Fix the seed and keep no state between calls, or declare Trait.RANDOM");
    }

    private static Finding refuses(Trial trial) {
        ToolSpecification tool = trial.specification();
        Map<String, Value> unknown = new LinkedHashMap<>();
        unknown.put("no_such_port", new Value.Text("x"));
        List<String> faults = ArgumentChecker.faults(tool, unknown);
        long required = tool.inputs().stream().filter(Port::required).count();
        return faults.size() == required + 1
                ? Finding.passed(REFUSES)
                : Finding.failed(
                        REFUSES,
                        "without its " + required + " required arguments and with one it does not have, it has "
                                + faults.size() + " faults",
                        "Declare every argument as a port");
    }

    private static Finding cancels(Trial trial) {
        trial.mayCall();
        Cancellation already = new Cancellation();
        already.request();
        Called called = trial.call(trial.arguments().get(0), already, Duration.ofSeconds(20));
        if (called.succeeded() || called.isBug()) {
            return Finding.failed(
                    CANCELS,
                    "called when it was cancelled already, " + called.told(),
                    "Begin with: if (context.cancellation().isRequested()) give a failure of kind CANCELLED");
        }
        Called first = trial.first();
        if (!first.succeeded() || first.took().compareTo(SHORT) < 0) {
            return Finding.passed(CANCELS);
        }
        return onTheWay(trial);
    }

    /** Warm by now, so it is measured again; a long call must end soon after it is told to. */
    private static Finding onTheWay(Trial trial) {
        Map<String, Value> arguments = trial.arguments().get(0);
        Duration usual = trial.call(arguments).took();
        if (usual.compareTo(SHORT) < 0) {
            return Finding.passed(CANCELS);
        }
        Cancellation later = new Cancellation();
        Thread canceller = new Thread(() -> {
            try {
                Thread.sleep(usual.toMillis() / 4);
                later.request();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        canceller.setDaemon(true);
        canceller.start();
        Called called = trial.call(arguments, later, usual.multipliedBy(4).plus(Trial.STOP));
        Duration allowed = usual.dividedBy(4).plus(Trial.STOP);
        return called.failedAs(FailureKind.CANCELLED) || called.took().compareTo(allowed) < 0
                ? Finding.passed(CANCELS)
                : Finding.failed(
                        CANCELS,
                        "told to stop after " + usual.toMillis() / 4 + " ms, it ended after "
                                + called.took().toMillis() + " ms",
                        "Look at context.cancellation() between parts of the work, or listen to it");
    }
}
