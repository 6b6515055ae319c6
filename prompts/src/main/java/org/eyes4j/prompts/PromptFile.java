package org.eyes4j.prompts;

import com.samskivert.mustache.BasicCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text of a prompt file: messages, each begun by a line {@code === system ===} or {@code === user ===}, in Mustache.
 * A line {@code {{>name}}} stands for a shared text. Values are looked up in maps only, never by reflection, and a name that is not there is an error.
 */
final class PromptFile {
    private static final Pattern INCLUDE = Pattern.compile("(?m)^\\{\\{> ?([a-z]+) ?\\}\\}[ \\t]*$");
    private static final Pattern HEAD = Pattern.compile("(?m)^=== (\\w+) ===[ \\t]*\\R?");

    private final String id;
    private final String text;
    private final Set<String> parts = new TreeSet<>();

    /** @param shared the text of a shared part by its name; throws a PromptException for one there is not */
    PromptFile(String id, String text, UnaryOperator<String> shared) {
        this.id = id;
        this.text = INCLUDE.matcher(text)
                .replaceAll(
                        m -> Matcher.quoteReplacement(shared.apply(m.group(1)).stripTrailing()));
    }

    Prompt read() {
        List<Prompt.Piece> pieces = new ArrayList<>();
        Matcher head = HEAD.matcher(text);
        int end = 0;
        PromptMessage.Role role = null;
        while (head.find()) {
            String before = text.substring(end, head.start());
            if (role != null) {
                pieces.add(piece(role, before));
            } else if (!before.isBlank()) {
                throw new PromptException("Prompt '" + id + "' must begin with '=== system ===' or '=== user ==='");
            }
            role = role(head.group(1));
            end = head.end();
        }
        if (role == null) {
            throw new PromptException("Prompt '" + id + "' has no line '=== system ===' or '=== user ==='");
        }
        pieces.add(piece(role, text.substring(end)));
        return new Prompt(id, hash(), parts, pieces);
    }

    private PromptMessage.Role role(String name) {
        try {
            return PromptMessage.Role.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new PromptException(
                    "Prompt '" + id + "' has a message of '" + name + "'; messages are of system or user");
        }
    }

    private Prompt.Piece piece(PromptMessage.Role role, String source) {
        try {
            Template template = Mustache.compiler()
                    .escapeHTML(false)
                    .strictSections(true)
                    .emptyStringIsFalse(true)
                    .withCollector(new MapsOnly())
                    .compile(source);
            template.visit(new Names());
            return new Prompt.Piece(role, template);
        } catch (MustacheException e) {
            throw new PromptException("Prompt '" + id + "' cannot be read: " + e.getMessage());
        }
    }

    private String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    /** Gathers what a template needs. */
    private final class Names implements Mustache.Visitor {
        @Override
        public void visitText(String piece) {}

        @Override
        public void visitVariable(String name) {
            parts.add(name);
        }

        @Override
        public boolean visitInclude(String name) {
            return true;
        }

        @Override
        public boolean visitSection(String name) {
            parts.add(name);
            return true;
        }

        @Override
        public boolean visitInvertedSection(String name) {
            parts.add(name);
            return true;
        }
    }

    /** Looks into maps, and never into objects. */
    private static final class MapsOnly extends BasicCollector {
        @Override
        public <K, V> Map<K, V> createFetcherCache() {
            return new ConcurrentHashMap<>();
        }
    }
}
