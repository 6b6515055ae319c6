package org.eyes4j.vision.remote;

import java.net.http.HttpHeaders;

/**
 * What a server answered, in full.
 *
 * @param status below 300
 * @param headers as they came
 * @param body the bytes; not to be changed
 */
public record WebAnswer(int status, HttpHeaders headers, byte[] body) {
    /** A header's value; empty where it is missing. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }
}
