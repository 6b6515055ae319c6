package org.eyes4j.app.output;

import java.nio.file.Path;

/** A file that a run left under {@code --out}. */
public record StoredFile(String id, String kind, Path path) {}
