package org.eyes4j.app.server.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** TLS to an address, with the host's name said (SNI) and its certificate held against it. */
record TlsConnector(SSLSocketFactory factory) implements Connector {

    @Override
    public Socket connect(InetAddress address, int port, String host, Duration timeout) throws IOException {
        int millis = (int) Math.max(1, timeout.toMillis());
        Socket plain = new Socket(Proxy.NO_PROXY);
        try {
            plain.setSoTimeout(millis);
            plain.connect(new InetSocketAddress(address, port), millis);
            SSLSocket secure = (SSLSocket) factory.createSocket(plain, host, port, true);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setServerNames(List.of(new SNIHostName(host)));
            parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            return secure;
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }
}
