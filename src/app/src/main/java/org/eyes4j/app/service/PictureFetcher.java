package org.eyes4j.app.service;

/** Gets pictures that are named by an address elsewhere. Thread-safe. */
@FunctionalInterface
public interface PictureFetcher {
    /** Where nothing is fetched. */
    PictureFetcher OFF = (url, field) -> {
        throw Problem.at(
                field,
                "Pictures are not fetched from addresses here (eyes4j.server.fetch.enabled); upload it to /api/v1/artifacts, "
                        + "or send a data URL");
    };

    /**
     * Its bytes, of whatever format.
     *
     * @param url as the client gave it; untrusted
     * @param field where it stands, for messages
     * @throws Problem if it may not be fetched, or cannot be
     */
    byte[] fetch(String url, String field);
}
