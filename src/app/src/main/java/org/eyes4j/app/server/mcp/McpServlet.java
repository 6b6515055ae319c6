package org.eyes4j.app.server.mcp;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.HttpHeaders;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.InitializeResult;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStreamableServerSession.McpStreamableServerSessionStream;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.eyes4j.app.mcp.McpMessages;
import org.eyes4j.app.mcp.McpProtocol;
import org.eyes4j.app.server.problem.Problems;
import org.eyes4j.app.server.security.Callers;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Streamable HTTP: POST brings a message, GET listens or comes back to a stream that broke, DELETE ends a session. No thread
 * waits for work or for a client.
 */
final class McpServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(McpServlet.class);
    private static final String SESSION = HttpHeaders.MCP_SESSION_ID;
    private static final String VERSION = HttpHeaders.PROTOCOL_VERSION;
    private static final String EVENTS = "text/event-stream";

    private final transient McpProtocol protocol;
    private final transient HttpSessions sessions;
    private final transient McpSettings settings;
    private final transient Problems problems;
    private final transient McpJsonMapper mapper = McpJsonDefaults.getMapper();

    McpServlet(McpProtocol protocol, HttpSessions sessions, McpSettings settings, Problems problems) {
        this.protocol = protocol;
        this.sessions = sessions;
        this.settings = settings;
        this.problems = problems;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            switch (request.getMethod()) {
                case "POST" -> post(request, response);
                case "GET" -> get(request);
                case "DELETE" -> delete(request);
                default -> {
                    response.setHeader("Allow", "GET, POST, DELETE");
                    throw Problem.of(Problem.Type.METHOD, "Here are POST, GET and DELETE");
                }
            }
        } catch (Problem e) {
            problems.write(e, request, response);
        }
    }

    private void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Caller caller = Callers.of(request);
        checkType(request);
        accepts(request, "application/json");
        accepts(request, EVENTS);
        JSONRPCMessage message;
        try {
            message = McpMessages.read(body(request));
        } catch (McpMessages.Malformed e) {
            json(response, 400, e.answer());
            return;
        }
        if (message instanceof JSONRPCRequest asked && asked.method().equals(McpSchema.METHOD_INITIALIZE)) {
            initialize(asked, caller, response);
            return;
        }
        HttpSession session = session(request, caller);
        if (message instanceof JSONRPCRequest asked) {
            answer(asked, session, caller, request);
        } else {
            accept(message, session)
                    .contextWrite(c -> c.put(McpProtocol.CONTEXT, McpProtocol.context(caller, null)))
                    .subscribe(unused -> {}, e -> LOG.debug("A message came to nothing: {}", e.getMessage()));
            response.setStatus(HttpServletResponse.SC_ACCEPTED);
        }
    }

    private static Mono<Void> accept(JSONRPCMessage message, HttpSession session) {
        if (message instanceof JSONRPCResponse reply) {
            return session.session().accept(reply);
        }
        return message instanceof JSONRPCNotification told && McpProtocol.hears(told)
                ? session.session().accept(told)
                : Mono.empty();
    }

    private void initialize(JSONRPCRequest asked, Caller caller, HttpServletResponse response) throws IOException {
        InitializeRequest greeting;
        try {
            greeting = McpProtocol.greeting(asked.params());
        } catch (McpError e) {
            json(response, 400, mapper.writeValueAsString(JSONRPCResponse.error(asked.id(), e.getJsonRpcError())));
            return;
        }
        InitializeResult result =
                Objects.requireNonNull(protocol.initialize(greeting).block());
        HttpSession session = new HttpSession(protocol, greeting, caller, result.protocolVersion());
        sessions.add(session);
        response.setHeader(SESSION, session.id());
        json(response, 200, mapper.writeValueAsString(JSONRPCResponse.result(asked.id(), result)));
    }

    private void answer(JSONRPCRequest asked, HttpSession session, Caller caller, HttpServletRequest request) {
        SseStream stream = new SseStream(mapper, session.resumes(), session::ended, lost -> {});
        session.add(stream);
        stream.attach(events(request), 0);
        session.session()
                .responseStream(stream)
                .handle(asked)
                .contextWrite(c -> c.put(McpProtocol.CONTEXT, McpProtocol.context(caller, asked.id())))
                .subscribe(unused -> {}, e -> {
                    LOG.error("A request was not answered", e);
                    stream.close();
                });
    }

    private void get(HttpServletRequest request) throws IOException {
        Caller caller = Callers.of(request);
        accepts(request, EVENTS);
        HttpSession session = session(request, caller);
        String last = Optional.ofNullable(request.getHeader(HttpHeaders.LAST_EVENT_ID))
                .orElse("");
        Optional<SseStream> known = session.streamOf(last);
        if (known.isPresent()) {
            known.get().attach(events(request), sequence(last));
            return;
        }
        AtomicReference<@Nullable McpStreamableServerSessionStream> listening = new AtomicReference<>();
        SseStream stream = new SseStream(mapper, session.resumes(), session::remove, lost -> {
            McpStreamableServerSessionStream held = listening.get();
            if (held != null) {
                held.releaseTransport();
            }
        });
        session.add(stream);
        stream.attach(events(request), 0);
        listening.set(session.session().listeningStream(stream));
        protocol.listens(session.id());
    }

    private void delete(HttpServletRequest request) {
        sessions.end(session(request, Callers.of(request)));
    }

    private HttpSession session(HttpServletRequest request, Caller caller) {
        String version = request.getHeader(VERSION);
        if (version != null && !McpProtocol.VERSIONS.contains(version)) {
            throw header(VERSION, "This version of the protocol is not known; there are " + McpProtocol.VERSIONS);
        }
        String id = request.getHeader(SESSION);
        if (id == null || id.isBlank()) {
            throw header(SESSION, "Send the session's id, which 'initialize' gives");
        }
        return sessions.find(id, caller);
    }

    private static Problem header(String name, String detail) {
        return Problem.of(Problem.Type.MALFORMED, name + ": " + detail);
    }

    private static long sequence(String eventId) {
        try {
            return Math.max(0, Long.parseLong(eventId.substring(eventId.lastIndexOf('_') + 1)));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static AsyncContext events(HttpServletRequest request) {
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        HttpServletResponse response = (HttpServletResponse) context.getResponse();
        response.setContentType(EVENTS);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        return context;
    }

    private static void checkType(HttpServletRequest request) {
        String type = Optional.ofNullable(request.getContentType()).orElse("").toLowerCase(Locale.ROOT);
        if (!type.split(";", 2)[0].strip().equals("application/json")) {
            throw Problem.of(Problem.Type.MEDIA_TYPE, "Send application/json");
        }
    }

    private static void accepts(HttpServletRequest request, String type) {
        String accept =
                Optional.ofNullable(request.getHeader("Accept")).orElse("").toLowerCase(Locale.ROOT);
        String group = type.substring(0, type.indexOf('/')) + "/*";
        if (!accept.contains(type) && !accept.contains("*/*") && !accept.contains(group)) {
            throw Problem.of(
                    Problem.Type.NOT_ACCEPTABLE,
                    "Send 'Accept: application/json, text/event-stream' with this request");
        }
    }

    private byte[] body(HttpServletRequest request) throws IOException {
        int most = Math.toIntExact(settings.maxMessage().toBytes());
        byte[] body = request.getContentLengthLong() > most
                ? new byte[0]
                : request.getInputStream().readNBytes(most + 1);
        if (request.getContentLengthLong() > most || body.length > most) {
            throw Problem.of(Problem.Type.TOO_LARGE, "A message may have at most " + most + " bytes");
        }
        return body;
    }

    private static void json(HttpServletResponse response, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
