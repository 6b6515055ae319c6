package org.eyes4j.agent.llm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eyes4j.agent.llm.ModelReply.Trouble;
import org.eyes4j.config.language.LanguageModelSettings;

/**
 * A key, read from where the settings say when it is first needed. It is in no message, log or {@code toString}. Immutable.
 */
final class ApiKey {
    private static final int MOST = 4096;
    private static final Pattern LOOKS_RIGHT = Pattern.compile("[\\x21-\\x7e]+");
    /** What vendors' keys look like, also when an endpoint shows only a part of one. */
    private static final Pattern KEY_LIKE =
            Pattern.compile("\\b(sk|pk|rk|gsk|xai)[-_][A-Za-z0-9_*.-]{6,}|\\bAIza[A-Za-z0-9_*.-]{6,}");
    /** A shorter beginning of a key may be in a text by chance. */
    private static final int TELLING = 8;

    /** For what needs none. */
    static final ApiKey NONE = new ApiKey("", "");

    private final String value;
    private final String origin;

    private ApiKey(String value, String origin) {
        this.value = value;
        this.origin = origin;
    }

    /**
     * @param environment usually {@code System.getenv()}
     * @throws WireFault if there must be one and is none, or it cannot be one
     */
    static ApiKey read(LanguageModelSettings.Key where, Map<String, String> environment) {
        if (where.file().isPresent()) {
            Path file = where.file().get();
            return checked(fromFile(file), "the file " + file);
        }
        String variable = where.variable().orElse("");
        String value =
                variable.isEmpty() ? "" : environment.getOrDefault(variable, "").strip();
        if (value.isEmpty() && where.demanded()) {
            throw WireFault.lasting(
                    Trouble.UNAUTHORIZED,
                    variable.isEmpty()
                            ? "was not asked: it needs a key, and none is configured"
                            : "was not asked: it needs a key, and the environment variable " + variable + " is not set",
                    variable.isEmpty()
                            ? "Name where it is with key_env or key_file."
                            : "Set " + variable + ", or name another place with key_env or key_file.");
        }
        return checked(value, "the environment variable " + variable);
    }

    private static String fromFile(Path file) {
        try {
            if (Files.size(file) > MOST) {
                throw WireFault.lasting(
                        Trouble.UNAUTHORIZED,
                        "was not asked: the key file " + file + " has more than " + MOST + " bytes",
                        "It must hold the key and nothing else.");
            }
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw WireFault.lasting(
                    Trouble.UNAUTHORIZED,
                    "was not asked: the key file " + file + " cannot be read",
                    "Make it, or name another place with key_env or key_file.");
        }
    }

    private static ApiKey checked(String value, String origin) {
        if (!value.isEmpty() && !LOOKS_RIGHT.matcher(value).matches()) {
            throw WireFault.lasting(
                    Trouble.UNAUTHORIZED,
                    "was not asked: what " + origin + " holds is no key: keys have no blanks, line breaks or accents",
                    "");
        }
        return new ApiKey(value, origin);
    }

    Optional<String> value() {
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** Where it came from, for people. */
    String origin() {
        return origin;
    }

    /** A text without this key, the beginning of it, or parts of one as endpoints like to quote it. */
    String redact(String text) {
        String without = text;
        for (int n = value.length(); n >= TELLING; n--) {
            without = without.replace(value.substring(0, n), "[key]");
        }
        return KEY_LIKE.matcher(without).replaceAll("[key]");
    }

    @Override
    public String toString() {
        return value.isEmpty() ? "no key" : "a key from " + origin;
    }
}
