package org.eyes4j.vision.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.eyes4j.vision.remote.ScriptedOip.binary;
import static org.eyes4j.vision.remote.ScriptedOip.output;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.eyes4j.config.model.RemoteGraph;
import org.eyes4j.config.model.RemoteGraph.Protocol;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxException;
import org.eyes4j.vision.onnx.OnnxSettings;
import org.eyes4j.vision.onnx.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with a certificate of its own, made by the JDK's keytool. */
class TlsTest {
    private static final String PASSWORD = "of-a-test";

    @TempDir
    private static Path folder;

    private static ScriptedOip server;

    @BeforeAll
    static void begin() throws Exception {
        Path store = folder.resolve("server.p12");
        keytool("-genkeypair", "-alias", "s", "-keyalg", "EC", "-dname", "CN=test", "-ext", "san=ip:127.0.0.1");
        keytool(
                "-exportcert",
                "-alias",
                "s",
                "-rfc",
                "-file",
                folder.resolve("own.pem").toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(context));
        server = new ScriptedOip(https).answering(binary(output("y", "FP32", "[1, 2]", 8), 3, 4));
    }

    private static void keytool(String... more) throws Exception {
        java.util.List<String> command = new java.util.ArrayList<>(java.util.List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(java.util.List.of(more));
        command.addAll(java.util.List.of(
                "-keystore", folder.resolve("server.p12").toString(), "-storepass", PASSWORD, "-storetype", "PKCS12"));
        assertThat(new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor())
                .isZero();
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @Test
    void should_trust_who_is_named_and_nobody_else() {
        assertThat(run("127.0.0.1", Optional.of("own.pem"))).isEqualTo(Tensor.of(new float[] {3, 4}, 1, 2));

        assertThat(fault("127.0.0.1", Optional.empty()))
                .startsWith(url("127.0.0.1") + " (http) cannot be trusted: ")
                .endsWith(". Where it has a certificate of your own, name the authority's PEM file at `ca`");
    }

    @Test
    void should_not_take_a_certificate_for_another_host() {
        assertThat(fault("localhost", Optional.of("own.pem")))
                .startsWith(url("localhost") + " (http) cannot be trusted: ");
    }

    @Test
    void should_tell_of_a_file_that_holds_no_certificates() throws Exception {
        Files.writeString(folder.resolve("empty.pem"), "nothing\n");

        assertThat(fault("127.0.0.1", Optional.of("empty.pem")))
                .startsWith(url("127.0.0.1") + " (http): expected certificates in PEM form in "
                        + folder.resolve("empty.pem") + " (`ca`), found ");
    }

    private static URI url(String host) {
        return URI.create("https://" + host + ":" + server.port());
    }

    private static String fault(String host, Optional<String> ca) {
        OnnxException fault = catchThrowableOfType(OnnxException.class, () -> run(host, ca));
        assertThat(fault.kind()).isEqualTo(OnnxException.Kind.MISCONFIGURED);
        return String.valueOf(fault.getMessage());
    }

    private static Tensor run(String host, Optional<String> ca) {
        RemoteGraph graph = new RemoteGraph(
                "",
                url(host),
                Protocol.HTTP,
                "m",
                "",
                Map.of(),
                new RemoteGraph.Access(
                        "", Map.of(), ca.map(name -> folder.resolve(name).toString())),
                ScriptedOip.limits(Duration.ofSeconds(20), 0, 1 << 20));
        try (OnnxEngine engine = new OnnxEngine(OnnxSettings.defaults());
                RemoteGraphs remotes = new RemoteGraphs(Map.of(), true)) {
            return engine.distant(Path.of("tls"), remotes.open(graph))
                    .run(Map.of("x", Tensor.of(new float[] {1, 2}, 1, 2)))
                    .get("y");
        }
    }
}
