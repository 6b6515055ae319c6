package org.eyes4j.agent.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eyes4j.agent.repair.Sketch;

/**
 * A plan as a language model wrote it, of a file with one JSON object a line: {@code {id, user_request, task_steps,
 * task_nodes: [{task, arguments}], task_links: [{source, target}]}}.
 *
 * @param json the whole line, for writing it back
 * @param names the tools it names, in order
 * @param linkNames its links by names of tools; they may stand for steps that are not there
 * @param sketch the same for mending; a link to no step of the plan is left out
 */
public record RecordedPlan(ObjectNode json, List<String> names, List<Link> linkNames, Sketch sketch) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A link as it is written. */
    public record Link(String source, String target) {}

    public RecordedPlan {
        names = List.copyOf(names);
        linkNames = List.copyOf(linkNames);
    }

    public String id() {
        return json.path("id").asText();
    }

    /**
     * Every plan of a file.
     *
     * @throws EvaluationException naming the line that is no plan
     */
    public static List<RecordedPlan> read(Path file) throws EvaluationException {
        List<RecordedPlan> plans = new ArrayList<>();
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    plans.add(parse(line));
                }
            }
        } catch (JsonProcessingException e) {
            throw new EvaluationException(
                    file + ", line " + number + ": expected one JSON object, " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new EvaluationException(file + ", line " + number + ": " + e.getMessage(), e);
        } catch (IOException | UncheckedIOException e) {
            throw new EvaluationException("The plans " + file + " cannot be read: " + e.getMessage(), e);
        }
        if (plans.isEmpty()) {
            throw new EvaluationException(file + " holds no plan; expected one JSON object a line");
        }
        return plans;
    }

    private static RecordedPlan parse(String line) throws JsonProcessingException {
        JsonNode node = JSON.readTree(line);
        if (!(node instanceof ObjectNode json) || !json.path("task_nodes").isArray()) {
            throw new IllegalArgumentException("expected an object with a list `task_nodes`");
        }
        List<String> names = new ArrayList<>();
        List<Sketch.Step> steps = new ArrayList<>();
        int at = 0;
        for (JsonNode step : json.path("task_nodes")) {
            names.add(step.path("task").asText());
            List<String> arguments = new ArrayList<>();
            step.path("arguments").forEach(a -> arguments.add(text(a)));
            steps.add(new Sketch.Step(
                    step.path("task").asText(),
                    json.path("task_steps").path(at++).asText(),
                    arguments));
        }
        List<Link> links = new ArrayList<>();
        List<Sketch.Link> placed = new ArrayList<>();
        Set<Integer> followed = new HashSet<>();
        for (JsonNode link : json.path("task_links")) {
            Link named =
                    new Link(link.path("source").asText(), link.path("target").asText());
            links.add(named);
            place(named, names, followed, placed);
        }
        return new RecordedPlan(
                json, names, links, new Sketch(json.path("user_request").asText(), steps, placed));
    }

    /** Names of tools may stand for several steps: meant is the nearest pair in order that no link has taken yet. */
    private static void place(Link link, List<String> names, Set<Integer> followed, List<Sketch.Link> placed) {
        Sketch.Link best = null;
        int bestCost = Integer.MAX_VALUE;
        for (int from = 0; from < names.size(); from++) {
            for (int to = 0; to < names.size(); to++) {
                if (from != to
                        && names.get(from).equals(link.source)
                        && names.get(to).equals(link.target)) {
                    int cost = (to > from ? to - from : 100 + from - to) + (followed.contains(to) ? 50 : 0);
                    if (cost < bestCost) {
                        bestCost = cost;
                        best = new Sketch.Link(from, to);
                    }
                }
            }
        }
        if (best != null) {
            followed.add(best.to());
            placed.add(best);
        }
    }

    private static String text(JsonNode argument) {
        if (argument.isObject()) {
            return argument.has("value")
                    ? argument.path("value").asText()
                    : argument.path("name").asText();
        }
        return argument.asText();
    }

    /** The line with other steps and links; everything else as it was. */
    public ObjectNode with(Sketch mended) {
        ObjectNode line = json.deepCopy();
        ArrayNode about = line.putArray("task_steps");
        ArrayNode nodes = line.putArray("task_nodes");
        int number = 0;
        for (Sketch.Step step : mended.steps()) {
            number++;
            about.add(step.about().isEmpty() ? "Step " + number + ": Use " + step.tool() : step.about());
            ArrayNode arguments = nodes.addObject().put("task", step.tool()).putArray("arguments");
            step.arguments().forEach(arguments::add);
        }
        ArrayNode links = line.putArray("task_links");
        for (Sketch.Link link : mended.links()) {
            links.addObject()
                    .put("source", mended.steps().get(link.from()).tool())
                    .put("target", mended.steps().get(link.to()).tool());
        }
        return line;
    }
}
