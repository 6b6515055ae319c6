package org.eyes4j.app.mcp;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.eyes4j.app.service.Caller;
import reactor.core.publisher.Mono;

/**
 * The SDK's session, with what it leaves to others: handlers hear of the request's id and of who asks; a request before the
 * handshake is answered at once and not kept waiting.
 */
final class StdioSession extends McpServerSession {
    private final McpServerTransport transport;
    private final Caller caller;
    private volatile State state = State.NEW;

    private enum State {
        NEW,
        GREETED,
        READY
    }

    StdioSession(McpProtocol protocol, McpServerTransport transport, Caller caller) {
        super(
                UUID.randomUUID().toString(),
                Duration.ofMinutes(5),
                transport,
                protocol::initialize,
                protocol.requestHandlers(),
                protocol.notificationHandlers(),
                Mono::empty);
        this.transport = transport;
        this.caller = caller;
    }

    @Override
    public Mono<Void> handle(JSONRPCMessage message) {
        Object id = message instanceof JSONRPCRequest request ? request.id() : null;
        return stepwise(message).contextWrite(c -> c.put(McpTransportContext.KEY, McpProtocol.context(caller, id)));
    }

    private Mono<Void> stepwise(JSONRPCMessage message) {
        if (message instanceof JSONRPCRequest request) {
            if (request.method().equals(McpSchema.METHOD_INITIALIZE)) {
                try {
                    McpProtocol.greeting(request.params());
                } catch (McpError e) {
                    return transport.sendMessage(JSONRPCResponse.error(request.id(), e.getJsonRpcError()));
                }
                state = state == State.READY ? State.READY : State.GREETED;
            } else if (state == State.NEW) {
                return transport.sendMessage(
                        request.method().equals(McpSchema.METHOD_PING)
                                ? JSONRPCResponse.result(request.id(), Map.of())
                                : JSONRPCResponse.error(
                                        request.id(),
                                        new JSONRPCResponse.JSONRPCError(
                                                McpFault.INVALID_REQUEST,
                                                "Begin with 'initialize'; it has not been asked for yet",
                                                null)));
            } else if (state == State.GREETED) {
                // Some clients forget to say that they are ready; that they ask shows it.
                return ready().then(super.handle(message));
            }
        } else if (message instanceof JSONRPCNotification notification) {
            if (notification.method().equals(McpSchema.METHOD_NOTIFICATION_INITIALIZED)) {
                return state == State.GREETED ? ready() : Mono.empty();
            }
            if (state != State.READY || !McpProtocol.hears(notification)) {
                return Mono.empty();
            }
        }
        return super.handle(message);
    }

    private Mono<Void> ready() {
        state = State.READY;
        return super.handle(new JSONRPCNotification(McpSchema.METHOD_NOTIFICATION_INITIALIZED, null));
    }
}
