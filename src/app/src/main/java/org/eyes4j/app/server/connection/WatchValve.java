package org.eyes4j.app.server.connection;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Leaves each request its {@link Connection}, until it is answered. */
final class WatchValve extends ValveBase {
    static final String ATTRIBUTE = Connection.class.getName();

    WatchValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.getAttribute(ATTRIBUTE) != null) {
            // Dispatched again after it went on elsewhere.
            getNext().invoke(request, response);
            return;
        }
        org.apache.coyote.Request coyote = request.getCoyoteRequest();
        Connection connection = new Connection(coyote, WatchedHttp11.socket(coyote));
        request.setAttribute(ATTRIBUTE, connection);
        boolean goesOn = false;
        try {
            getNext().invoke(request, response);
            goesOn = request.isAsync() && endsWith(request, connection);
        } finally {
            if (!goesOn) {
                connection.end();
            }
        }
    }

    private static boolean endsWith(Request request, Connection connection) {
        try {
            request.getAsyncContextInternal().addListener(new End(connection));
            return true;
        } catch (IllegalStateException e) {
            // It is over already.
            return false;
        }
    }

    private record End(Connection connection) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            connection.end();
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
