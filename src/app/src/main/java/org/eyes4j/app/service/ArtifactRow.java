package org.eyes4j.app.service;

import java.time.Instant;

/**
 * What is known of an artifact.
 *
 * @param id SHA-256 of its bytes
 * @param name as whoever gave it calls it; untrusted
 * @param width pixels, upright; 0 for what is no picture
 * @param height the same
 */
public record ArtifactRow(
        String id, String owner, String mediaType, long size, String name, int width, int height, Instant created) {}
