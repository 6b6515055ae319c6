package org.eyes4j.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTextTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void should_write_as_a_person_would() throws Exception {
        JsonNode tree = JSON.readTree("""
                {"name": "blur-faces", "inputs": {"picture": "image", "how": {"kind": "text", "default": "no"}},
                 "steps": [{"id": "faces", "tool": "detect_faces", "with": {"image": {"ref": "inputs.picture"}, "threshold": 0.5},
                   "when": {"cel": "inputs.how != \\"\\""}}], "outputs": {}}
                """);

        assertThat(YamlText.of(tree)).isEqualTo("""
                        name: blur-faces
                        inputs:
                          picture: image
                          how: {kind: text, default: "no"}
                        steps:
                          - id: faces
                            tool: detect_faces
                            with: {image: {ref: inputs.picture}, threshold: 0.5}
                            when: {cel: "inputs.how != \\"\\""}
                        outputs: {}
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a: b",
                "a #b",
                "#x",
                "- a",
                "null",
                "~",
                "Yes",
                "0x10",
                "012",
                "1e3",
                ".5",
                "a\nb\n",
                "a\tb",
                "\u0000\u001b",
                "\u0085\u2028\ufeff",
                "'quoted'",
                "\"q\"",
                "&a",
                "*a",
                "!!java",
                "%x",
                "@x",
                "`x`",
                "{a}",
                "[a]",
                "a,b",
                "a]",
                "?",
                ": ",
                "貓 and 狗",
                "𝒳 😀",
                "a/b",
                "---",
                "...",
                "=",
                "<<",
                "trailing ",
                " leading",
                "a:",
                "/path/to",
                "../x",
                "2026-11-23"
            })
    void should_read_back_what_it_wrote(String text) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode().put("key", text).put(text, 1);
        tree.putArray("list").add(text).addObject().put("in", text);
        tree.putObject("deep")
                .putObject("deeper")
                .putObject("deepest")
                .put("at", text)
                .putArray("l")
                .addArray()
                .add(text);

        assertThat(read(YamlText.of(tree)).toString()).isEqualTo(tree.toString());
    }

    @Test
    void should_read_back_any_tree() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            JsonNode tree = any(random, 5);

            String text = YamlText.of(tree);

            assertThat(read(text).toString()).as(text).isEqualTo(tree.toString());
        }
    }

    @Test
    void should_let_no_line_of_a_comment_out() {
        assertThat(YamlText.comment("what?\nname: x\r\ny\u2028z: 1")).isEqualTo("# what?\n# name: x\n# y z: 1\n");
    }

    private static JsonNode read(String text) {
        return YamlDocument.parse(text, "test.yaml").root();
    }

    private static JsonNode any(Random random, int depth) {
        int sort = random.nextInt(depth > 0 ? 8 : 6);
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (sort == 6) {
            ArrayNode list = json.arrayNode();
            for (int i = random.nextInt(4); i > 0; i--) {
                list.add(any(random, depth - 1));
            }
            return list;
        } else if (sort == 7) {
            ObjectNode node = json.objectNode();
            for (int i = random.nextInt(4); i > 0; i--) {
                node.set("k " + i, any(random, depth - 1));
            }
            return node;
        }
        return switch (sort) {
            case 0 -> json.numberNode(random.nextInt());
            case 1 -> json.numberNode(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
            case 2 -> json.booleanNode(random.nextBoolean());
            case 3 -> json.nullNode();
            default ->
                json.textNode(random.ints(random.nextInt(12), 1, 0x250)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString());
        };
    }
}
