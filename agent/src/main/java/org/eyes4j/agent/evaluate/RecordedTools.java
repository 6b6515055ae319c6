package org.eyes4j.agent.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eyes4j.agent.repair.ToolCard;
import org.eyes4j.agent.repair.ToolGraph;

/** Reads the tools of a folder: {@code graph_desc.json}, or {@code tool_desc.json} where that is all there is. */
public final class RecordedTools {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordedTools() {}

    /**
     * The graph of a folder. Without links in the file, tools with a kind in common are linked.
     *
     * @throws EvaluationException if there is no such file or it has another form
     */
    public static ToolGraph read(Path folder) throws EvaluationException {
        Path file = folder.resolve("graph_desc.json");
        if (!Files.isRegularFile(file)) {
            file = folder.resolve("tool_desc.json");
        }
        if (!Files.isRegularFile(file)) {
            throw new EvaluationException("Expected graph_desc.json or tool_desc.json in " + folder
                    + ", found neither; name the folder that holds the tools");
        }
        JsonNode root = json(file);
        Map<String, ToolCard> tools = new LinkedHashMap<>();
        for (JsonNode node : root.path("nodes")) {
            String name = node.path("id").asText();
            if (name.isEmpty()) {
                throw new EvaluationException(file + ": expected an `id` in every member of `nodes`, found " + node);
            }
            tools.put(
                    name,
                    new ToolCard(
                            name, node.path("desc").asText(), kinds(node, "input-type"), kinds(node, "output-type")));
        }
        if (tools.isEmpty()) {
            throw new EvaluationException(file + ": expected tools in `nodes`, found none");
        }
        return root.has("links")
                ? new ToolGraph(tools.values(), links(root.path("links"), tools, file))
                : ToolGraph.byKinds(tools.values());
    }

    private static Map<String, Set<String>> links(JsonNode array, Map<String, ToolCard> tools, Path file)
            throws EvaluationException {
        Map<String, Set<String>> links = new HashMap<>();
        for (JsonNode link : array) {
            String source = link.path("source").asText();
            String target = link.path("target").asText();
            if (!tools.containsKey(source) || !tools.containsKey(target)) {
                throw new EvaluationException(file + ": expected links between the tools of `nodes`, found '" + source
                        + "' to '" + target + "'");
            }
            links.computeIfAbsent(source, s -> new HashSet<>()).add(target);
        }
        return links;
    }

    private static List<String> kinds(JsonNode node, String key) {
        List<String> kinds = new ArrayList<>();
        node.path(key).forEach(kind -> kinds.add(kind.asText()));
        return kinds;
    }

    private static JsonNode json(Path file) throws EvaluationException {
        try {
            return JSON.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new EvaluationException(file + " is no valid JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new EvaluationException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
