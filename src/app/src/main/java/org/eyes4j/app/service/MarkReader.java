package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eyes4j.agent.session.Mark;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.name.Names;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueFormatException;
import org.eyes4j.tools.value.ValueJson;

/**
 * Reads what was drawn for a question: {@code marks: [{picture, id, label?, mask? | box? | prompts?, exemplar?, found?}]}.
 * Where there are only prompts, what they mean is segmented first. Thread-safe.
 */
final class MarkReader {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> MEMBERS =
            List.of("picture", "id", "label", "mask", "box", "prompts", "exemplar", "found", "score");
    private static final int MOST = 100;
    private static final int LONGEST_LABEL = 80;

    private final ToolCalls calls;

    MarkReader(ToolCalls calls) {
        this.calls = calls;
    }

    /** A picture that can be drawn on. */
    record Ground(String artifact, Frame frame) {}

    /**
     * Refuses what is no list of marks.
     *
     * @throws Problem at the field at fault
     */
    void check(Order order) {
        JsonNode list = order.list("marks");
        if (list.size() > MOST) {
            throw Problem.at("/marks", "At most " + MOST + " marks go with a question, got " + list.size());
        }
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            String at = "/marks/" + i;
            JsonNode mark = list.get(i);
            check(mark, at);
            if (!ids.add(mark.get("id").textValue())) {
                throw Problem.at(
                        at + "/id", "Two marks have the id '" + mark.get("id").textValue() + "'");
            }
        }
    }

    private static void check(JsonNode mark, String at) {
        if (!mark.isObject()) {
            throw Problem.at(at, "Expected a mark {picture, id, mask | box | prompts, …}");
        }
        for (Map.Entry<String, JsonNode> member : mark.properties()) {
            if (!MEMBERS.contains(member.getKey())) {
                throw Problem.at(
                        at + "/" + member.getKey(),
                        "A mark has no field '" + member.getKey() + "'; " + Names.hint(member.getKey(), MEMBERS));
            }
        }
        if (!mark.path("picture").isTextual()) {
            throw Problem.at(at + "/picture", "Expected the id of the picture that it is drawn on");
        }
        if (!mark.path("id").asText("").matches("[a-z]{1,4}\\d{1,6}")) {
            throw Problem.at(at + "/id", "Expected letters and a number, as in 'm1'");
        }
        if (mark.hasNonNull("label")
                && !(mark.get("label").isTextual()
                        && mark.get("label").textValue().length() <= LONGEST_LABEL)) {
            throw Problem.at(at + "/label", "Expected a text of at most " + LONGEST_LABEL + " characters");
        }
        for (String flag : List.of("exemplar", "found")) {
            if (mark.hasNonNull(flag) && !mark.get(flag).isBoolean()) {
                throw Problem.at(at + "/" + flag, "Expected true or false");
            }
        }
        if (!mark.hasNonNull("mask")
                && !mark.hasNonNull("box")
                && !mark.path("prompts").isArray()) {
            throw Problem.at(at, "A mark needs a 'mask', a 'box' or 'prompts'");
        }
    }

    /**
     * Reads them.
     *
     * @param grounds a picture by its name or the id of its bytes
     */
    List<Mark> read(Order order, Function<String, Optional<Ground>> grounds, Task task) {
        List<Mark> marks = new ArrayList<>();
        for (JsonNode node : order.list("marks")) {
            String at = "/marks/" + marks.size();
            String picture = node.get("picture").textValue();
            Ground ground = grounds.apply(picture)
                    .orElseThrow(() -> Problem.at(
                            at + "/picture", "'" + picture + "' is none of the question's pictures; give it too"));
            marks.add(mark(node, ground, at, task));
        }
        return marks;
    }

    private Mark mark(JsonNode node, Ground ground, String at, Task task) {
        Region region = node.hasNonNull("mask") || node.hasNonNull("box")
                ? drawn(node, ground.frame(), at)
                : segmented(node, ground, at, task);
        Mark.Use use = node.path("exemplar").asBoolean(false)
                ? Mark.Use.EXEMPLAR
                : node.path("found").asBoolean(false) ? Mark.Use.KNOWN : Mark.Use.SUBJECT;
        return new Mark(
                ground.frame().image(),
                node.get("id").textValue(),
                node.path("label").asText(""),
                region.box(),
                region.mask(),
                use);
    }

    private static Region drawn(JsonNode node, Frame frame, String at) {
        try {
            return region(node, frame);
        } catch (ValueFormatException e) {
            throw Problem.at(at, "What is drawn cannot be read: " + e.getMessage());
        }
    }

    /** A region of a picture, with a box where only its mask is given and a label where none is. */
    static Region region(JsonNode node, Frame frame) {
        ObjectNode region = JSON.objectNode().put("label", node.path("label").asText(""));
        boolean boxed = node.hasNonNull("box");
        if (boxed) {
            region.set("box", node.get("box"));
        } else {
            region.putArray("box").add(0).add(0).add(frame.width()).add(frame.height());
        }
        if (node.hasNonNull("mask")) {
            JsonNode size = node.get("mask").path("size");
            if (size.size() == 2
                    && size.get(0).isInt()
                    && size.get(1).isInt()
                    && (size.get(0).intValue() != frame.height() || size.get(1).intValue() != frame.width())) {
                throw new ValueFormatException("The mask is of " + size.get(1) + " x " + size.get(0)
                        + " pixels, and its picture of " + frame.width() + " x " + frame.height());
            }
            region.set("mask", node.get("mask"));
        }
        ObjectNode detections = JSON.objectNode();
        detections.putArray("regions").add(region);
        Region read = ((Value.Detections) ValueJson.fromJson(detections, Kind.DETECTIONS, frame))
                .regions()
                .get(0);
        Mask mask = read.mask();
        return boxed || mask == null || mask.isEmpty()
                ? read
                : read.with(read.detection().withBox(mask.box()));
    }

    private Region segmented(JsonNode node, Ground ground, String at, Task task) {
        ObjectNode arguments = JSON.objectNode();
        arguments.putObject("image").put("artifact", ground.artifact());
        arguments.set("prompts", node.get("prompts"));
        arguments.put("limit", 1);
        ToolCalls.Manner manner = new ToolCalls.Manner(
                Optional.empty(),
                task.cancellation(),
                said -> task.tell("plan.progress", JSON.objectNode().put("message", said)));
        try {
            Value value =
                    calls.call("segment", arguments, task.caller(), manner).value();
            return ((Value.Detections) value)
                    .regions().stream()
                            .findFirst()
                            .orElseThrow(() -> Problem.at(at + "/prompts", "Nothing was found where they point"));
        } catch (Problem e) {
            String detail = String.valueOf(e.getMessage());
            throw e.type() == Problem.Type.INVALID ? Problem.at(at + "/prompts", detail) : e;
        }
    }
}
