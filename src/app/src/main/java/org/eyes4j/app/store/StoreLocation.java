package org.eyes4j.app.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eyes4j.config.Home;

/**
 * Where the database is.
 *
 * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://HOST/NAME}
 * @param user of PostgreSQL; may be empty
 * @param password of PostgreSQL; may be empty
 */
public record StoreLocation(String url, String user, String password) {
    static final String SQLITE = "jdbc:sqlite:";
    static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String PREFIX = "eyes4j.server.store.";

    public StoreLocation {
        if (!url.startsWith(SQLITE) && !url.startsWith(POSTGRESQL)) {
            throw new StoreException(
                    StoreException.Kind.CONFIGURATION,
                    PREFIX + "url: expected jdbc:sqlite:FILE or jdbc:postgresql://HOST/NAME, got '"
                            + withoutSecrets(url) + "'");
        }
        if (url.startsWith(POSTGRESQL) && url.matches("(?i).*[?&](password|sslpassword)=.*")) {
            throw new StoreException(
                    StoreException.Kind.CONFIGURATION,
                    PREFIX + "url: a password does not belong into it; put it into a file and name that in " + PREFIX
                            + "password-file");
        }
    }

    /** The one in a user's folder. */
    public static StoreLocation in(Home home) {
        return new StoreLocation(SQLITE + home.data().resolve("server.db"), "", "");
    }

    /**
     * The one that properties name.
     *
     * @param url empty for the user's own
     * @param passwordFile whose first line is the password; empty for none
     * @throws StoreException naming the property that is wrong
     */
    public static StoreLocation of(String url, String user, String passwordFile, Home home) {
        if (url.isBlank()) {
            return in(home);
        }
        return new StoreLocation(url.strip(), user.strip(), passwordFile.isBlank() ? "" : secret(passwordFile.strip()));
    }

    /** The one that an environment names ({@code EYES4J_SERVER_STORE_URL} and so on), as the server reads it too. */
    public static StoreLocation of(Map<String, String> environment, Home home) {
        return of(
                environment.getOrDefault("EYES4J_SERVER_STORE_URL", ""),
                environment.getOrDefault("EYES4J_SERVER_STORE_USER", ""),
                environment.getOrDefault(
                        "EYES4J_SERVER_STORE_PASSWORDFILE",
                        environment.getOrDefault("EYES4J_SERVER_STORE_PASSWORD_FILE", "")),
                home);
    }

    private static String secret(String file) {
        try {
            return Files.readString(Path.of(file)).lines().findFirst().orElse("");
        } catch (IOException | java.nio.file.InvalidPathException e) {
            throw new StoreException(
                    StoreException.Kind.CONFIGURATION, PREFIX + "password-file: " + file + " cannot be read: " + e);
        }
    }

    boolean isSqlite() {
        return url.startsWith(SQLITE);
    }

    /** The file of SQLite. */
    Path file() {
        return Path.of(url.substring(SQLITE.length()));
    }

    /** As it may be shown. */
    String shown() {
        return isSqlite() ? file().toString() : withoutSecrets(url);
    }

    private static String withoutSecrets(String url) {
        int query = url.indexOf('?');
        String plain = query < 0 ? url : url.substring(0, query);
        String short80 = plain.length() > 80 ? plain.substring(0, 77) + "..." : plain;
        return short80.replaceAll("//[^/@]*@", "//…@");
    }

    @Override
    public String toString() {
        return shown();
    }
}
