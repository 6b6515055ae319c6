package org.eyes4j.app.server.malformed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Words, values and bodies that nobody should send. */
final class Nonsense {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final String[] WORDS = {
        "x",
        "echo",
        "detect",
        "segment",
        "coco-ssd",
        "ask",
        "-1",
        "0",
        "999999999999999999999999",
        "NaN",
        "null",
        "1e999",
        "true",
        "",
        " ",
        "..",
        "../../etc/passwd",
        "..\\..\\windows",
        "file:///etc/passwd",
        "http://127.0.0.1:1/x.png",
        "<script>alert(1)</script>",
        "' OR '1'='1",
        "${jndi:ldap://127.0.0.1:1/a}",
        "#{7*7}",
        "data:image/png;base64,AAAA",
        "data:image/png;base64,%%%",
        "data:,",
        "\u0000",
        "\ud800",
        "\u202e\u2066",
        "日本語",
        "a".repeat(3000),
        "0123456789abcdef".repeat(4),
    };

    private static final String[] ESCAPED = {
        "x",
        "echo",
        "detect",
        "coco-ssd",
        "-1",
        "999999999999999999999999",
        "%2e%2e",
        "..%2f..%2fetc%2fpasswd",
        "..%5c..",
        "%00",
        "%ff%fe",
        "%c0%ae%c0%ae",
        "%",
        "%zz",
        "%u0041",
        "a%20b",
        "a+b",
        "a;b=c",
        "a;jsessionid=1",
        ";",
        "//",
        ".",
        "..",
        "%E6%97%A5",
        "'%20OR%20'1'='1",
        "%3Cscript%3E",
        "a".repeat(2000),
        "{x}",
        "[x]",
        "a:b",
        "~",
        "*",
        "a|b",
        "a\\b",
        "^",
        "`",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    };

    private static final String[] MEMBERS = {
        "arguments",
        "image",
        "images",
        "text",
        "times",
        "data",
        "artifact",
        "url",
        "model",
        "kind",
        "question",
        "pictures",
        "session",
        "planner",
        "language_model",
        "strict",
        "verify",
        "plan",
        "steps",
        "inputs",
        "outputs",
        "calls",
        "tool",
        "title",
        "turn",
        "models",
        "messages",
        "role",
        "content",
        "input",
        "stream",
        "tools",
        "response_format",
        "n",
        "max_tokens",
        "temperature",
        "type",
        "jsonrpc",
        "id",
        "method",
        "params",
        "name",
        "protocolVersion",
        "with",
        "ref",
        "cel",
        "marks",
        "image_url",
        "encoding_format",
        "dimensions",
        "tool_choice",
        "instructions",
        "previous_response_id",
        "stream_options",
    };

    private static final String[] RAW = {
        "",
        "{",
        "}",
        "[",
        "nul",
        "tru",
        "{]",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\":1,\"a\":2}",
        "{} {}",
        "{}garbage",
        "\ufeff{}",
        "{'a':1}",
        "{a:1}",
        "// x\n{}",
        "\"\\ud800\"",
        "\"\\u12\"",
        "\"a\nb\"",
        "01",
        "-",
        "1e",
        "0x10",
        "NaN",
        "Infinity",
        "{\"arguments\":{\"times\":1e400}}",
        "{\"arguments\":{\"times\":" + "9".repeat(5000) + "}}",
        "{\"arguments\":{\"times\":1e-99999999999}}",
        "{\"arguments\":" + "{\"a\":".repeat(2000) + "1" + "}".repeat(2000) + "}",
        "[".repeat(20_000),
        "{\"" + "k".repeat(5000) + "\":1}",
        "{\"text\":\"" + "t".repeat(200_000),
    };

    private final Random random;

    Nonsense(Random random) {
        this.random = random;
    }

    <T> T one(T[] of) {
        return of[random.nextInt(of.length)];
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    String word() {
        return one(WORDS);
    }

    String escaped() {
        return one(ESCAPED);
    }

    String member() {
        return one(MEMBERS);
    }

    byte[] bytes(int most) {
        byte[] bytes = new byte[random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }

    String raw() {
        return one(RAW);
    }

    JsonNode value(int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 7)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.numberNode(random.nextLong());
            case 3 -> JSON.numberNode(random.nextInt(5) - 1);
            case 4 -> JSON.numberNode(random.nextDouble() * 1e300);
            case 5, 6 -> JSON.textNode(word());
            case 7 -> {
                ArrayNode array = JSON.arrayNode();
                int size = random.nextInt(4);
                for (int i = 0; i < size; i++) {
                    array.add(value(depth - 1));
                }
                yield array;
            }
            default -> object(depth - 1);
        };
    }

    ObjectNode object(int depth) {
        ObjectNode object = JSON.objectNode();
        int size = random.nextInt(5);
        for (int i = 0; i < size; i++) {
            object.set(member(), value(depth));
        }
        return object;
    }

    /** A right body with something in it replaced, taken away or added. */
    JsonNode spoilt(JsonNode right) {
        JsonNode copy = right.deepCopy();
        JsonNode at = copy;
        for (int depth = 0; depth < 6; depth++) {
            List<JsonNode> inner = new ArrayList<>();
            at.forEach(inner::add);
            inner.removeIf(n -> !n.isContainerNode() || n.isEmpty());
            if (inner.isEmpty() || chance(40)) {
                break;
            }
            at = inner.get(random.nextInt(inner.size()));
        }
        if (at instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            if (chance(25)) {
                object.remove(name);
            } else {
                object.set(chance(15) ? member() : name, value(3));
            }
        } else if (at instanceof ArrayNode array && !array.isEmpty()) {
            array.set(random.nextInt(array.size()), value(3));
        } else {
            return value(3);
        }
        return copy;
    }
}
