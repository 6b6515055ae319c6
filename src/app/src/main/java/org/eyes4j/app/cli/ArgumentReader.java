package org.eyes4j.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.eyes4j.app.output.Json;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.name.Names;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueFormatException;
import org.eyes4j.tools.value.ValueJson;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code --arg name=value} as the kinds that a tool's ports take: a file for an image or a sound, text as it stands, texts with
 * commas between them for a list of texts, JSON (or {@code @FILE} with JSON in it) for everything with structure.
 */
final class ArgumentReader {
    private static final long MAX_FILE = 16L << 20;

    private final Words words;
    private final Map<String, Kind> kinds;
    private final BiFunction<Path, String, Value.Image> pictures;
    private final Function<Path, Value.Audio> sounds;

    /**
     * For one tool.
     *
     * @param pictures reads a file as the picture of an id
     * @param sounds reads a file as a sound
     */
    ArgumentReader(
            ToolSpecification tool,
            BiFunction<Path, String, Value.Image> pictures,
            Function<Path, Value.Audio> sounds) {
        this(
                new Words(
                        "--arg",
                        "Argument",
                        "'" + tool.name() + "'",
                        "Tool '" + tool.name() + "' has no argument",
                        "eyes4j tools describe " + tool.name()),
                kinds(tool),
                pictures,
                sounds);
    }

    /**
     * What is read, and of whom, for messages.
     *
     * @param option by which it is given
     * @param one of them, with a capital letter
     * @param owner whose they are
     * @param none what is said of a name that is none, up to the name
     * @param more a command that tells more; may be empty
     */
    record Words(String option, String one, String owner, String none, String more) {}

    private static Map<String, Kind> kinds(ToolSpecification tool) {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        tool.inputs().forEach(port -> kinds.put(port.name(), port.kind()));
        return kinds;
    }

    /** For something else that takes values by name. */
    ArgumentReader(
            Words words,
            Map<String, Kind> kinds,
            BiFunction<Path, String, Value.Image> pictures,
            Function<Path, Value.Audio> sounds) {
        this.words = words;
        this.kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
        this.pictures = pictures;
        this.sounds = sounds;
    }

    /**
     * Reads all arguments.
     *
     * @throws CommandFailure (wrong usage) with every fault
     */
    Map<String, Value> read(List<String> assignments) {
        List<String> faults = new ArrayList<>();
        Map<String, List<String>> texts = split(words.option(), assignments, faults);
        return read(texts, null, faults);
    }

    /** Texts by name, as they were given. */
    static Map<String, List<String>> split(String option, List<String> assignments, List<String> faults) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (String assignment : assignments) {
            int cut = assignment.indexOf('=');
            if (cut < 1) {
                faults.add("Expected " + option + " name=value, got '" + assignment + "'");
            } else {
                texts.computeIfAbsent(assignment.substring(0, cut), n -> new ArrayList<>())
                        .add(assignment.substring(cut + 1));
            }
        }
        return texts;
    }

    /**
     * Reads arguments that are told from each other already.
     *
     * @param beside the picture that coordinates lie in, if it is none of these
     * @param faults what is wrong already
     * @throws CommandFailure (wrong usage) with every fault
     */
    Map<String, Value> read(Map<String, List<String>> texts, @Nullable Frame beside, List<String> faults) {
        Map<String, Value> values = new LinkedHashMap<>();
        // Pictures first: coordinates of the others belong to them.
        texts.forEach((name, given) -> read(name, given, true, values, beside, faults));
        texts.forEach((name, given) -> read(name, given, false, values, beside, faults));
        if (!faults.isEmpty()) {
            String see = words.more().isEmpty() ? "" : "\nSee: " + words.more();
            throw CommandFailure.usage(String.join("\n", faults) + see);
        }
        return values;
    }

    private void read(
            String name,
            List<String> given,
            boolean images,
            Map<String, Value> values,
            @Nullable Frame beside,
            List<String> faults) {
        Kind kind = kinds.get(name);
        if (kind == null) {
            if (images) {
                faults.add(words.none() + " '" + name + "'; " + Names.hint(name, kinds.keySet()));
            }
            return;
        }
        if (isPicture(kind) != images) {
            return;
        }
        boolean list = kind instanceof Kind.ListKind;
        if (given.size() > 1 && !list) {
            faults.add(words.one() + " '" + name + "' of " + words.owner() + " takes one " + kind + ", got "
                    + given.size());
            return;
        }
        try {
            values.put(
                    name,
                    images
                            ? picture(name, kind, given)
                            : kind.equals(Kind.AUDIO)
                                    ? sounds.apply(path(given.get(0)))
                                    : value(kind, given, frame(values, beside)));
        } catch (ValueFormatException e) {
            faults.add(words.one() + " '" + name + "' of " + words.owner() + " takes " + kind + ": " + e.getMessage());
        }
    }

    private static boolean isPicture(Kind kind) {
        return kind.equals(Kind.IMAGE) || kind.equals(Kind.listOf(Kind.IMAGE));
    }

    private static @Nullable Frame frame(Map<String, Value> values, @Nullable Frame beside) {
        return values.values().stream()
                .filter(Value.Image.class::isInstance)
                .map(v -> ((Value.Image) v).frame())
                .findFirst()
                .orElse(beside);
    }

    private Value picture(String name, Kind kind, List<String> files) {
        List<Value> images = new ArrayList<>();
        for (String file : files) {
            String id = files.size() == 1 ? name : name + (images.size() + 1);
            images.add(pictures.apply(path(file), id));
        }
        return kind.equals(Kind.IMAGE) ? images.get(0) : new Value.ListOf(Kind.IMAGE, images);
    }

    private static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw CommandFailure.usage("'" + file + "' is no file name: " + e.getReason());
        }
    }

    private static Value value(Kind kind, List<String> given, @Nullable Frame frame) {
        if (kind.equals(Kind.listOf(Kind.TEXT))) {
            return texts(given);
        }
        if (kind instanceof Kind.ListKind list
                && (given.size() > 1 || !given.get(0).startsWith("["))) {
            List<Value> items = new ArrayList<>();
            for (String text : given) {
                items.add(ValueJson.fromJson(json(list.element(), text), list.element(), frame));
            }
            return new Value.ListOf(list.element(), items);
        }
        return ValueJson.fromJson(json(kind, given.get(0)), kind, frame);
    }

    /** Each is a JSON list, or texts with commas between them; all of them together. */
    private static Value texts(List<String> given) {
        List<Value> texts = new ArrayList<>();
        for (String one : given) {
            if (one.strip().startsWith("[")) {
                Value list = ValueJson.fromJson(json(Kind.listOf(Kind.TEXT), one.strip()), Kind.listOf(Kind.TEXT));
                texts.addAll(((Value.ListOf) list).items());
            } else {
                one.lines()
                        .flatMap(line -> Arrays.stream(line.split(",")))
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .forEach(text -> texts.add(new Value.Text(text)));
            }
        }
        return new Value.ListOf(Kind.TEXT, texts);
    }

    /** Text stands as it is; anything else is JSON, or told as text where it is not, so that the fault names what came. */
    private static JsonNode json(Kind kind, String text) {
        if (kind.equals(Kind.TEXT)) {
            return JsonNodeFactory.instance.textNode(text);
        }
        String source = text.startsWith("@") ? content(path(text.substring(1))) : text;
        try {
            JsonNode node = Json.read(source);
            if (!node.isMissingNode()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            if (source.startsWith("{") || source.startsWith("[")) {
                throw new ValueFormatException("Not JSON: " + e.getOriginalMessage());
            }
        }
        return JsonNodeFactory.instance.textNode(source);
    }

    private static String content(Path file) {
        try {
            if (Files.size(file) > MAX_FILE) {
                throw CommandFailure.usage(file + " is too large for an argument: at most " + MAX_FILE + " bytes");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw CommandFailure.usage(
                    Files.exists(file)
                            ? "Cannot read " + file + ": " + e.getMessage() + "; expected a text file with JSON in it"
                            : "There is no file " + file + ". Check the path after '@'");
        }
    }
}
