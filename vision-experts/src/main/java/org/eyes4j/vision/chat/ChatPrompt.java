package org.eyes4j.vision.chat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.vision.generate.UnusablePromptException;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.template.ChatTemplate;
import org.eyes4j.vision.template.TemplateException;
import org.eyes4j.vision.token.HubTokenizer;
import org.eyes4j.vision.token.TokenOptions;

/**
 * From a conversation to tokens: the repository's chat template, then, at the place of each picture, as many picture tokens as it has
 * embeddings, with what its family puts around them. Thread-safe. Close frees the tokenizer.
 */
public final class ChatPrompt implements AutoCloseable {
    /** Moondream's repositories have no template; this is how its makers ask. */
    private static final String MOONDREAM =
            "{{ bos_token }}{% for message in messages %}{% for part in message['content'] %}"
                    + "{% if part['type'] == 'image' %}<image>\n\n{% else %}"
                    + "{{ 'Question: ' if message['role'] == 'user' else 'Answer: ' }}{{ part['text'] }}\n\n{% endif %}{% endfor %}{% endfor %}"
                    + "{% if add_generation_prompt %}Answer:{% endif %}";

    private static final long MAX_TEMPLATE_BYTES = 1 << 20;

    private final HubFiles files;
    private final HubTokenizer tokenizer;
    private final ChatTemplate template;
    private final Map<String, Object> named;
    private final PictureWords words;
    private final long pictureToken;
    private final String placeholder;

    private ChatPrompt(HubFiles files, HubTokenizer tokenizer) {
        this.files = files;
        this.tokenizer = tokenizer;
        Parameters config = files.config();
        String key = config.has("image_token_id") ? "image_token_id" : "image_token_index";
        if (!config.has(key)) {
            throw new HubException(
                    files.name() + ": expected image_token_id or image_token_index in config.json, found neither");
        }
        this.pictureToken = config.integer(key);
        this.placeholder = tokenizer.decode(new long[] {pictureToken}, false);
        if (tokenizer.id(placeholder).orElse(-1) != pictureToken) {
            throw new HubException(files.name() + ": expected " + key + " " + pictureToken
                    + " of config.json to be a token of tokenizer.json, found `" + placeholder + "`");
        }
        this.words = HubFamily.of(files) == HubFamily.IDEFICS3
                ? TiledWords.of(files, tokenizer, placeholder)
                : (rows, columns, perTile) -> placeholder.repeat(perTile);
        this.named = named(tokenizer);
        this.template = template(files);
    }

    /** @throws HubException if a file is missing or is not what the family needs */
    public static ChatPrompt of(HubFiles files) {
        HubTokenizer tokenizer = HubTokenizer.of(files);
        try {
            return new ChatPrompt(files, tokenizer);
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    private static Map<String, Object> named(HubTokenizer tokenizer) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (String role : List.of("bos_token", "eos_token", "unk_token", "pad_token")) {
            tokenizer.special(role).ifPresent(token -> named.put(role, token));
        }
        return named;
    }

    private static ChatTemplate template(HubFiles files) {
        String where = "chat_template.jinja";
        String source = files.find(where).map(file -> text(files, file)).orElse("");
        for (String path : List.of("chat_template.json", "processor_config.json", "tokenizer_config.json")) {
            if (source.isEmpty()) {
                where = path;
                source = files.json(path).map(ChatPrompt::stated).orElse("");
            }
        }
        if (source.isEmpty()) {
            if (!files.config().text("model_type", "").equals("moondream1")) {
                throw new HubException(
                        files.name() + ": expected a chat template in chat_template.jinja, chat_template.json or"
                                + " tokenizer_config.json, found none; how to ask this model is not known");
            }
            where = "Moondream's form";
            source = MOONDREAM;
        }
        try {
            return ChatTemplate.of(source);
        } catch (TemplateException e) {
            throw new HubException(
                    files.name() + ": the chat template of " + where + " is not understood: " + e.getMessage(), e);
        }
    }

    /** A text, or one of several by their names. */
    private static String stated(Parameters from) {
        Object value = from.values().get("chat_template");
        if (value instanceof List<?> several) {
            for (Object one : several) {
                if (one instanceof Map<?, ?> entry
                        && "default".equals(entry.get("name"))
                        && entry.get("template") instanceof String text) {
                    return text;
                }
            }
        }
        return value instanceof String text ? text : "";
    }

    private static String text(HubFiles files, Path file) {
        try {
            if (Files.size(file) > MAX_TEMPLATE_BYTES) {
                throw new HubException(files.name() + ": chat_template.jinja is larger than 1 MiB");
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new HubException(files.name() + ": chat_template.jinja cannot be read: " + e.getMessage(), e);
        }
    }

    /** The token that stands for an embedding of a picture. */
    public long pictureToken() {
        return pictureToken;
    }

    /** Embeddings that each tile is to have, where the repository states it. */
    public Optional<Integer> statedPerTile() {
        return files.json("processor_config.json")
                .filter(p -> p.has("image_seq_len"))
                .map(p -> p.integer("image_seq_len"));
    }

    /**
     * A conversation as text, with one place for each picture, up to where the model is to go on.
     *
     * @throws UnusablePromptException if the words hold a token of the model's own, or the template refuses them
     * @throws HubException if the template has no place for pictures
     */
    public String render(List<ChatTurn> turns) {
        turns.forEach(this::requireWords);
        int pictures = turns.stream().mapToInt(ChatTurn::pictures).sum();
        String failure = "";
        // Older templates take a turn's content as one text.
        for (boolean inParts : new boolean[] {true, false}) {
            try {
                String text = template.render(variables(turns, inParts));
                if (places(text).size() == pictures) {
                    return text;
                }
                failure = failure.isEmpty()
                        ? "it has " + places(text).size() + " places for " + pictures + " pictures"
                        : failure;
            } catch (TemplateException e) {
                failure = failure.isEmpty() ? String.valueOf(e.getMessage()) : failure;
            }
        }
        throw new HubException(files.name() + ": its chat template does not take this conversation: " + failure);
    }

    private void requireWords(ChatTurn turn) {
        for (ChatTurn.Part part : turn.parts()) {
            if (part instanceof ChatTurn.Words words) {
                tokenizer.specialIn(words.text()).ifPresent(token -> {
                    throw new UnusablePromptException("The text holds `" + token + "`, which is a token of "
                            + files.name() + "'s own; write it otherwise");
                });
            }
        }
    }

    private Map<String, Object> variables(List<ChatTurn> turns, boolean inParts) {
        List<Object> messages = new ArrayList<>();
        for (ChatTurn turn : turns) {
            Object content = inParts
                    ? turn.parts().stream().map(ChatPrompt::part).toList()
                    : turn.parts().stream().map(this::asText).reduce("", String::concat);
            Map<String, Object> message = new LinkedHashMap<>();
            message.put("role", turn.role());
            message.put("content", content);
            messages.add(message);
        }
        Map<String, Object> variables = new LinkedHashMap<>(named);
        variables.put("messages", messages);
        variables.put("add_generation_prompt", true);
        return variables;
    }

    private static Object part(ChatTurn.Part part) {
        return part instanceof ChatTurn.Words words
                ? Map.of("type", "text", "text", words.text())
                : Map.of("type", "image");
    }

    private String asText(ChatTurn.Part part) {
        return part instanceof ChatTurn.Words words ? words.text() : placeholder + "\n";
    }

    private List<Integer> places(String text) {
        List<Integer> places = new ArrayList<>();
        for (int at = text.indexOf(placeholder); at >= 0; at = text.indexOf(placeholder, at + placeholder.length())) {
            places.add(at);
        }
        return places;
    }

    /**
     * The tokens of a rendered conversation, with those of its pictures.
     *
     * @param tiles for each picture, rows and columns of its tiles
     * @param perTile embeddings of each tile
     */
    public long[] tokens(String rendered, List<int[]> tiles, int perTile) {
        List<Integer> places = places(rendered);
        if (places.size() != tiles.size()) {
            throw new IllegalArgumentException(
                    "Expected " + places.size() + " pictures for `" + rendered + "`, got " + tiles.size());
        }
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (int i = 0; i < tiles.size(); i++) {
            text.append(rendered, from, places.get(i));
            text.append(words.of(tiles.get(i)[0], tiles.get(i)[1], perTile));
            from = places.get(i) + placeholder.length();
        }
        text.append(rendered, from, rendered.length());
        return tokenizer.encode(text.toString(), TokenOptions.whole()).ids();
    }

    /** The text of tokens. */
    public String text(long[] ids, boolean skipSpecial) {
        return tokenizer.decode(ids, skipSpecial);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
