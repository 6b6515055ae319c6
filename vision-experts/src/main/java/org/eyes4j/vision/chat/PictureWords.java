package org.eyes4j.vision.chat;

/** What stands in a prompt for a picture: one picture token for each of its embeddings, and what a family puts around them. */
@FunctionalInterface
interface PictureWords {
    String of(int rows, int columns, int perTile);
}
