package org.eyes4j.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlDocumentTest {
    private static final YamlLimits SMALL = new YamlLimits(2000, 5, 20, 2);

    @Test
    void should_read_values_by_their_type() {
        YamlDocument document =
                YamlDocument.parse("{a: 1, b: 1.5, c: true, d: ~, e: \"1\", f: yes, g: 0x10}", "x.yaml");

        assertThat(document.root())
                .hasToString("{\"a\":1,\"b\":1.5,\"c\":true,\"d\":null,\"e\":\"1\",\"f\":\"yes\",\"g\":16}");
    }

    @Test
    void should_expand_an_alias() {
        assertThat(YamlDocument.parse("a: &x [1, 2]\nb: *x\n", "x.yaml").root())
                .hasToString("{\"a\":[1,2],\"b\":[1,2]}");
    }

    @Test
    void should_give_null_for_an_empty_document() {
        assertThat(YamlDocument.parse("# nothing\n", "x.yaml").root().isNull()).isTrue();
    }

    @Test
    void should_tell_where_the_text_is_no_yaml() {
        assertThatThrownBy(() -> YamlDocument.parse("a: 1\nb: [1, 2\nc: 3\n", "x.yaml"))
                .isInstanceOf(FaultyDocumentException.class)
                .hasMessageStartingWith("x.yaml:3:2: expected YAML, found ");
    }

    @Test
    void should_refuse_a_key_for_the_second_time() {
        assertThatThrownBy(() -> YamlDocument.parse("a: 1\nb: 2\na: 3\n", "x.yaml"))
                .hasMessage("x.yaml:3:1: expected each key once, found `a` for the second time");
    }

    @Test
    void should_refuse_a_tag_and_a_second_document() {
        assertThatThrownBy(() -> YamlDocument.parse("a: !!java.net.URL [x]", "x.yaml"))
                .isInstanceOf(FaultyDocumentException.class);
        assertThatThrownBy(() -> YamlDocument.parse("a: !evil x", "x.yaml"))
                .hasMessage("x.yaml:1:4: expected a value without a tag, found !evil");
        assertThatThrownBy(() -> YamlDocument.parse("a: 1\n---\nb: 1\n", "x.yaml"))
                .hasMessage("x.yaml:2:1: expected one document, found a second one");
    }

    @Test
    void should_bound_depth_before_anything_large_exists() {
        assertThatThrownBy(() -> YamlDocument.parse("[".repeat(1000), "x.yaml", SMALL))
                .hasMessage("x.yaml:1:6: expected at most 5 levels of nesting, found a deeper one");
    }

    @Test
    void should_bound_aliases_and_what_they_expand_to() {
        assertThatThrownBy(() -> YamlDocument.parse("a: &x 1\nb: [*x, *x, *x]", "x.yaml", SMALL))
                .hasMessage("x.yaml:2:13: expected at most 2 aliases, found more");
        assertThatThrownBy(() -> YamlDocument.parse("a: &x [1, 2, 3, 4, 5, 6, 7]\nb: &y [*x, *x]", "x.yaml", SMALL))
                .hasMessage("x.yaml:2:12: expected at most 20 values, found more, after aliases are expanded");
    }

    @Test
    void should_bound_text() {
        assertThatThrownBy(() -> YamlDocument.parse("a".repeat(2001), "x.yaml", SMALL))
                .hasMessage("x.yaml:1:1: expected at most 2000 characters, found 2001 characters");
    }

    @Test
    void should_refuse_bytes_that_are_not_utf_8(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("x.yaml"), new byte[] {'a', (byte) 0xff});

        assertThatThrownBy(() -> YamlDocument.read(file))
                .hasMessage(file + ":1:1: expected text in UTF-8, found bytes that are not UTF-8");
    }
}
