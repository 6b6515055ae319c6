package org.eyes4j.vision.remote;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eyes4j.config.model.RemoteGraph;

/** An {@link OipServer} in a process of its own; it ends with this one. */
public final class OipProcess implements AutoCloseable {
    private final Process process;
    private final int httpPort;
    private final int grpcPort;

    /**
     * Begins it.
     *
     * @param threads that a run uses; 0 for the usual number
     * @param files graphs by name
     */
    public OipProcess(int threads, Map<String, Path> files) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                OipServer.class.getName(),
                Integer.toString(threads)));
        files.forEach((name, file) -> command.add(name + "=" + file));
        this.process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null) {
            throw new IOException("The server ended at once");
        }
        String[] ports = line.split(" ");
        this.httpPort = Integer.parseInt(ports[0]);
        this.grpcPort = Integer.parseInt(ports[1]);
    }

    /** Its address for a protocol. */
    public URI url(RemoteGraph.Protocol protocol) {
        return URI.create("http://127.0.0.1:" + (protocol == RemoteGraph.Protocol.HTTP ? httpPort : grpcPort));
    }

    /** Ends it at once, as an accident would. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
