package org.eyes4j.agent.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.config.yaml.YamlDocument;

/** Faults of plans as faults of the document that a plan was read from: line, column, what was expected, what is there. */
final class PlanFaults {
    private static final Pattern FOUND = Pattern.compile("(.*), (?:found|got) (.*)", Pattern.DOTALL);
    private static final Pattern TAKES = Pattern.compile("Argument (.*) takes (.*), (?:and (.*)|not a list)");
    private static final Pattern NO_KIND = Pattern.compile("There is no kind (.*); kinds are (.*)");
    private static final Pattern FALLBACK = Pattern.compile("The fallback of (.*) gives (.*), and (.*)");
    private static final Pattern OTHER = Pattern.compile("Two steps are called (.*), this one and (/steps/\\d+)");
    private static final int MOST_HINT = 300;

    private PlanFaults() {}

    /** @param parts workflows of other files: what is wrong in them is told where it stands there */
    static List<org.eyes4j.config.yaml.Fault> of(
            List<Fault> faults, YamlDocument document, Map<String, Workflow.Part> parts) {
        List<org.eyes4j.config.yaml.Fault> placed = new ArrayList<>();
        for (Fault fault : faults) {
            placed.add(of(fault, document, parts));
        }
        return placed;
    }

    private static org.eyes4j.config.yaml.Fault of(
            Fault fault, YamlDocument document, Map<String, Workflow.Part> parts) {
        for (Map.Entry<String, Workflow.Part> part : parts.entrySet()) {
            String inside = part.getKey() + "/workflow/";
            if (fault.where().startsWith(inside)) {
                Fault there = new Fault(
                        fault.code(), fault.where().substring(inside.length() - 1), fault.message(), fault.hint());
                return of(
                        there,
                        part.getValue().document(),
                        part.getValue().workflow().parts());
            }
        }
        return of(fault, document);
    }

    private static org.eyes4j.config.yaml.Fault of(Fault fault, YamlDocument document) {
        Told told = told(fault, document);
        String hint = fault.hint();
        boolean useful = !hint.isEmpty() && hint.length() <= MOST_HINT && !hint.equals("there are none");
        return document.fault(fault.where(), told.expected, told.found + (useful ? "; " + hint : ""));
    }

    private record Told(String expected, String found) {}

    private static Told told(Fault fault, YamlDocument document) {
        String message = fault.message();
        return switch (fault.code()) {
            case UNKNOWN_KEY -> new Told("a key that there is", lower(message));
            case DUPLICATE_ID -> duplicate(message, document);
            case UNKNOWN_TOOL -> new Told("a tool that there is", after(message, " calls tool "));
            case UNKNOWN_ARGUMENT -> new Told("an argument that the tool has", lower(message));
            case MISSING_ARGUMENT ->
                new Told(after(message, " lacks "), given(document.root().at(fault.where())));
            case UNKNOWN_REFERENCE -> new Told("a step or an input that there is", after(message, " refers to "));
            case KIND -> kind(message);
            case BAD_EXPRESSION -> new Told("a CEL expression over inputs and earlier steps", lower(message));
            case CYCLE ->
                new Told(
                        "steps that do not wait for each other in a circle",
                        message.contains(": ") ? after(message, ": ") : lower(message));
            case NOT_A_LIST -> new Told("a list, detections or masks to run over", after(message, " runs over "));
            case RETRY -> new Told("a step that may be repeated", lower(message));
            case UNUSED_STEP -> new Told("a step whose value is used", lower(message));
            case OUT_OF_SERVICE -> new Told("a tool that can be called just now", lower(message));
            case UNUSED_INPUT -> new Told("an input that is used", lower(message));
            case NO_OUTPUT -> new Told("an output or a step with an effect", "neither");
            case FORMAT, LIMIT, BAD_ID, BAD_LITERAL, NOT_ALLOWED ->
                split(message).orElseGet(() -> new Told("what its place allows", lower(message)));
        };
    }

    private static Told duplicate(String message, YamlDocument document) {
        Matcher other = OTHER.matcher(message);
        return other.matches()
                ? new Told(
                        "an id that no other step has",
                        other.group(1) + ", which the step at line "
                                + document.fault(other.group(2) + "/id", "", "").line() + " has too")
                : new Told("an id that no other step has", lower(message));
    }

    private static Told kind(String message) {
        Matcher fallback = FALLBACK.matcher(message);
        if (fallback.matches()) {
            return new Told(
                    fallback.group(2) + ", as " + fallback.group(1) + " gives",
                    fallback.group(3).replaceFirst("' is ", "', which is "));
        }
        Matcher takes = TAKES.matcher(message);
        if (!takes.matches()) {
            return new Told("another kind", lower(message));
        }
        String given = takes.group(3);
        return new Told(
                takes.group(2) + " for argument " + takes.group(1),
                given == null ? "a list" : given.replaceFirst("' is ", "', which is "));
    }

    private static Optional<Told> split(String message) {
        Matcher kind = NO_KIND.matcher(message);
        if (kind.matches()) {
            return Optional.of(new Told("one of the kinds " + kind.group(2), kind.group(1)));
        }
        Matcher found = FOUND.matcher(message.replaceFirst("^Step '[^']*': ", ""));
        if (!found.matches()) {
            return Optional.empty();
        }
        String expected = found.group(1).replaceFirst("^Expected ", "");
        return Optional.of(new Told("that " + lower(expected), found.group(2)))
                .map(told -> expected.equals(found.group(1)) ? told : new Told(expected, told.found));
    }

    private static String given(JsonNode arguments) {
        List<String> names = new ArrayList<>();
        arguments.fieldNames().forEachRemaining(names::add);
        return names.isEmpty() ? "no arguments" : "only " + String.join(", ", names);
    }

    private static String after(String message, String mark) {
        int at = message.indexOf(mark);
        return at < 0 ? lower(message) : message.substring(at + mark.length());
    }

    private static String lower(String sentence) {
        return sentence.isEmpty()
                ? sentence
                : sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }
}
