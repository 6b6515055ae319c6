package org.eyes4j.app.server.connection;

import java.io.IOException;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** Tomcat's HTTP/1.1, which leaves each request's socket where {@link WatchValve} finds it. Tomcat makes it by its name. */
public final class WatchedHttp11 extends Http11NioProtocol {
    /** Of Tomcat's 32 notes; its own are the first few. */
    private static final int NOTE = 27;

    static SocketWrapperBase<?> socket(Request request) {
        if (request.getNote(NOTE) instanceof SocketWrapperBase<?> socket) {
            return socket;
        }
        throw new IllegalStateException("a request without its socket: is the protocol another?");
    }

    @Override
    protected Processor createProcessor() {
        return new NotingProcessor(this, getAdapter());
    }

    private static final class NotingProcessor extends Http11Processor {
        NotingProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
            super(protocol, adapter);
        }

        @Override
        public SocketState service(SocketWrapperBase<?> socket) throws IOException {
            getRequest().setNote(NOTE, socket);
            return super.service(socket);
        }
    }
}
