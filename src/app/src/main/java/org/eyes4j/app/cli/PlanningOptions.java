package org.eyes4j.app.cli;

import java.util.Arrays;
import java.util.Optional;
import org.eyes4j.agent.Agent;
import org.eyes4j.agent.conduct.PlannerChoice;
import org.eyes4j.agent.run.RunEvent;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.wiring.Eyes4j;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Who plans, and the model that is preferred: what every command that asks is given. */
final class PlanningOptions {
    /** Reads a planner's name. */
    static final class PlannerWord implements ITypeConverter<PlannerChoice> {
        @Override
        public PlannerChoice convert(String word) {
            return Arrays.stream(PlannerChoice.values())
                    .filter(choice -> choice.word().equalsIgnoreCase(word))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "expected one of " + Arrays.toString(PlannerChoice.values()) + " but was '" + word + "'"));
        }
    }

    @Option(
            names = "--planner",
            paramLabel = "auto|offline|plan|react",
            converter = PlannerWord.class,
            description = "Who makes the plan; offline needs no language model. Default: auto.")
    private PlannerChoice planner = PlannerChoice.AUTO;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "A model of 'eyes4j models list' to prefer, or a configured language model to ask.")
    private @Nullable String model;

    PlannerChoice planner() {
        return planner;
    }

    private Optional<String> model() {
        return Optional.ofNullable(model);
    }

    /**
     * Looks at what can be wrong before any work is done.
     *
     * @throws CommandFailure if something is
     */
    void check(Eyes4j eyes4j) {
        model().filter(eyes4j.languageModels().names()::contains).ifPresent(eyes4j::chooseLanguageModel);
        boolean needsModel = planner == PlannerChoice.PLAN || planner == PlannerChoice.REACT;
        if (needsModel && eyes4j.languageModel().isEmpty()) {
            throw CommandFailure.setup("--planner " + planner.word() + " " + Agent.NO_MODEL
                    + "; use --planner offline (or leave it out), which needs none");
        }
        visionModel(eyes4j).ifPresent(eyes4j.catalogue()::find);
    }

    /** The wished model, unless a language model is called so. */
    private Optional<String> visionModel(Eyes4j eyes4j) {
        return model().filter(name -> !eyes4j.languageModels().names().contains(name));
    }

    /** How a plan of this question is to be run, with progress told to a line. */
    RunOptions runOptions(Eyes4j eyes4j, ProgressLine progress) {
        RunOptions options = eyes4j.runOptions().tellingTo(event -> {
            if (event instanceof RunEvent.StepProgress step) {
                progress.accept(step.message());
            } else if (event instanceof RunEvent.PlanProgress plan) {
                progress.accept(plan.message());
            } else if (event instanceof RunEvent.ModelWrites piece) {
                progress.writes(piece.model(), piece.text());
            }
        });
        return visionModel(eyes4j).map(options::wishing).orElse(options);
    }
}
