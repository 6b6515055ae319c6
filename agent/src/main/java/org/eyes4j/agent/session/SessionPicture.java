package org.eyes4j.agent.session;

import org.eyes4j.tools.geometry.Frame;

/**
 * A picture of a conversation.
 *
 * @param name {@code image1}, {@code image2}, … in the order in which they were given
 * @param title what the giver calls it, usually a file name
 * @param artifact id of its bytes, as they were given
 * @param bytes how many
 * @param width of the decoded picture, in pixels
 * @param height of the decoded picture, in pixels
 */
public record SessionPicture(String name, String title, String artifact, long bytes, int width, int height) {
    public Frame frame() {
        return Frame.of(name, width, height);
    }

    /** Its place among the pictures, from 1. */
    int number() {
        return Integer.parseInt(name.substring("image".length()));
    }
}
