package org.eyes4j.agent.repair;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of things that words and file names speak of. */
final class KindWords {
    private static final Pattern CONVERSION = Pattern.compile("(?i)\\b(\\p{L}+)[\\s-]+(?:to|2)[\\s-]+(\\p{L}+)\\b");
    private static final Pattern FILE = Pattern.compile("(?i)\\.([a-z0-9]{2,5})$");
    /** By stem, what English calls the usual kinds besides their own names. */
    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("speech", "audio"),
            Map.entry("voic", "audio"),
            Map.entry("voice", "audio"),
            Map.entry("voiceov", "audio"),
            Map.entry("sound", "audio"),
            Map.entry("music", "audio"),
            Map.entry("pictur", "image"),
            Map.entry("picture", "image"),
            Map.entry("photo", "image"),
            Map.entry("visual", "image"),
            Map.entry("movi", "video"),
            Map.entry("clip", "video"),
            Map.entry("film", "video"),
            Map.entry("sentenc", "text"),
            Map.entry("document", "text"),
            Map.entry("caption", "text"),
            Map.entry("script", "text"),
            Map.entry("link", "url"));

    private static final Map<String, String> EXTENSIONS = Map.ofEntries(
            Map.entry("jpg", "image"),
            Map.entry("jpeg", "image"),
            Map.entry("png", "image"),
            Map.entry("gif", "image"),
            Map.entry("bmp", "image"),
            Map.entry("webp", "image"),
            Map.entry("tiff", "image"),
            Map.entry("wav", "audio"),
            Map.entry("mp3", "audio"),
            Map.entry("flac", "audio"),
            Map.entry("ogg", "audio"),
            Map.entry("mp4", "video"),
            Map.entry("avi", "video"),
            Map.entry("mov", "video"),
            Map.entry("mkv", "video"),
            Map.entry("txt", "text"),
            Map.entry("pdf", "text"),
            Map.entry("url", "url"));

    /** From one kind to another, as {@code image-to-text} says. */
    record Conversion(String from, String to) {}

    private KindWords() {}

    /** The kinds, of those there are, that a text names. */
    static Set<String> in(String text, Collection<String> kinds) {
        Set<String> named = new LinkedHashSet<>();
        for (String word : Words.of(text)) {
            of(word, kinds).ifPresent(named::add);
        }
        return named;
    }

    /** What a name like {@code Speech-to-Text} says it turns into what. */
    static Optional<Conversion> conversion(String name, Collection<String> kinds) {
        Matcher matcher = CONVERSION.matcher(name);
        if (!matcher.find()) {
            return Optional.empty();
        }
        Optional<String> from = of(Words.stem(matcher.group(1).toLowerCase(Locale.ROOT)), kinds);
        Optional<String> to = of(Words.stem(matcher.group(2).toLowerCase(Locale.ROOT)), kinds);
        return from.isPresent() && to.isPresent()
                ? Optional.of(new Conversion(from.get(), to.get()))
                : Optional.empty();
    }

    /** The kind of a file or address; empty for plain words. */
    static Optional<String> ofLiteral(String literal) {
        String text = literal.strip();
        Matcher file = FILE.matcher(text);
        if (file.find() && !text.contains(" ")) {
            String kind = EXTENSIONS.get(file.group(1).toLowerCase(Locale.ROOT));
            if (kind != null && !isAddress(text)) {
                return Optional.of(kind);
            }
        }
        return isAddress(text) ? Optional.of("url") : Optional.empty();
    }

    private static boolean isAddress(String text) {
        return !text.contains(" ") && (text.matches("(?i)https?://.+") || text.matches("(?i)www\\..+"));
    }

    private static Optional<String> of(String stem, Collection<String> kinds) {
        for (String kind : kinds) {
            if (Words.stem(kind.toLowerCase(Locale.ROOT)).equals(stem)) {
                return Optional.of(kind);
            }
        }
        String kind = SYNONYMS.get(stem);
        return kind != null && kinds.contains(kind) ? Optional.of(kind) : Optional.empty();
    }
}
