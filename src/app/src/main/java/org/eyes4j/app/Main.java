package org.eyes4j.app;

import org.eyes4j.app.cli.CommandLineDoor;
import org.eyes4j.app.cli.Terminal;

/** Where the program starts. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Terminal terminal = Terminal.ofProcess();
        int code = new CommandLineDoor(terminal).run(arguments);
        // Threads of native libraries must not keep a finished command alive.
        System.exit(code);
    }
}
