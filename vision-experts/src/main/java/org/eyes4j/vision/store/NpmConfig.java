package org.eyes4j.vision.store;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The user's own npm set-up: environment, the project's {@code .npmrc}, the user's {@code .npmrc}, and what the {@code npm}
 * command itself says. Immutable but for what the command answered; thread-safe.
 */
final class NpmConfig {
    private static final int MAX_FILE = 1 << 20;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}?]+)(\\??)}");

    private final Map<String, String> environment;
    private final Path workingFolder;
    private final Path userHome;
    private final CommandRunner commands;

    NpmConfig(Map<String, String> environment, Path workingFolder, Path userHome, CommandRunner commands) {
        this.environment = Map.copyOf(environment);
        this.workingFolder = workingFolder;
        this.userHome = userHome;
        this.commands = commands;
    }

    /**
     * A registry and how to log in.
     *
     * @param address with a slash at its end
     * @param settings of the {@code .npmrc} files
     */
    record Registry(URI address, Map<String, String> settings) {
        /** The {@code Authorization} header for an address, when the set-up has a login for just that place. */
        Optional<String> authorization(URI uri) {
            String place = "//" + uri.getRawAuthority() + uri.getRawPath();
            String best = "";
            String header = "";
            for (Map.Entry<String, String> entry : settings.entrySet()) {
                int cut = entry.getKey().lastIndexOf(":_");
                if (!entry.getKey().startsWith("//") || cut < 0) {
                    continue;
                }
                String prefix = entry.getKey().substring(0, cut);
                prefix = prefix.endsWith("/") ? prefix : prefix + "/";
                String value = header(entry.getKey().substring(cut + 1), entry.getValue(), prefix);
                if (place.startsWith(prefix) && prefix.length() > best.length() && !value.isEmpty()) {
                    best = prefix;
                    header = value;
                }
            }
            return header.isEmpty() ? Optional.empty() : Optional.of(header);
        }

        private String header(String key, String value, String prefix) {
            return switch (key) {
                case "_authToken" -> "Bearer " + value;
                case "_auth" -> "Basic " + value;
                case "_password" -> {
                    String user = settings.getOrDefault(prefix + ":username", "");
                    yield user.isEmpty() ? "" : basic(user, value);
                }
                default -> "";
            };
        }

        private static String basic(String user, String encodedPassword) {
            try {
                String password = new String(Base64.getDecoder().decode(encodedPassword), StandardCharsets.UTF_8);
                return "Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                return "";
            }
        }
    }

    /**
     * The registry that the user's npm would ask for a package; empty when npm is not set up here.
     *
     * @throws SourceException if the set-up names something that is no address
     */
    Optional<Registry> registry(String packageName) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        read(userFile(), settings);
        read(workingFolder.resolve(".npmrc"), settings);
        environment.forEach((name, value) -> {
            if (name.toLowerCase(Locale.ROOT).startsWith("npm_config_") && !value.isBlank()) {
                String key = name.substring("npm_config_".length());
                settings.put(key.contains("/") ? key : key.toLowerCase(Locale.ROOT), value);
            }
        });
        String scope = packageName.startsWith("@") ? packageName.substring(0, packageName.indexOf('/')) : "";
        String address = settings.getOrDefault(scope + ":registry", settings.getOrDefault("registry", ""));
        if (address.isBlank()) {
            address = asked("registry").orElse("");
        }
        return address.isBlank() ? Optional.empty() : Optional.of(new Registry(uri(address), Map.copyOf(settings)));
    }

    private Optional<String> asked(String key) {
        return commands.run(List.of("npm", "config", "get", key), workingFolder, LIMIT)
                .map(String::trim)
                .filter(v -> v.startsWith("http") && !v.contains("\n"));
    }

    private Path userFile() {
        for (Map.Entry<String, String> e : environment.entrySet()) {
            if (e.getKey().equalsIgnoreCase("npm_config_userconfig")
                    && !e.getValue().isBlank()) {
                return Path.of(e.getValue());
            }
        }
        return userHome.resolve(".npmrc");
    }

    /** The later file's settings replace the earlier one's. */
    private void read(Path file, Map<String, String> settings) throws IOException {
        if (!Files.isReadable(file) || !Files.isRegularFile(file) || Files.size(file) > MAX_FILE) {
            return;
        }
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\\R")) {
            String text = line.trim();
            int equals = text.indexOf('=');
            if (equals > 0 && !text.startsWith("#") && !text.startsWith(";")) {
                String value = text.substring(equals + 1).trim().replaceAll("^([\"'])(.*)\\1$", "$2");
                settings.put(text.substring(0, equals).trim(), expanded(value));
            }
        }
    }

    private String expanded(String value) {
        Matcher m = VARIABLE.matcher(value);
        return m.replaceAll(r -> {
            String known = environment.get(r.group(1));
            String other = r.group(2).isEmpty() ? r.group() : "";
            return Matcher.quoteReplacement(known == null ? other : known);
        });
    }

    private static URI uri(String address) throws SourceException {
        try {
            URI uri = URI.create(address.endsWith("/") ? address : address + "/");
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new SourceException(
                "not asked, because npm's registry setting (NPM_CONFIG_REGISTRY, or registry= in .npmrc)"
                        + " is no address with https://: `" + address + "`");
    }
}
