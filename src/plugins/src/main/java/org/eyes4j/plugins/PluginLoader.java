package org.eyes4j.plugins;

/** One of the ways in which tools arrive. Thread-safe; holds nothing until {@link #load}. */
public interface PluginLoader {
    /** The {@code kind} of manifests that it reads. */
    String kind();

    /**
     * Makes a plugin's tools ready. They are not yet offered: they pass the conformance kit first, and calls of them are
     * guarded. Should not wait for anything outside for longer than {@code context} allows.
     *
     * @throws PluginException if the plugin cannot be had, with the reason and what to do about it
     */
    Plugin load(PluginManifest manifest, PluginContext context) throws PluginException;
}
