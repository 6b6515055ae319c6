package org.eyes4j.app.output;

import java.nio.file.Path;
import java.util.List;

/** A process that is halfway through writing two files into a folder, until it is ended. Argument: the folder. */
final class HalfWay {
    private HalfWay() {}

    public static void main(String[] arguments) throws Exception {
        OutFolder out = OutFolder.open(Path.of(arguments[0]), "--out");
        out.add("first.txt", new byte[10]);
        out.add("second.txt", new byte[10]);
        out.stage();
        out.write("first.txt", new byte[10]);
        System.out.println("halfway");
        System.in.read();
        // Whoever ends this process closes its input as well: the signal must win, and an orphan must end.
        Thread.sleep(30_000);
    }

    /** Starts one, and waits until it is halfway. */
    static Process start(Path folder) throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HalfWay.class.getName(),
                        folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = process.inputReader().readLine();
        if (!"halfway".equals(said)) {
            throw new IllegalStateException("Expected to hear of half the way, got " + said);
        }
        return process;
    }
}
