package org.eyes4j.config.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A JSON tree as YAML that people like to read: a key a line, short lists and objects (but those at the top) within one line,
 * quotes only where they are needed. {@link YamlDocument} reads the same tree back.
 */
public final class YamlText {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHORT = 100;
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}_/][\\p{L}\\p{N}_./()+-]*( [\\p{L}\\p{N}_./()+-]+)*");
    private static final Set<String> WORDS =
            Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf");

    private YamlText() {}

    /** The whole document, each line ended. */
    public static String of(JsonNode tree) {
        StringBuilder text = new StringBuilder();
        if (isShort(tree, 0)) {
            text.append(inline(tree)).append('\n');
        } else {
            block(tree, "", text);
        }
        return text.toString();
    }

    /** Lines of a comment, each {@code # …}. */
    public static String comment(String words) {
        return words.lines()
                .map(line -> ("# " + line.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", " ")).stripTrailing() + "\n")
                .collect(Collectors.joining());
    }

    private static void block(JsonNode node, String indent, StringBuilder text) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                text.append(indent).append(scalar(field.getKey())).append(':');
                below(field.getValue(), indent, field.getKey().length() + 2, text);
            }
        } else {
            for (JsonNode item : node) {
                if (item.isObject() && !isShort(item, indent.length() + 2)) {
                    int start = text.length();
                    block(item, indent + "  ", text);
                    text.replace(start, start + indent.length() + 2, indent + "- ");
                } else {
                    text.append(indent).append('-');
                    below(item, indent, 2, text);
                }
            }
        }
    }

    private static void below(JsonNode value, String indent, int taken, StringBuilder text) {
        boolean part = indent.isEmpty() && value.isObject() && !value.isEmpty();
        if (!part && isShort(value, indent.length() + taken)) {
            text.append(' ').append(inline(value)).append('\n');
        } else {
            text.append('\n');
            block(value, indent + "  ", text);
        }
    }

    /** Whether a value stands in one line: a scalar always, others where they are small and hold no more than one level. */
    private static boolean isShort(JsonNode node, int taken) {
        return !node.isContainerNode()
                || node.isEmpty()
                || levels(node) <= 2 && inline(node).length() + taken <= SHORT;
    }

    private static int levels(JsonNode node) {
        return !node.isContainerNode()
                ? 0
                : 1 + items(node).mapToInt(YamlText::levels).max().orElse(0);
    }

    private static Stream<JsonNode> items(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    private static String inline(JsonNode node) {
        if (node.isObject()) {
            return node.properties().stream()
                    .map(f -> scalar(f.getKey()) + ": " + inline(f.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        } else if (node.isArray()) {
            return items(node).map(YamlText::inline).collect(Collectors.joining(", ", "[", "]"));
        }
        return node.isTextual() ? scalar(node.textValue()) : node.toString();
    }

    private static String scalar(String text) {
        if (PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT))) {
            return text;
        }
        try {
            // What JSON leaves as it is and YAML would not: line ends of Unicode, and what no terminal should see.
            return escaped(JSON.writeValueAsString(text));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A text has no JSON form", e);
        }
    }

    private static String escaped(String json) {
        StringBuilder out = new StringBuilder();
        json.codePoints().forEach(c -> {
            boolean hidden =
                    c >= 0x7f && c <= 0x9f || c == 0x2028 || c == 0x2029 || c == 0xfeff || c >= 0xfffe && c <= 0xffff;
            boolean lone = c >= 0xd800 && c <= 0xdfff;
            if (hidden || lone) {
                out.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }
}
