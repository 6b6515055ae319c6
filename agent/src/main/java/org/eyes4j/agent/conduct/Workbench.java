package org.eyes4j.agent.conduct;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.eyes4j.agent.llm.LanguageModel;
import org.eyes4j.agent.llm.ModelReply;
import org.eyes4j.agent.llm.ModelReply.Trouble;
import org.eyes4j.agent.llm.ModelRequest;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.repair.Edit;
import org.eyes4j.agent.run.RunEvent;
import org.eyes4j.agent.run.RunLimits;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.run.StepReport;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.value.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one request is worked on: everything a {@link Conductor} may do, each thing recorded. Steps are run in rounds; what an
 * earlier round finished is kept. Belongs to one thread.
 */
public final class Workbench {
    private static final int MOST_OUTAGES = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Workbench.class);

    private final Workshop shop;
    private final RunOptions options;
    private final Optional<LanguageModel> model;
    private final Spending spending;
    private final long startedNanos = System.nanoTime();
    private final Set<String> warnings = new LinkedHashSet<>();
    private int begunSteps;
    private RunResult soFar = RunResult.NOTHING;
    private boolean running;
    private long millis;

    /**
     * A bench for one request.
     *
     * @param options naming the run; their listeners hear everything
     */
    public Workbench(Workshop shop, RunOptions options, Optional<LanguageModel> model) {
        if (options.run().isEmpty()) {
            throw new IllegalArgumentException("The run of a request needs an id");
        }
        this.shop = shop;
        this.options = options;
        this.model = model;
        this.spending = new Spending(options.limits().thought());
    }

    public String run() {
        return options.run();
    }

    public RunOptions options() {
        return options;
    }

    public ToolRegistry tools() {
        return shop.tools();
    }

    public Workshop shop() {
        return shop;
    }

    public Cancellation cancellation() {
        return options.cancellation();
    }

    /** The language model that is to be asked. */
    public LanguageModel model() {
        return model.orElseThrow(() -> new IllegalStateException("There is no language model at this bench"));
    }

    /** For calls outside of steps. */
    public ToolContext context() {
        return new ToolContext(
                options.cancellation(), this::report, this::warn, options.wishedModel(), options.outputFolder());
    }

    /** What a person should know; said once. */
    public void warn(String message) {
        warnings.add(message);
    }

    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Tells what it is at. */
    public void report(String message) {
        tell(new RunEvent.PlanProgress(run(), now(), message));
    }

    /** Records what was put right in a plan. */
    public void mended(Edit edit) {
        tell(new RunEvent.PlanMended(run(), now(), edit));
    }

    /** Every fault of a plan. */
    public List<Fault> check(Plan plan) {
        return shop.checker().check(plan, shop.tools(), shop.limits());
    }

    /** Tells of tools that cannot be called just now, which a language model is therefore not offered. */
    public void warnOfOutages() {
        tools().outages().values().stream()
                .limit(MOST_OUTAGES)
                .forEach(why -> warn("Not offered to the language model: " + why));
    }

    /** Tells of steps that will fail if nothing changes before their turn. */
    private void warnOfOutages(Plan plan) {
        Map<String, String> outages = tools().outages();
        plan.steps().forEach(step -> {
            String why = outages.get(step.tool());
            if (why != null) {
                warn("Step '" + step.id() + "': " + why);
            }
        });
    }

    /** What was run until now. */
    public RunResult soFar() {
        return soFar;
    }

    /**
     * Runs a plan, or goes on with one that has grown: steps that are done, or have failed, and stand as they were are kept.
     *
     * @param given by input; what the plan has no use for is no mistake
     */
    public RunResult run(Plan plan, Map<String, Value> given) {
        Map<String, Value> inputs = new LinkedHashMap<>(given);
        inputs.keySet().retainAll(plan.inputs().keySet());
        warnOfOutages(plan);
        soFar = shop.executor().run(plan, inputs, ofRound(), soFar);
        soFar.warnings().forEach(this::warn);
        return soFar;
    }

    /**
     * Runs a plan beside the request's own, within what the limits leave: its steps are counted, and are no steps of the run.
     */
    public RunResult aside(Plan plan, Map<String, Value> inputs) {
        RunOptions round = ofRound();
        return shop.executor().run(plan, inputs, round.toldTo(List.of(event -> {
            begunSteps += event instanceof RunEvent.StepStarted ? 1 : 0;
            if (event instanceof RunEvent.StepProgress progress) {
                report(progress.message());
            }
        })));
    }

    /** Another plan stands for what was run: outputs may change, steps may not. */
    public void keep(Plan plan) {
        if (!plan.steps().equals(soFar.plan().steps())) {
            throw new IllegalArgumentException("What was run cannot become other steps");
        }
        soFar = soFar.planned(plan);
    }

    /** What earlier rounds and the language model took is gone; a round that has nothing left ends at once, and says so. */
    private RunOptions ofRound() {
        RunLimits limits = options.limits();
        Duration left = timeLeft();
        return options.toldTo(List.of(this::tellOfRound))
                .within(limits.withSteps(Math.max(0, limits.steps() - begunSteps))
                        .withTimes(limits.step(), left.isZero() ? Duration.ofMillis(1) : left));
    }

    /** Time that the request may still take; zero or more. */
    private Duration timeLeft() {
        Duration left = options.limits().run().minusNanos(System.nanoTime() - startedNanos);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** What the language model was asked until now. */
    public Spent spent() {
        return spending.spent();
    }

    /** A request's run has one beginning and one end, whatever its rounds. */
    private void tellOfRound(RunEvent event) {
        begunSteps += event instanceof RunEvent.StepStarted ? 1 : 0;
        if (event instanceof RunEvent.RunDone done) {
            millis += done.millis();
        } else if (!(event instanceof RunEvent.RunStarted) || !running) {
            running = true;
            tell(event);
        }
    }

    /** The request is over. */
    public void close() {
        if (running) {
            running = false;
            tell(new RunEvent.RunDone(
                    run(),
                    now(),
                    millis,
                    count(StepReport.Status.DONE),
                    count(StepReport.Status.FAILED),
                    count(StepReport.Status.SKIPPED)));
        }
    }

    private int count(StepReport.Status status) {
        return (int) soFar.steps().stream().filter(s -> s.status() == status).count();
    }

    /** Asks the language model, tells of each piece as it comes where the model streams, and records the whole. */
    public ModelReply ask(ModelRequest request) {
        LanguageModel asked = model();
        Optional<String> exhausted = spending.exhausted();
        if (exhausted.isPresent()) {
            return stopped(exhausted.get());
        } else if (timeLeft().isZero()) {
            return outOfTime();
        }
        report("asking " + asked.name() + " (" + request.purpose() + ")");
        long start = System.nanoTime();
        ModelReply reply = askInTime(
                asked,
                request,
                text -> tell(new RunEvent.ModelWrites(run(), now(), asked.name(), request.purpose(), text)));
        long took = (System.nanoTime() - start) / 1_000_000;
        spending.asked(asked, request, reply);
        tell(new RunEvent.ModelAsked(run(), now(), asked.name(), took, request, reply));
        return reply;
    }

    private ModelReply askInTime(LanguageModel asked, ModelRequest request, Consumer<String> onText) {
        Cancellation call = new Cancellation();
        try (Cancellation.Registration whole = options.cancellation().onRequest(call::request);
                Alarm alarm = Alarm.after(timeLeft(), call::request)) {
            ModelReply reply = asked.ask(request, call, onText);
            boolean cancelled = reply instanceof ModelReply.Failed failed && failed.trouble() == Trouble.CANCELLED;
            return cancelled && alarm.hasRung() && !options.cancellation().isRequested() ? outOfTime() : reply;
        }
    }

    private ModelReply outOfTime() {
        long millis = options.limits().run().toMillis();
        String limit = millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
        return stopped("the run met its time limit of " + limit + " (runs.total_timeout)");
    }

    private ModelReply stopped(String why) {
        warn("Stopped: " + why + "; what was found until then is told");
        return new ModelReply.Failed(Trouble.BUDGET, "Stopped: " + why, "Allow more, or ask for less at once", "");
    }

    private void tell(RunEvent event) {
        for (Consumer<RunEvent> listener : options.listeners()) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.warn("A listener of run {} failed", run(), e);
            }
        }
    }

    private Instant now() {
        return shop.executor().now();
    }
}
