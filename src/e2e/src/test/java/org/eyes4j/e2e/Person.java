package org.eyes4j.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Somebody whom file permissions bind, which they do not do for root. */
final class Person {
    private final List<String> become;

    private Person(List<String> become) {
        this.become = become;
    }

    /** What a command came to. */
    record Outcome(int code, String err) {}

    /** This user; root without the right to overlook permissions. */
    static Person withoutRights() throws InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new Person(List.of());
        }
        List<String> become = List.of(
                "setpriv",
                "--bounding-set=-dac_override,-dac_read_search",
                "--inh-caps=-dac_override,-dac_read_search");
        List<String> probe = new ArrayList<>(become);
        probe.add("true");
        Assumptions.assumeTrue(canRun(probe), "setpriv is not here, and root may enter every folder");
        return new Person(become);
    }

    private static boolean canRun(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    Outcome run(Path home, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = Processes.eyes4j(arguments);
        builder.command().addAll(0, become);
        builder.environment().put("EYES4J_HOME", home.toString());
        Process process =
                builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        String err = new String(process.getErrorStream().readAllBytes());
        return new Outcome(process.waitFor(), err);
    }
}
