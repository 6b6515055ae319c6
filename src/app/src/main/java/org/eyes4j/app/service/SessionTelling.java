package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.agent.session.Fact;
import org.eyes4j.agent.session.Session;
import org.eyes4j.agent.session.SessionPicture;
import org.eyes4j.agent.session.SessionStore;
import org.eyes4j.agent.session.Turn;
import org.eyes4j.tools.value.RegionJson;

/** A conversation as clients read it. */
final class SessionTelling {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SessionTelling() {}

    /** {@code id, title, created, turns, pictures, regions}; a turn with the {@code result} of then where it is kept. */
    static ObjectNode of(SessionStore.Kept kept) {
        Session session = kept.session();
        ObjectNode root = JSON.objectNode()
                .put("id", session.id())
                .put("title", kept.title())
                .put("created", session.created().toString());
        ArrayNode turns = root.putArray("turns");
        for (Turn turn : session.turns()) {
            ObjectNode node = turn(turn);
            JsonNode result = kept.answers().get(turns.size() + 1);
            if (result != null) {
                node.set("result", result);
            }
            turns.add(node);
        }
        root.set("pictures", pictures(session.ledger().pictures()));
        root.set("regions", regions(session.ledger().regions()));
        return root;
    }

    private static ObjectNode turn(Turn turn) {
        ObjectNode node = JSON.objectNode()
                .put("at", turn.at().toString())
                .put("question", turn.question())
                .put("answer", turn.answer())
                .put("outcome", turn.outcome().name().toLowerCase(Locale.ROOT))
                .put("planner", turn.planner());
        if (!turn.run().isEmpty()) {
            node.put("run", turn.run());
        }
        node.set("pictures", pictures(turn.pictures()));
        ArrayNode shown = node.putArray("shown");
        turn.shown().forEach(shown::add);
        ArrayNode claims = node.putArray("claims");
        for (Fact fact : turn.facts()) {
            ObjectNode claim = claims.addObject()
                    .put("text", fact.text())
                    .put("status", fact.status().name().toLowerCase(Locale.ROOT));
            ArrayNode regions = claim.putArray("regions");
            fact.regions().forEach(regions::add);
            ArrayNode values = claim.putArray("values");
            fact.values().forEach(values::add);
        }
        node.set("regions", regions(turn.regions()));
        return node;
    }

    private static ArrayNode pictures(List<SessionPicture> pictures) {
        ArrayNode array = JSON.arrayNode();
        pictures.forEach(p -> array.addObject()
                .put("name", p.name())
                .put("title", p.title())
                .put("artifact", p.artifact())
                .put("width", p.width())
                .put("height", p.height()));
        return array;
    }

    /** As {@code ask} gives them: each with the name of its picture. */
    static ArrayNode regions(List<FoundRegion> regions) {
        ArrayNode array = JSON.arrayNode();
        regions.forEach(r ->
                array.add(RegionJson.region(r.region()).put("image", r.picture().image())));
        return array;
    }
}
