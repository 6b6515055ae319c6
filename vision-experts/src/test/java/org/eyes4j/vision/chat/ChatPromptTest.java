package org.eyes4j.vision.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eyes4j.vision.expert.KeptModels;
import org.eyes4j.vision.generate.UnusablePromptException;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What repositories have in other forms than the recorded ones. */
class ChatPromptTest {
    @TempDir
    Path folder;

    /** The kept LLaVA with other settings. */
    private HubFiles with(String config, String tokenizerConfig) throws IOException {
        HubFiles kept = KeptModels.files("llava");
        Files.copy(kept.need("tokenizer.json"), folder.resolve("tokenizer.json"));
        Files.writeString(folder.resolve("config.json"), config);
        Files.writeString(folder.resolve("tokenizer_config.json"), tokenizerConfig);
        return HubFiles.in(folder);
    }

    private static final String CONFIG = "{\"model_type\": \"llava\", \"image_token_index\": 3}";

    @Test
    void should_refuse_words_that_are_a_token_of_the_models_own() {
        try (ChatPrompt prompt = ChatPrompt.of(KeptModels.files("llava"))) {
            assertThatThrownBy(() -> prompt.render(List.of(ChatTurn.about("What is <image> here?"))))
                    .isInstanceOf(UnusablePromptException.class)
                    .hasMessageStartingWith("The text holds `<image>`, which is a token of ")
                    .hasMessageEndingWith("'s own; write it otherwise");
        }
    }

    @Test
    void should_give_a_template_for_plain_contents_the_picture_before_the_words() throws IOException {
        HubFiles files = with(
                CONFIG, "{\"chat_template\": \"{% for m in messages %}{{ m.role + ': ' + m.content }}{% endfor %}\"}");

        try (ChatPrompt prompt = ChatPrompt.of(files)) {
            assertThat(prompt.render(List.of(ChatTurn.about("Who?")))).isEqualTo("user: <image>\nWho?");
        }
    }

    @Test
    void should_take_the_default_of_several_templates() throws IOException {
        HubFiles files = with(
                CONFIG,
                "{\"chat_template\": [{\"name\": \"tool_use\", \"template\": \"no\"},"
                        + " {\"name\": \"default\", \"template\": \"<image>{{ messages[0].content[1].text }}\"}]}");

        try (ChatPrompt prompt = ChatPrompt.of(files)) {
            assertThat(prompt.render(List.of(ChatTurn.about("Who?")))).isEqualTo("<image>Who?");
        }
    }

    @Test
    void should_ask_moondream_as_its_makers_do() throws IOException {
        HubFiles files = with("{\"model_type\": \"moondream1\", \"image_token_index\": 3}", "{}");

        try (ChatPrompt prompt = ChatPrompt.of(files)) {
            assertThat(prompt.render(List.of(ChatTurn.about("Who?"))))
                    .isEqualTo("<image>\n\nQuestion: Who?\n\nAnswer:");
        }
    }

    @Test
    void should_tell_that_there_is_no_template() throws IOException {
        HubFiles files = with(CONFIG, "{}");

        assertThatThrownBy(() -> ChatPrompt.of(files))
                .isInstanceOf(HubException.class)
                .hasMessage(folder
                        + ": expected a chat template in chat_template.jinja, chat_template.json or tokenizer_config.json,"
                        + " found none; how to ask this model is not known");
    }

    @Test
    void should_tell_which_template_is_not_understood() throws IOException {
        HubFiles files = with(CONFIG, "{\"chat_template\": \"{% macro a() %}{% endmacro %}\"}");

        assertThatThrownBy(() -> ChatPrompt.of(files))
                .isInstanceOf(HubException.class)
                .hasMessage(folder + ": the chat template of tokenizer_config.json is not understood: line 1: the block"
                        + " {% macro %} is not known here");
    }

    @Test
    void should_tell_that_a_template_has_no_place_for_pictures() throws IOException {
        HubFiles files = with(CONFIG, "{\"chat_template\": \"{{ messages[0].role }}\"}");

        try (ChatPrompt prompt = ChatPrompt.of(files)) {
            assertThatThrownBy(() -> prompt.render(List.of(ChatTurn.about("Who?"))))
                    .isInstanceOf(HubException.class)
                    .hasMessage(folder + ": its chat template does not take this conversation: it has 0 places for 1"
                            + " pictures");
        }
    }

    @Test
    void should_tell_that_the_picture_token_is_no_token() throws IOException {
        HubFiles files = with("{\"model_type\": \"llava\", \"image_token_index\": 999999}", "{}");

        assertThatThrownBy(() -> ChatPrompt.of(files))
                .isInstanceOf(HubException.class)
                .hasMessageStartingWith(folder + ": expected image_token_index 999999 of config.json to be a token of"
                        + " tokenizer.json, found `");
    }
}
