package org.eyes4j.app.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real PostgreSQL on loopback in a temporary folder, begun once for all tests of this process, where its programs are. */
final class PostgresServer {
    private static final String PASSWORD = "a pass'word";

    private final Path folder;
    private final int port;
    private final AtomicInteger schemas = new AtomicInteger();

    private static final class Only {
        private static final Optional<PostgresServer> SERVER = begin();
    }

    private PostgresServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** The one there is; without PostgreSQL's programs the test is skipped. */
    static PostgresServer get() {
        Assumptions.assumeTrue(
                Only.SERVER.isPresent(),
                "PostgreSQL's programs (initdb, postgres) are not installed: apt install postgresql");
        return Only.SERVER.orElseThrow();
    }

    /** An empty schema that nobody else uses. */
    StoreLocation fresh() {
        String schema = "s" + schemas.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(url(""), "postgres", PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new StoreLocation(url("?currentSchema=" + schema), "postgres", PASSWORD);
    }

    String url(String more) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres" + more;
    }

    private static Optional<PostgresServer> begin() {
        Optional<Path> programs = programs();
        if (programs.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path folder = Files.createTempDirectory("eyes4j-postgres");
            Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
            boolean root = "root".equals(System.getProperty("user.name"));
            if (root) {
                run(List.of("chown", "-R", "postgres", folder.toString()));
            }
            List<String> as = root ? List.of("runuser", "-u", "postgres", "--") : List.of();
            Path data = folder.resolve("data");
            run(with(
                    as,
                    programs.get().resolve("initdb"),
                    "-D",
                    data,
                    "-U",
                    "postgres",
                    "-N",
                    "-E",
                    "UTF8",
                    "--locale=C",
                    "--auth=scram-sha-256",
                    "--pwfile=" + password));
            int port = freePort();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    run(with(as, programs.get().resolve("pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop"));
                    run(List.of("rm", "-rf", folder.toString()));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }));
            run(with(
                    as,
                    programs.get().resolve("pg_ctl"),
                    "-D",
                    data,
                    "-w",
                    "-l",
                    folder.resolve("log"),
                    "-o",
                    "-h 127.0.0.1 -p " + port + " -F -k " + folder,
                    "start"));
            return Optional.of(new PostgresServer(folder, port));
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL is installed, and cannot be begun", e);
        }
    }

    private static Optional<Path> programs() {
        List<Path> places = new ArrayList<>();
        Path installed = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(installed)) {
            try (Stream<Path> versions = Files.list(installed)) {
                versions.sorted(java.util.Comparator.reverseOrder()).forEach(v -> places.add(v.resolve("bin")));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        for (String place : System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator, -1)) {
            places.add(Path.of(place));
        }
        return places.stream()
                .filter(p -> Files.isExecutable(p.resolve("initdb")) && Files.isExecutable(p.resolve("pg_ctl")))
                .findFirst();
    }

    private static List<String> with(List<String> as, Object... words) {
        List<String> command = new ArrayList<>(as);
        Stream.of(words).map(Object::toString).forEach(command::add);
        return command;
    }

    private static void run(List<String> command) throws IOException {
        Path out = Files.createTempFile("eyes4j-postgres", ".out");
        Process process = new ProcessBuilder(command)
                .directory(new java.io.File("/"))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(command + ": " + Files.readString(out));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            Files.deleteIfExists(out);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public String toString() {
        return folder + ":" + port;
    }
}
