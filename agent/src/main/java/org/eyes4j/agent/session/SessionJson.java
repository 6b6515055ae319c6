package org.eyes4j.agent.session;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.conduct.Outcome;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;
import org.jspecify.annotations.Nullable;

/** A conversation as JSON, and back. Members that it does not know are passed over. */
public final class SessionJson {
    static final int VERSION = 1;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(50)
                    .maxStringLength(20_000_000)
                    .maxDocumentLength(400_000_000)
                    .build())
            .build());

    private SessionJson() {}

    public static byte[] write(Session session) throws IOException {
        ObjectNode root = JSON.objectNode().put("version", VERSION).put("id", session.id());
        root.put("created", session.created().toString());
        texts(root, "retired", session.retired().stream().sorted().toList());
        Pending pending = session.pending();
        if (pending != null) {
            ObjectNode node = root.putObject("pending").put("question", pending.question());
            node.put("phrase", pending.phrase());
            texts(node, "options", pending.options());
        }
        ArrayNode turns = root.putArray("turns");
        session.turns().forEach(turn -> turns.add(turn(turn)));
        return MAPPER.writeValueAsBytes(root);
    }

    private static ObjectNode turn(Turn turn) {
        ObjectNode node = JSON.objectNode().put("at", turn.at().toString()).put("question", turn.question());
        node.put("plain", turn.plain());
        ArrayNode pictures = node.putArray("pictures");
        turn.pictures()
                .forEach(p -> pictures.addObject()
                        .put("name", p.name())
                        .put("title", p.title())
                        .put("artifact", p.artifact())
                        .put("bytes", p.bytes())
                        .put("width", p.width())
                        .put("height", p.height()));
        texts(node, "shown", turn.shown());
        ArrayNode regions = node.putArray("regions");
        byPicture(turn.regions()).forEach(seen -> regions.add(ValueJson.toJson(seen)));
        ArrayNode looked = node.putArray("looked");
        turn.looked()
                .forEach(l -> looked.addObject()
                        .put("picture", l.picture())
                        .put("label", l.label())
                        .put("word", l.word()));
        texts(node, "focus", turn.focus());
        ArrayNode facts = node.putArray("facts");
        for (Fact fact : turn.facts()) {
            ObjectNode told = facts.addObject().put("text", fact.text());
            told.put("status", fact.status().name().toLowerCase(Locale.ROOT));
            texts(told, "regions", fact.regions());
            texts(told, "values", fact.values());
        }
        node.put("outcome", turn.outcome().name().toLowerCase(Locale.ROOT));
        return node.put("planner", turn.planner())
                .put("run", turn.run())
                .put("model_calls", turn.modelCalls())
                .put("tokens", turn.tokens());
    }

    private static List<Value.Detections> byPicture(List<FoundRegion> found) {
        Map<Frame, List<Region>> regions = new LinkedHashMap<>();
        found.forEach(one -> regions.computeIfAbsent(one.picture(), frame -> new ArrayList<>())
                .add(one.region()));
        List<Value.Detections> seen = new ArrayList<>();
        regions.forEach((frame, things) -> seen.add(new Value.Detections(frame, things)));
        return seen;
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static Session read(byte[] bytes) throws IOException {
        JsonNode root = MAPPER.readTree(bytes);
        if (root == null || !root.isObject()) {
            throw new IllegalArgumentException("it holds no JSON object");
        }
        int version = root.path("version").asInt(0);
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "it is of form " + version + ", and this version of eyes4j reads form " + VERSION);
        }
        List<Turn> turns = each(root, "turns", SessionJson::readTurn);
        JsonNode pending = root.path("pending");
        return new Session(
                text(root, "id"),
                Instant.parse(text(root, "created")),
                turns,
                new LinkedHashSet<>(texts(root, "retired")),
                pending.isObject() ? pending(pending) : null);
    }

    private static @Nullable Pending pending(JsonNode node) {
        return new Pending(text(node, "question"), text(node, "phrase"), texts(node, "options"));
    }

    private static Turn readTurn(JsonNode node) {
        List<SessionPicture> pictures = each(
                node,
                "pictures",
                p -> new SessionPicture(
                        text(p, "name"),
                        text(p, "title"),
                        text(p, "artifact"),
                        p.path("bytes").asLong(),
                        p.path("width").asInt(),
                        p.path("height").asInt()));
        List<FoundRegion> regions = new ArrayList<>();
        for (Value.Detections seen : each(node, "regions", SessionJson::detections)) {
            seen.regions().forEach(region -> regions.add(new FoundRegion(seen.frame(), region)));
        }
        return new Turn(
                Instant.parse(text(node, "at")),
                text(node, "question"),
                text(node, "plain"),
                pictures,
                texts(node, "shown"),
                regions,
                each(node, "looked", l -> new Looked(text(l, "picture"), text(l, "label"), text(l, "word"))),
                texts(node, "focus"),
                each(node, "facts", SessionJson::fact),
                Outcome.valueOf(text(node, "outcome").toUpperCase(Locale.ROOT)),
                text(node, "planner"),
                text(node, "run"),
                node.path("model_calls").asInt(0),
                node.path("tokens").asLong(0));
    }

    private static Value.Detections detections(JsonNode node) {
        return (Value.Detections) ValueJson.fromJson(node, Kind.DETECTIONS);
    }

    private static Fact fact(JsonNode node) {
        return new Fact(
                text(node, "text"),
                Claim.Status.valueOf(text(node, "status").toUpperCase(Locale.ROOT)),
                texts(node, "regions"),
                texts(node, "values"));
    }

    private static <T> List<T> each(JsonNode node, String member, Function<JsonNode, T> reader) {
        if (!node.path(member).isArray()) {
            throw new IllegalArgumentException("there is no list '" + member + "'");
        }
        List<T> items = new ArrayList<>();
        node.get(member).forEach(item -> items.add(reader.apply(item)));
        return items;
    }

    private static String text(JsonNode node, String member) {
        if (!node.path(member).isTextual()) {
            throw new IllegalArgumentException("there is no text '" + member + "'");
        }
        return node.get(member).textValue();
    }

    private static List<String> texts(JsonNode node, String member) {
        return each(node, member, JsonNode::asText);
    }

    private static void texts(ObjectNode node, String member, Iterable<String> texts) {
        ArrayNode array = node.putArray(member);
        texts.forEach(array::add);
    }
}
