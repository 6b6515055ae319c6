package org.eyes4j.plugins;

/**
 * Where a tool came from.
 *
 * @param plugin the plugin's name
 * @param version the plugin's version
 * @param kind how it arrived
 * @param hash SHA-256 of the plugin's code, or of its {@code plugin.yml} where it has none
 */
public record ToolOrigin(String plugin, String version, String kind, String hash) {
    /** {@code plugin 'name' 1.0, jar, sha256 …}. */
    @Override
    public String toString() {
        return "plugin '" + plugin + "' " + version + ", " + kind + ", sha256 " + hash;
    }
}
