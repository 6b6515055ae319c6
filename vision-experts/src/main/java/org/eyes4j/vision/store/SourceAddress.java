package org.eyes4j.vision.store;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a file can be had, as a manifest writes it. */
sealed interface SourceAddress {
    Pattern MAVEN = Pattern.compile("maven:([\\w.-]+):([\\w.-]+):([\\w.-]+)!/(.+)");
    Pattern NPM = Pattern.compile("npm:((?:@[\\w.~-]+/)?[\\w.~-]+)@([\\w.+-]+)!/(.+)");
    Pattern HUB = Pattern.compile("hub:([\\w.-]+(?:/[\\w.-]+)?)@([\\w./-]+)!/(.+)");

    /** A file in a jar. */
    record Maven(String group, String artifact, String version, String path) implements SourceAddress {}

    /** A file in the archive of a package; {@code path} begins with {@code package/}, as in the archive. */
    record Npm(String name, String version, String path) implements SourceAddress {}

    /** A file of a repository on a model hub. */
    record Hub(String repository, String revision, String path) implements SourceAddress {}

    /** A file behind an address. */
    record Web(URI uri) implements SourceAddress {}

    /** A file of this machine. */
    record Local(String path) implements SourceAddress {}

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it has no known form
     */
    static SourceAddress parse(String text) {
        Matcher maven = MAVEN.matcher(text);
        if (maven.matches()) {
            return new Maven(maven.group(1), maven.group(2), maven.group(3), maven.group(4));
        }
        Matcher npm = NPM.matcher(text);
        if (npm.matches()) {
            return new Npm(npm.group(1), npm.group(2), npm.group(3));
        }
        Matcher hub = HUB.matcher(text);
        if (hub.matches()) {
            return new Hub(hub.group(1), hub.group(2), hub.group(3));
        }
        if (text.startsWith("file:") && text.length() > 5) {
            return new Local(text.substring(5));
        }
        if (text.startsWith("https://") || text.startsWith("http://")) {
            return new Web(URI.create(text));
        }
        throw new IllegalArgumentException("Expected maven:GROUP:ARTIFACT:VERSION!/PATH, npm:PACKAGE@VERSION!/PATH,"
                + " hub:OWNER/NAME@REVISION!/PATH, https://… or file:PATH, got `" + text + "`");
    }
}
