package org.eyes4j.vision.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must be known of a {@code tokenizer.json} beyond what the library tells: its vocabulary and how it decodes. */
final class TokenizerFile {
    private final byte[] json;
    private final Map<String, Integer> vocabulary = new HashMap<>();
    private final Map<String, Boolean> added = new HashMap<>();
    private String modelType = "";
    private String endOfWord = "";
    private long addedEnd = -1;
    private boolean hasModel;

    private TokenizerFile(byte[] json) {
        this.json = json;
    }

    /**
     * Reads it in one pass.
     *
     * @throws IOException if it is no JSON
     */
    static TokenizerFile read(byte[] json) throws IOException {
        TokenizerFile file = new TokenizerFile(json);
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("expected a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String member = parser.currentName();
                JsonToken value = parser.nextToken();
                if (member.equals("added_tokens") && value == JsonToken.START_ARRAY) {
                    file.addedTokens(parser);
                } else if (member.equals("model") && value == JsonToken.START_OBJECT) {
                    file.model(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }
        return file;
    }

    /** Whether there is a token that was not added: without one no text can be read. */
    boolean hasVocabulary() {
        return hasModel;
    }

    /** Ids by token, added tokens included. */
    Map<String, Integer> vocabulary() {
        return vocabulary;
    }

    /** The added tokens that texts are cut at and that are no words. */
    Set<String> special() {
        return added.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** {@code BPE}, {@code WordPiece}, {@code Unigram}; empty where the file does not say. */
    String modelType() {
        return modelType;
    }

    /** What marks the end of a word in a token, as {@code </w>}; empty if nothing does. */
    String endOfWord() {
        return endOfWord;
    }

    /**
     * The file with these tokens as special ones of its own, where they are not yet: the reference does the same with every
     * token that the configuration names, so that OWL-ViT's padding "!" is found inside texts, too.
     */
    byte[] withSpecial(Collection<String> tokens) throws IOException {
        List<String> missing =
                tokens.stream().distinct().filter(t -> !added.containsKey(t)).toList();
        if (missing.isEmpty()) {
            return json;
        }
        int next =
                vocabulary.values().stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
        StringBuilder entries = new StringBuilder();
        boolean first = added.isEmpty();
        for (String token : missing) {
            Integer known = vocabulary.get(token);
            int id = known == null ? next++ : known;
            vocabulary.put(token, id);
            added.put(token, true);
            entries.append(first ? "" : ",").append("{\"id\":").append(id).append(",\"content\":");
            entries.append('"')
                    .append(com.fasterxml.jackson.core.io.JsonStringEncoder.getInstance()
                            .quoteAsString(token));
            entries.append("\",\"single_word\":false,\"lstrip\":false,\"rstrip\":false,\"normalized\":false,");
            entries.append("\"special\":true}");
            first = false;
        }
        int at = (int) addedEnd;
        if (at < 0) {
            at = new String(json, StandardCharsets.ISO_8859_1).indexOf('{') + 1;
            entries.insert(0, "\"added_tokens\":[").append("],");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + entries.length());
        out.write(json, 0, at);
        out.writeBytes(entries.toString().getBytes(StandardCharsets.UTF_8));
        out.write(json, at, json.length - at);
        return out.toByteArray();
    }

    private void addedTokens(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            @Nullable String content = null;
            int id = -1;
            boolean special = false;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String member = parser.currentName();
                parser.nextToken();
                switch (member) {
                    case "content" -> content = parser.getText();
                    case "id" -> id = parser.getIntValue();
                    case "special" -> special = parser.getBooleanValue();
                    default -> parser.skipChildren();
                }
            }
            if (content != null && id >= 0) {
                vocabulary.put(content, id);
                added.put(content, special);
            }
        }
        addedEnd = parser.currentTokenLocation().getByteOffset();
    }

    private void model(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String member = parser.currentName();
            JsonToken value = parser.nextToken();
            if (member.equals("type") && value == JsonToken.VALUE_STRING) {
                modelType = parser.getText();
            } else if (member.equals("end_of_word_suffix") && value == JsonToken.VALUE_STRING) {
                endOfWord = parser.getText();
            } else if (member.equals("vocab") && value == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String token = parser.currentName();
                    parser.nextToken();
                    vocabulary.put(token, parser.getIntValue());
                    hasModel = true;
                }
            } else if (member.equals("vocab") && value == JsonToken.START_ARRAY) {
                unigram(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void unigram(JsonParser parser) throws IOException {
        int id = 0;
        while (parser.nextToken() == JsonToken.START_ARRAY) {
            parser.nextToken();
            vocabulary.put(parser.getText(), id++);
            hasModel = true;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                parser.skipChildren();
            }
        }
    }
}
