package org.eyes4j.app.server.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server on loopback with a certificate for {@code pictures.example}, which the client trusts. */
class TlsConnectorTest {
    private static final char[] PASSWORD = "password".toCharArray();

    private static SSLContext context;

    @BeforeAll
    static void makeCertificate(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "password",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=nobody",
                        "-ext",
                        "SAN=dns:pictures.example")
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory others = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        others.init(trusted);
        context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), others.getTrustManagers(), null);
    }

    /** Connects to a server that takes one connection; gives the name that the server was asked for. */
    private static String connect(String host) throws Exception {
        try (SSLServerSocket server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> {
                try (SSLSocket client = (SSLSocket) server.accept()) {
                    client.startHandshake();
                    return ((ExtendedSSLSession) client.getSession())
                            .getRequestedServerNames().stream()
                                    .map(n -> ((SNIHostName) n).getAsciiName())
                                    .findFirst()
                                    .orElse("");
                } catch (IOException e) {
                    return "failed";
                }
            });
            try (Socket socket = new TlsConnector(context.getSocketFactory())
                    .connect(InetAddress.getLoopbackAddress(), server.getLocalPort(), host, Duration.ofSeconds(10))) {
                assertThat(socket.getInetAddress()).isEqualTo(InetAddress.getLoopbackAddress());
                return asked.get(10, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void should_say_the_name_and_take_its_certificate_at_an_address() throws Exception {
        assertThat(connect("pictures.example")).isEqualTo("pictures.example");
    }

    @Test
    void should_refuse_a_certificate_of_another_name() {
        for (String host : List.of("other.example", "sub.pictures.example", "example")) {
            assertThatThrownBy(() -> connect(host)).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void should_refuse_a_certificate_that_nobody_vouches_for() throws Exception {
        try (SSLServerSocket server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> accepting = CompletableFuture.runAsync(() -> {
                try (SSLSocket client = (SSLSocket) server.accept()) {
                    client.startHandshake();
                } catch (IOException e) {
                    // As it should be.
                }
            });
            TlsConnector usual = new TlsConnector(SSLContext.getDefault().getSocketFactory());

            assertThatThrownBy(() -> usual.connect(
                            InetAddress.getLoopbackAddress(),
                            server.getLocalPort(),
                            "pictures.example",
                            Duration.ofSeconds(10)))
                    .isInstanceOf(SSLHandshakeException.class);
            accepting.get(10, TimeUnit.SECONDS);
        }
    }
}
