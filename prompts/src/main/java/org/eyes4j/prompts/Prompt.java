package org.eyes4j.prompts;

import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A prompt template: messages with named parts, and a hash that changes with every letter of it. Immutable and thread-safe. */
public final class Prompt {
    private final String id;
    private final String hash;
    private final Set<String> parts;
    private final List<Piece> pieces;

    /** One message before it is filled in. */
    record Piece(PromptMessage.Role role, Template template) {}

    Prompt(String id, String hash, Set<String> parts, List<Piece> pieces) {
        this.id = id;
        this.hash = hash;
        this.parts = Set.copyOf(parts);
        this.pieces = List.copyOf(pieces);
    }

    /** Name, version and language: {@code plan/v1.en}. */
    public String id() {
        return id;
    }

    /** SHA-256 of the template's text and of the shared texts it takes in, in hexadecimal. */
    public String hash() {
        return hash;
    }

    /** Names of everything that {@link #render} must be given. */
    public Set<String> parts() {
        return parts;
    }

    /**
     * Fills the parts in, as they are: nothing is escaped, so what is untrusted is fenced before it comes here. A part is a text, a
     * whole number or a flag; an empty text counts as no in {@code {{#part}}}.
     *
     * @throws PromptException if a part is missing, of another type, or none of the prompt's
     */
    public RenderedPrompt render(Map<String, ?> values) {
        Set<String> missing = new TreeSet<>(parts);
        missing.removeAll(values.keySet());
        Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(parts);
        if (!missing.isEmpty() || !unknown.isEmpty()) {
            throw new PromptException("Prompt '" + id + "' takes the parts " + new TreeSet<>(parts)
                    + (missing.isEmpty() ? "" : "; missing are " + missing)
                    + (unknown.isEmpty() ? "" : "; it does not know " + unknown));
        }
        values.forEach((name, value) -> {
            if (!(value instanceof String || value instanceof Boolean || value instanceof Integer)) {
                throw new PromptException(
                        "Part '" + name + "' of prompt '" + id + "' must be a text, a whole number or a flag, got "
                                + value.getClass().getSimpleName());
            }
        });
        List<PromptMessage> messages = new ArrayList<>();
        for (Piece piece : pieces) {
            try {
                String text = piece.template().execute(values).strip();
                if (!text.isEmpty()) {
                    messages.add(new PromptMessage(piece.role(), text));
                }
            } catch (MustacheException e) {
                throw new PromptException("Prompt '" + id + "' cannot be rendered: " + e.getMessage());
            }
        }
        return new RenderedPrompt(id, hash, messages);
    }
}
