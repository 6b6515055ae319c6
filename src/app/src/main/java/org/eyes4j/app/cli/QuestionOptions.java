package org.eyes4j.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eyes4j.agent.Agent;
import org.eyes4j.agent.conduct.PlannerChoice;
import org.eyes4j.agent.run.RunEvent;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.app.output.Picture;
import org.eyes4j.app.wiring.Eyes4j;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** What {@code ask} and {@code plan} are given: a question and pictures, and how to plan. */
final class QuestionOptions {
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

    @Parameters(
            paramLabel = "QUESTION",
            arity = "0..1",
            description = "What you want to know or have done, in plain words, in quotes.")
    private String question = "";

    @Option(
            names = "--image",
            paramLabel = "FILE",
            description = "A picture; give it several times for several. They are called image1, image2, ...")
    private List<Path> images = new ArrayList<>();

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

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

    String question() {
        return question;
    }

    boolean json() {
        return json;
    }

    PlannerChoice planner() {
        return planner;
    }

    Optional<String> model() {
        return Optional.ofNullable(model);
    }

    /**
     * Looks at everything that can be wrong before any work is done.
     *
     * @throws CommandFailure if something is
     */
    void check(Eyes4j eyes4j) {
        if (question.isBlank()) {
            throw CommandFailure.usage("There is no question; give one in quotes: \"How many cups are there?\"");
        }
        if (images.isEmpty()) {
            throw CommandFailure.usage("There is no picture; give one or more with --image FILE");
        }
        if (images.stream().anyMatch(image -> image.toString().isEmpty())) {
            throw CommandFailure.usage("--image needs a file, got an empty name");
        }
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

    /** The pictures, decoded, named {@code image1} and so on. */
    List<Picture> read(Eyes4j eyes4j) {
        List<Picture> pictures = new ArrayList<>();
        for (Path file : images) {
            String id = "image" + (pictures.size() + 1);
            pictures.add(new Picture(id, file.toString(), eyes4j.readPicture(file, id)));
        }
        return pictures;
    }
}
