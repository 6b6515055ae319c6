package org.eyes4j.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Hashes of code that a person let in on this machine: a text file, a hash a line with what it is of. It lies outside of the
 * folder of plugins, so that nothing that is dropped there lets itself in. Safe for many processes.
 */
public final class AllowedCode {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final Path file;

    public AllowedCode(Path file) {
        this.file = file;
    }

    /** Where they are kept. */
    public Path file() {
        return file;
    }

    /** All, those given too. */
    public Set<String> and(Collection<String> others) {
        Set<String> all = new LinkedHashSet<>(others);
        if (Files.exists(file)) {
            try {
                Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                        .map(line -> line.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT))
                        .filter(word -> HASH.matcher(word).matches())
                        .forEach(all::add);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + file, e);
            }
        }
        return all;
    }

    /**
     * Lets code in.
     *
     * @param hash SHA-256 in hexadecimal
     * @param what it is of, for whoever reads the file
     * @throws IllegalArgumentException with a message for a person if it is no hash
     */
    public void add(String hash, String what) {
        String key = hash.toLowerCase(Locale.ROOT);
        if (!HASH.matcher(key).matches()) {
            throw new IllegalArgumentException("Expected a SHA-256 of 64 hexadecimal digits, found '" + hash + "'");
        }
        if (and(Set.of()).contains(key)) {
            return;
        }
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(
                    file,
                    key + "  " + what.replaceAll("\\s+", " ") + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
