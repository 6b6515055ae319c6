package org.eyes4j.agent.offline;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eyes4j.agent.planner.TaskRequest;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Things that a question does not ask to look for, since an input of the plan holds them: "the dog (inputs.that)". What a
 * session knows already comes so.
 */
final class Givens {
    /** Stands before the input's name, right behind the noun; a character that nobody writes. */
    static final char MARK = '\uE000';

    /** Begins a noun's tag that tells its input. */
    static final String TAG = "given.";

    private static final Pattern WRITTEN = Pattern.compile("\\s*[(（]inputs\\.([a-z0-9]{1,20})[)）]");

    private Givens() {}

    /** The question with marks for what is written in brackets. */
    static String marked(String question) {
        return WRITTEN.matcher(question.replace(String.valueOf(MARK), "")).replaceAll(MARK + "$1");
    }

    /** The question without what no input holds. */
    static String known(String question, Map<String, Kind> inputs) {
        return replaced(question, found -> inputs.get(found) == Kind.DETECTIONS ? " (inputs." + found + ")" : "");
    }

    /** The question as a person would say it. */
    static String plain(String question) {
        return replaced(question, found -> "");
    }

    private static String replaced(String question, UnaryOperator<String> by) {
        return WRITTEN.matcher(question)
                .replaceAll((MatchResult found) -> Matcher.quoteReplacement(by.apply(found.group(1))));
    }

    /** The picture that shows what a goal is given, if it is given something and the picture is there. */
    static Optional<String> picture(Goal goal, TaskRequest request) {
        return Stream.concat(goal.targets().stream(), Stream.ofNullable(goal.anchor()))
                .flatMap(Givens::inputs)
                .map(request.values()::get)
                .flatMap(value -> value instanceof Value.Detections things ? Stream.of(things) : Stream.empty())
                .flatMap(things -> request.values().entrySet().stream()
                        .filter(input -> input.getValue() instanceof Value.Image image
                                && image.frame().isRelatedTo(things.frame()))
                        .map(Map.Entry::getKey))
                .findFirst();
    }

    private static Stream<String> inputs(@Nullable Target target) {
        return target == null
                ? Stream.empty()
                : Stream.of(Stream.ofNullable(target.given()), inputs(target.anchor()), inputs(target.second()))
                        .flatMap(names -> names);
    }
}
