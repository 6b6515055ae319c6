package org.eyes4j.agent.session;

import org.eyes4j.tools.value.Value;

/** Makes pixels of the bytes of a picture. Thread-safe. */
@FunctionalInterface
public interface PictureDecoder {

    /**
     * The pixels.
     *
     * @param bytes untrusted
     * @param title what messages call it
     * @param name of its frame
     * @throws RuntimeException of the decoder's own, with a message for a person, where they are no picture
     */
    Value.Image decode(byte[] bytes, String title, String name);
}
