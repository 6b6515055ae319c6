package org.eyes4j.vision.intake;

import java.nio.file.Path;
import java.util.Optional;

/** Where a model's files are: a folder, a hub's repository, an address. */
interface Repository {

    /** A file that is there, as far as it is known before it is fetched; size 0 when not known. */
    record Entry(long size, Optional<String> sha256) {}

    /** As a person would call it. */
    String title();

    /** A short name for the model. */
    String shortName();

    /** As its makers state it; empty when nothing was found. */
    String licence();

    /** Which state of the repository is meant; becomes the model's version. */
    String version();

    /** Whether there is such a file. */
    Optional<Entry> find(String path);

    /** A manifest's source of a file. */
    String source(String path);

    /** Puts a copy of a small file into a folder, under its path; whether it was there. */
    boolean fetch(String path, Path folder);
}
