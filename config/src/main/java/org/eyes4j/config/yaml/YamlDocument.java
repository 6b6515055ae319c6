package org.eyes4j.config.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A YAML (1.2) document as a JSON tree, with the line and column of every value. Immutable as long as its tree is left
 * alone; safe to share for reading.
 */
public final class YamlDocument {
    private final String file;
    private final JsonNode root;
    private final Map<String, Place> places;

    YamlDocument(String file, JsonNode root, Map<String, Place> places) {
        this.file = file;
        this.root = root;
        this.places = Map.copyOf(places);
    }

    /** A line and a column, both from 1. */
    record Place(int line, int column) {}

    /**
     * Reads a document.
     *
     * @param text the YAML; also any JSON
     * @param file the name told in faults
     * @throws FaultyDocumentException if it is no YAML, has a key twice, or is over a limit
     */
    public static YamlDocument parse(String text, String file, YamlLimits limits) {
        if (text.length() > limits.characters()) {
            throw new FaultyDocumentException(List.of(new Fault(
                    file, 1, 1, "", "at most " + limits.characters() + " characters", text.length() + " characters")));
        }
        return new YamlTreeBuilder(file, limits).build(text);
    }

    /** Reads a document within {@link YamlLimits#DEFAULT}. */
    public static YamlDocument parse(String text, String file) {
        return parse(text, file, YamlLimits.DEFAULT);
    }

    /**
     * Reads a file in UTF-8 within {@link YamlLimits#DEFAULT}.
     *
     * @throws FaultyDocumentException as {@link #parse}, and if it is too large or not UTF-8
     * @throws IOException if it cannot be read
     */
    public static YamlDocument read(Path path) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(4 * YamlLimits.DEFAULT.characters() + 1);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return parse(text, path.toString());
        } catch (CharacterCodingException e) {
            throw new FaultyDocumentException(
                    List.of(new Fault(path.toString(), 1, 1, "", "text in UTF-8", "bytes that are not UTF-8")));
        }
    }

    /** The document's name. */
    public String file() {
        return file;
    }

    /** The values. Do not change them. */
    public JsonNode root() {
        return root;
    }

    /**
     * A fault at a value.
     *
     * @param pointer JSON Pointer of the value; its nearest known ancestor is used when it does not exist
     */
    public Fault fault(String pointer, String expected, String found) {
        String at = pointer;
        while (!places.containsKey(at) && !at.isEmpty()) {
            at = at.substring(0, at.lastIndexOf('/'));
        }
        Place place = places.getOrDefault(at, new Place(1, 1));
        return new Fault(file, place.line(), place.column(), dotted(pointer), expected, found);
    }

    private static String dotted(String pointer) {
        if (pointer.isEmpty()) {
            return "";
        }
        StringBuilder path = new StringBuilder();
        for (String step : pointer.substring(1).split("/", -1)) {
            String name = step.replace("~1", "/").replace("~0", "~");
            if (!name.isEmpty() && name.chars().allMatch(Character::isDigit)) {
                path.append('[').append(name).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(name);
            }
        }
        return path.toString();
    }
}
