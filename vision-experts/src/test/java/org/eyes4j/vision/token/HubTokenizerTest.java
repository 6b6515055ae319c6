package org.eyes4j.vision.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.token.TokenOptions.Padding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubTokenizerTest {
    private static final String WORDS = """
            {"version":"1.0","truncation":null,"padding":null,"added_tokens":[
              {"id":0,"content":"[PAD]","special":true,"single_word":false,"lstrip":false,"rstrip":false,"normalized":false},
              {"id":1,"content":"[CLS]","special":true,"single_word":false,"lstrip":false,"rstrip":false,"normalized":false},
              {"id":2,"content":"[SEP]","special":true,"single_word":false,"lstrip":false,"rstrip":false,"normalized":false}],
             "normalizer":{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true},
             "pre_tokenizer":{"type":"BertPreTokenizer"},
             "post_processor":{"type":"TemplateProcessing",
               "single":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"[SEP]","type_id":0}}],
               "pair":[{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":1}}],
               "special_tokens":{"[CLS]":{"id":"[CLS]","ids":[1],"tokens":["[CLS]"]},"[SEP]":{"id":"[SEP]","ids":[2],"tokens":["[SEP]"]}}},
             "decoder":{"type":"WordPiece","prefix":"##","cleanup":false},
             "model":{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##","max_input_chars_per_word":100,
               "vocab":{"[PAD]":0,"[CLS]":1,"[SEP]":2,"[UNK]":3,"a":4,"cat":5,"##s":6,"!":7,"😺":8,"dog":9}}}
            """;

    @TempDir
    Path folder = Path.of("");

    private HubTokenizer tokenizer(String config) {
        write("tokenizer.json", WORDS);
        write("tokenizer_config.json", config);
        return HubTokenizer.of(HubFiles.in(folder));
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void should_pad_to_the_longest_to_a_length_or_not_at_all() {
        try (HubTokenizer tokenizer = tokenizer("{\"pad_token\":\"[PAD]\",\"model_max_length\":6}")) {
            List<String> texts = List.of("a cat", "Cats");

            assertThat(tokenizer.encode(List.of("a cat", "a")).ids())
                    .isEqualTo(new long[][] {{1, 4, 5, 2}, {1, 4, 2, 0}});
            assertThat(tokenizer.encode(texts, TokenOptions.fixed(0)).ids())
                    .isEqualTo(new long[][] {{1, 4, 5, 2, 0, 0}, {1, 5, 6, 2, 0, 0}});
            assertThat(tokenizer.encode(texts, TokenOptions.fixed(5)).attention())
                    .isEqualTo(new long[][] {{1, 1, 1, 1, 0}, {1, 1, 1, 1, 0}});
            assertThat(tokenizer
                            .encode(List.of("a", "a cat"), TokenOptions.whole().withoutSpecial())
                            .ids())
                    .isEqualTo(new long[][] {{4}, {4, 5}});
        }
    }

    @Test
    void should_cut_the_text_and_keep_the_tokens_around_it() {
        try (HubTokenizer tokenizer = tokenizer("{\"model_max_length\":4}")) {
            assertThat(tokenizer.encode(List.of("a cats a cat")).ids()).isEqualTo(new long[][] {{1, 4, 5, 2}});
            assertThat(tokenizer
                            .encode("a cats a cat", TokenOptions.longest().withoutSpecial())
                            .ids())
                    .containsExactly(4, 5, 6, 4);
            assertThatThrownBy(
                            () -> tokenizer.encode("a cat", TokenOptions.whole().cutTo(1)))
                    .hasMessage(
                            "Expected room for at least the 2 special tokens of this tokenizer, got a maximal length of 1");
        }
        try (HubTokenizer left =
                tokenizer("{\"model_max_length\":4,\"truncation_side\":\"left\",\"padding_side\":\"left\"}")) {
            assertThat(left.encode(List.of("a a a cats")).ids()).isEqualTo(new long[][] {{1, 5, 6, 2}});
            assertThat(left.encode(List.of("a"), TokenOptions.fixed(0)).ids()).isEqualTo(new long[][] {{0, 1, 4, 2}});
        }
    }

    @Test
    void should_count_offsets_in_characters_of_java() {
        try (HubTokenizer tokenizer = tokenizer("{}")) {
            EncodedText text = tokenizer.encode("😺 Cats", TokenOptions.whole());

            assertThat(text.tokens()).containsExactly("[CLS]", "😺", "cat", "##s", "[SEP]");
            assertThat(text.special()).containsExactly(1, 0, 0, 0, 1);
            assertThat(text.offsets().stream().map(Arrays::toString).toList())
                    .containsExactly("[0, 0]", "[0, 2]", "[3, 6]", "[6, 7]", "[0, 0]");
        }
    }

    @Test
    void should_take_named_tokens_in_both_forms_and_add_those_the_file_does_not_hold() {
        write("special_tokens_map.json", "{\"cls_token\":{\"content\":\"[CLS]\"},\"pad_token\":\"ignored\"}");
        try (HubTokenizer tokenizer = tokenizer(
                "{\"pad_token\":{\"__type\":\"AddedToken\",\"content\":\"!\"},\"additional_special_tokens\":[\"<dog>\"]}")) {
            assertThat(tokenizer.padId()).isEqualTo(7);
            assertThat(tokenizer.special("cls_token")).contains("[CLS]");
            assertThat(tokenizer.specialId("eos_token")).isEmpty();
            assertThat(tokenizer.size()).isEqualTo(11);
            assertThat(tokenizer.id("<dog>")).hasValue(10);
            assertThat(tokenizer.encode("cat!<dog>", TokenOptions.whole()).ids())
                    .containsExactly(1, 5, 7, 10, 2);
            assertThat(tokenizer.decode(new long[] {1, 5, 6, 7, 10, 2}, true)).isEqualTo("cats");
        }
    }

    @Test
    void should_take_out_spaces_before_punctuation_only_when_told_so() {
        long[] ids = {1, 5, 6, 7, 2};
        try (HubTokenizer tokenizer = tokenizer("{\"clean_up_tokenization_spaces\":true}")) {
            assertThat(tokenizer.decode(ids, true)).isEqualTo("cats!");
            assertThat(tokenizer.decode(new long[0], true)).isEmpty();
        }
        try (HubTokenizer tokenizer = tokenizer("{}")) {
            assertThat(tokenizer.decode(ids, true)).isEqualTo("cats !");
            assertThat(tokenizer.decode(ids, false)).isEqualTo("[CLS] cats ! [SEP]");
        }
    }

    @Test
    void should_survive_texts_that_are_no_unicode() {
        try (HubTokenizer tokenizer = tokenizer("{}")) {
            assertThat(tokenizer
                            .encode("cat \ud83d a\u0000", TokenOptions.whole())
                            .ids())
                    .startsWith(1, 5)
                    .endsWith(2);
        }
    }

    @Test
    void should_say_what_is_wrong_with_a_file() {
        HubFiles files = HubFiles.in(folder);
        assertThatThrownBy(() -> HubTokenizer.of(files))
                .isInstanceOf(HubException.class)
                .hasMessageStartingWith(folder + ": expected the file tokenizer.json, found only");

        write("tokenizer.json", "{\"model\":{\"type\":\"BPE\",\"vocab\":{},\"merges\":[]}}");
        assertThatThrownBy(() -> HubTokenizer.of(HubFiles.in(folder)))
                .isInstanceOf(HubException.class)
                .hasMessage(folder + ": expected tokenizer.json to be a tokenizer of Hugging Face's tokenizers, but"
                        + " it holds no vocabulary: model.vocab is missing or empty");

        write(
                "tokenizer.json",
                "{\"added_tokens\":[{\"id\":0,\"content\":\"<end>\",\"special\":true}],"
                        + "\"model\":{\"type\":\"BPE\",\"unk_token\":\"<end>\",\"vocab\":{},\"merges\":[]}}");
        assertThatThrownBy(() -> HubTokenizer.of(HubFiles.in(folder)))
                .hasMessageEndingWith("but it holds no vocabulary: model.vocab is missing or empty");

        write("tokenizer.json", WORDS.replace("WordPiece\",\"unk", "Nothing\",\"unk"));
        assertThatThrownBy(() -> HubTokenizer.of(HubFiles.in(folder)))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("but the library says: ");

        write("tokenizer.json", "not json");
        assertThatThrownBy(() -> HubTokenizer.of(HubFiles.in(folder)))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("Unrecognized token 'not'");
    }

    @Test
    void should_pad_with_the_usual_token_where_none_is_named() {
        write(
                "tokenizer.json",
                WORDS.replace("[PAD]", "<|endoftext|>").replace("\":0", "\":90").replace("\"id\":0", "\"id\":90"));
        try (HubTokenizer tokenizer = HubTokenizer.of(HubFiles.in(folder))) {
            assertThat(tokenizer.padId()).isEqualTo(90);
        }
        write("tokenizer.json", WORDS.replace("[PAD]", "nothing"));
        try (HubTokenizer tokenizer = HubTokenizer.of(HubFiles.in(folder))) {
            assertThat(tokenizer.padId()).isZero();
        }
    }

    @Test
    void should_need_a_length_to_pad_to() {
        try (HubTokenizer tokenizer = tokenizer("{\"model_max_length\":1000000000000000019884624838656}")) {
            assertThat(tokenizer.maxLength()).isEqualTo(Integer.MAX_VALUE);
            assertThatThrownBy(
                            () -> tokenizer.encode(List.of("a"), new TokenOptions(Padding.MAX_LENGTH, 0, true, true)))
                    .isInstanceOf(HubException.class)
                    .hasMessage("Texts are to be padded to the tokenizer's maximal length, but its"
                            + " tokenizer_config.json states no model_max_length");
        }
    }
}
