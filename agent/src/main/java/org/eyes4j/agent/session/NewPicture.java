package org.eyes4j.agent.session;

/**
 * A picture that is given to a conversation.
 *
 * @param title what messages call it, usually a file name
 * @param bytes as they are in the file; not to be written to
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares or prints it
public record NewPicture(String title, byte[] bytes) {}
