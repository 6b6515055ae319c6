package org.eyes4j.config.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.config.yaml.YamlDocument.Place;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Builds the tree straight from the parser's events, so that depth, aliases and size are bounded before anything large
 * exists. For one document only.
 */
final class YamlTreeBuilder {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ScalarResolver RESOLVER = new CoreSchema().getScalarResolver();

    private final String file;
    private final YamlLimits limits;
    private final Map<String, Place> places = new HashMap<>();
    private final Map<Anchor, Counted> anchors = new HashMap<>();
    private int nodes;
    private int aliases;

    YamlTreeBuilder(String file, YamlLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    private record Counted(JsonNode node, int nodes) {}

    YamlDocument build(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(limits.characters())
                .build();
        try {
            Iterator<Event> events = new Parse(settings).parseString(text).iterator();
            events.next();
            Event first = events.next();
            if (first.getEventId() == Event.ID.StreamEnd) {
                return new YamlDocument(file, JSON.nullNode(), Map.of("", new Place(1, 1)));
            }
            JsonNode root = value(events.next(), events, "", 1);
            events.next();
            Event after = events.next();
            if (after.getEventId() != Event.ID.StreamEnd) {
                throw fault(after.getStartMark(), "one document", "a second one");
            }
            return new YamlDocument(file, root, places);
        } catch (MarkedYamlEngineException e) {
            String context = e.getContext() == null ? "" : " (" + e.getContext() + ")";
            throw fault(e.getProblemMark(), "YAML", e.getProblem() + context);
        } catch (YamlEngineException e) {
            throw fault(Optional.empty(), "YAML", String.valueOf(e.getMessage()));
        }
    }

    private JsonNode value(Event event, Iterator<Event> events, String pointer, int depth) {
        places.put(pointer, place(event.getStartMark()));
        if (++nodes > limits.nodes()) {
            throw fault(event.getStartMark(), "at most " + limits.nodes() + " values", "more");
        }
        if (depth > limits.depth()) {
            throw fault(event.getStartMark(), "at most " + limits.depth() + " levels of nesting", "a deeper one");
        }
        if (event instanceof AliasEvent alias) {
            return alias(alias);
        }
        int before = nodes;
        JsonNode node;
        if (event instanceof CollectionStartEvent collection) {
            refuseTag(collection.getTag(), event);
        }
        if (event instanceof MappingStartEvent) {
            node = mapping(events, pointer, depth);
        } else if (event instanceof SequenceStartEvent) {
            node = sequence(events, pointer, depth);
        } else {
            node = scalar((ScalarEvent) event);
        }
        int size = nodes - before + 1;
        ((NodeEvent) event).getAnchor().ifPresent(a -> anchors.put(a, new Counted(node, size)));
        return node;
    }

    private JsonNode alias(AliasEvent event) {
        if (++aliases > limits.aliases()) {
            throw fault(event.getStartMark(), "at most " + limits.aliases() + " aliases", "more");
        }
        Anchor name = event.getAlias();
        Counted target = anchors.get(name);
        if (target == null) {
            throw fault(event.getStartMark(), "an alias of an earlier anchor", "*" + name);
        }
        nodes += target.nodes();
        if (nodes > limits.nodes() || nodes < 0) {
            throw fault(
                    event.getStartMark(), "at most " + limits.nodes() + " values", "more, after aliases are expanded");
        }
        return target.node();
    }

    private ObjectNode mapping(Iterator<Event> events, String pointer, int depth) {
        ObjectNode map = JSON.objectNode();
        for (Event key = events.next(); key.getEventId() != Event.ID.MappingEnd; key = events.next()) {
            if (!(key instanceof ScalarEvent name)) {
                throw fault(key.getStartMark(), "a word as key", "a " + key.getEventId());
            }
            if (map.has(name.getValue())) {
                throw fault(key.getStartMark(), "each key once", "`" + name.getValue() + "` for the second time");
            }
            String child = pointer + "/" + name.getValue().replace("~", "~0").replace("/", "~1");
            JsonNode value = value(events.next(), events, child, depth + 1);
            // A fault of a field is shown at its key: an absent or nested value has no better place.
            places.put(child, place(key.getStartMark()));
            map.set(name.getValue(), value);
        }
        return map;
    }

    private ArrayNode sequence(Iterator<Event> events, String pointer, int depth) {
        ArrayNode list = JSON.arrayNode();
        for (Event item = events.next(); item.getEventId() != Event.ID.SequenceEnd; item = events.next()) {
            list.add(value(item, events, pointer + "/" + list.size(), depth + 1));
        }
        return list;
    }

    private JsonNode scalar(ScalarEvent event) {
        String text = event.getValue();
        refuseTag(event.getTag().filter(t -> !t.equals(Tag.STR.getValue())), event);
        if (!event.isPlain() || event.getTag().isPresent()) {
            return JSON.textNode(text);
        }
        Tag tag = RESOLVER.resolve(text, true);
        try {
            if (tag.equals(Tag.NULL)) {
                return JSON.nullNode();
            }
            if (tag.equals(Tag.BOOL)) {
                return JSON.booleanNode(Boolean.parseBoolean(text));
            }
            if (tag.equals(Tag.INT)) {
                return integer(text);
            }
            if (tag.equals(Tag.FLOAT)) {
                return JSON.numberNode(new BigDecimal(text).doubleValue());
            }
        } catch (NumberFormatException e) {
            throw fault(event.getStartMark(), "a finite number", text);
        }
        return JSON.textNode(text);
    }

    /** A tag asks for a type of the reader's language; values from outside may not choose types. */
    private void refuseTag(Optional<String> tag, Event event) {
        if (tag.isPresent()) {
            throw fault(event.getStartMark(), "a value without a tag", tag.get());
        }
    }

    private static JsonNode integer(String text) {
        if (text.length() > 40) {
            throw new NumberFormatException(text);
        }
        if (text.startsWith("0x")) {
            return JSON.numberNode(Long.parseLong(text.substring(2), 16));
        }
        if (text.startsWith("0o")) {
            return JSON.numberNode(Long.parseLong(text.substring(2), 8));
        }
        BigInteger value = new BigInteger(text);
        return value.bitLength() < 64 ? JSON.numberNode(value.longValue()) : JSON.numberNode(value);
    }

    private static Place place(Optional<Mark> mark) {
        return mark.map(m -> new Place(m.getLine() + 1, m.getColumn() + 1)).orElse(new Place(1, 1));
    }

    private FaultyDocumentException fault(Optional<Mark> mark, String expected, String found) {
        Place place = place(mark);
        return new FaultyDocumentException(List.of(new Fault(file, place.line(), place.column(), "", expected, found)));
    }
}
