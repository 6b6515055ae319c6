package org.eyes4j.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.agent.conduct.PlannerChoice;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.session.NewPicture;
import org.eyes4j.app.output.Picture;
import org.eyes4j.wiring.Eyes4j;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code ask} and {@code plan} are given: a question and pictures, and how to plan. */
final class QuestionOptions {
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

    @Mixin
    private PlanningOptions planning = new PlanningOptions();

    String question() {
        return question;
    }

    boolean json() {
        return json;
    }

    PlannerChoice planner() {
        return planning.planner();
    }

    /**
     * Looks at everything that can be wrong before any work is done.
     *
     * @throws CommandFailure if something is
     */
    void check(Eyes4j eyes4j) {
        check(eyes4j, true);
    }

    /** The same where pictures may be known already. */
    void check(Eyes4j eyes4j, boolean needsPicture) {
        if (question.isBlank()) {
            throw CommandFailure.usage("There is no question; give one in quotes: \"How many cups are there?\"");
        }
        if (needsPicture && images.isEmpty()) {
            throw CommandFailure.usage("There is no picture; give one or more with --image FILE");
        }
        if (images.stream().anyMatch(image -> image.toString().isEmpty())) {
            throw CommandFailure.usage("--image needs a file, got an empty name");
        }
        planning.check(eyes4j);
    }

    /** How a plan of this question is to be run, with progress told to a line. */
    RunOptions runOptions(Eyes4j eyes4j, ProgressLine progress) {
        return planning.runOptions(eyes4j, progress);
    }

    /** The pictures' files, for a conversation. */
    List<NewPicture> files(Eyes4j eyes4j) {
        return images.stream().map(eyes4j::newPicture).toList();
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
