package org.eyes4j.app.server.connection;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.eyes4j.tools.Cancellation;

/**
 * The connection of one request while it is worked on. Its socket is Tomcat's again once the request is over: whoever looks and
 * whoever ends it do so one after the other. Thread-safe.
 */
final class Connection {
    private final Request request;
    private final SocketWrapperBase<?> socket;
    private final Cancellation cancellation = new Cancellation();
    private boolean over;

    Connection(Request request, SocketWrapperBase<?> socket) {
        this.request = request;
        this.socket = socket;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    /** Tells whoever works on the request if the client has gone. Whether it is worth another look. */
    boolean look() {
        boolean gone;
        synchronized (this) {
            if (over) {
                return false;
            }
            gone = isGone();
            over = gone;
        }
        if (gone) {
            cancellation.request();
        }
        return !gone;
    }

    synchronized void end() {
        over = true;
    }

    /**
     * Whether the client has closed, as far as can be told without taking away what else it sent: what there is to read goes into
     * the buffer where Tomcat looks for the next request.
     */
    private boolean isGone() {
        if (socket.isClosed() || socket.getError() != null) {
            return true;
        }
        AtomicBoolean read = new AtomicBoolean();
        request.action(ActionCode.REQUEST_BODY_FULLY_READ, read);
        SocketBufferHandler buffers = socket.getSocketBufferHandler();
        // A body that is being read is somebody else's to read, and TLS does not like two at a time.
        if (!read.get() || !socket.getSocket().getClass().equals(NioChannel.class) || !buffers.isReadBufferEmpty()) {
            return false;
        }
        try {
            return socket.isReadyForRead() && buffers.isReadBufferEmpty();
        } catch (IOException e) {
            return true;
        }
    }
}
