package org.eyes4j.vision.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eyes4j.vision.expert.KeptModels;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What older repositories have: two files with the same vocabulary and merges as the tokenizer.json of newer ones. */
class BpeFilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TEXTS = List.of(
            "a photo of a cat",
            "  Two  CATS, on\tthe\nsofa!  ",
            "it's 1234 o'clock; we'll see",
            "naïve café – Ωmega 😺 数",
            "<|startoftext|>between<|endoftext|>",
            "<s>a</s>",
            "",
            "don't-stop_me now?!");

    @TempDir
    Path folder = Path.of("");

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    /** Takes a kept tokenizer.json apart. */
    private HubFiles older(HubFiles kept, String tokenizerConfig, String config) throws IOException {
        JsonNode model = JSON.readTree(kept.need("tokenizer.json").toFile()).path("model");
        write("vocab.json", model.path("vocab").toString());
        StringBuilder merges = new StringBuilder("#version: 0.2\n");
        model.path("merges").forEach(m -> merges.append(m.asText()).append('\n'));
        write("merges.txt", merges.toString());
        write("tokenizer_config.json", tokenizerConfig);
        write("config.json", config);
        return HubFiles.in(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clip|{\"tokenizer_class\": \"CLIPTokenizerFast\", \"model_max_length\": 77}|{}",
                "clip|{}|{\"model_type\": \"owlvit\"}",
                "vitgpt2|{\"tokenizer_class\": \"GPT2Tokenizer\"}|{}",
                "vitgpt2|{}|{\"model_type\": \"vision-encoder-decoder\", \"decoder\": {\"model_type\": \"gpt2\"}}",
            })
    void should_read_texts_as_the_tokenizer_of_the_same_vocabulary(String model, String tokenizerConfig, String config)
            throws Exception {
        HubFiles kept = KeptModels.files(model);
        try (HubTokenizer expected = HubTokenizer.of(kept);
                HubTokenizer actual = HubTokenizer.of(older(kept, tokenizerConfig, config))) {
            for (String text : TEXTS) {
                EncodedText wanted = expected.encode(text, TokenOptions.whole());
                EncodedText got = actual.encode(text, TokenOptions.whole());

                assertThat(got.ids()).as(text).isEqualTo(wanted.ids());
                assertThat(got.special()).as(text).isEqualTo(wanted.special());
                assertThat(actual.decode(got.ids(), true)).isEqualTo(expected.decode(wanted.ids(), true));
            }
            assertThat(actual.size()).isEqualTo(expected.size());
        }
    }

    @Test
    void should_put_robertas_tokens_around_texts_and_know_added_ones() throws Exception {
        write(
                "vocab.json",
                "{\"<s>\": 0, \"<pad>\": 1, \"</s>\": 2, \"<unk>\": 3, \"a\": 4, \"b\": 5, \"ab\": 6, \"Ġ\": 7, \"Ġa\": 8}");
        write("merges.txt", "a b\nĠ a\n");
        write("added_tokens.json", "{\"<extra>\": 9}");
        write(
                "tokenizer_config.json",
                "{\"tokenizer_class\": \"BartTokenizer\", \"added_tokens_decoder\":"
                        + " {\"10\": {\"content\": \"<loc>\", \"special\": true}}}");

        try (HubTokenizer tokenizer = HubTokenizer.of(HubFiles.in(folder))) {
            assertThat(tokenizer
                            .encode("ab a<extra><loc>b", TokenOptions.whole())
                            .ids())
                    .containsExactly(0, 6, 8, 9, 10, 5, 2);
            assertThat(tokenizer.decode(new long[] {0, 6, 8, 9, 10, 2}, true)).isEqualTo("ab a<extra>");
        }
    }

    @Test
    void should_put_a_begin_before_texts_where_the_configuration_says_so() throws Exception {
        HubFiles files = older(
                KeptModels.files("vitgpt2"),
                "{\"tokenizer_class\": \"GPT2Tokenizer\", \"add_bos_token\": true, \"bos_token\": \"<|endoftext|>\"}",
                "{}");

        try (HubTokenizer tokenizer = HubTokenizer.of(files)) {
            assertThat(tokenizer.encode("with", TokenOptions.whole()).ids()[0]).isZero();
            assertThat(tokenizer.encode("with", TokenOptions.whole().withoutSpecial())
                            .ids()[0])
                    .isNotZero();
        }
    }

    @Test
    void should_tell_a_class_that_it_does_not_know() throws Exception {
        HubFiles files = older(KeptModels.files("clip"), "{\"tokenizer_class\": \"BlenderbotTokenizer\"}", "{}");

        assertThatThrownBy(() -> HubTokenizer.of(files))
                .isInstanceOf(HubException.class)
                .hasMessage(folder
                        + ": expected tokenizer.json, or vocab.json and merges.txt of a CLIPTokenizer, GPT2Tokenizer,"
                        + " RobertaTokenizer or BartTokenizer; found them of a BlenderbotTokenizer");
    }

    @Test
    void should_tell_what_is_wrong_with_the_files() throws Exception {
        write("tokenizer_config.json", "{\"tokenizer_class\": \"CLIPTokenizer\"}");
        write("vocab.json", "{\"a\": 0, \"b\": \"one\"}");
        write("merges.txt", "a b\n");
        String begin =
                folder + ": expected vocab.json and merges.txt to be a tokenizer of Hugging Face's tokenizers, but ";
        assertThatThrownBy(() -> HubTokenizer.of(HubFiles.in(folder)))
                .hasMessage(begin + "vocab.json gives the token `b` no id, but one");

        write("vocab.json", "{\"a\": 0, \"b\": 1}");
        write("merges.txt", "a b c\n");
        assertThatThrownBy(() -> HubTokenizer.of(HubFiles.in(folder)))
                .hasMessage(begin + "merges.txt has the line `a b c`, where two pieces were expected");

        write("merges.txt", "a b\n");
        assertThatThrownBy(() -> HubTokenizer.of(HubFiles.in(folder)))
                .hasMessage(begin + "vocab.json has no token `<|endoftext|>`, which stands around each text");
    }
}
