package org.eyes4j.app.cli;

import java.util.List;

/** The commands of a chat. */
final class ChatCommands {
    static final List<String> NAMES =
            List.of("/image", "/regions", "/plan", "/undo", "/save", "/sessions", "/help", "/quit");

    static final String HELP = """
            Ask about the pictures in plain words; what was spoken of may be called "it", "the second one", "r3".
              /image FILE     adds a picture; the next question is about it
              /regions        what is known of the pictures, with ids
              /plan           the plan of the last answer
              /undo           takes the last question back, and what only it had found
              /save FOLDER    writes the last answer: overlays, cut-outs, JSON, COCO
              /sessions       the conversations that are kept
              /help           this
              /quit           ends (Ctrl-D too); eyes4j chat --session ID goes on""";

    private ChatCommands() {}
}
