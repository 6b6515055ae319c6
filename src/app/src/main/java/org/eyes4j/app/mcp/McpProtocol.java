package org.eyes4j.app.mcp;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpNotificationHandler;
import io.modelcontextprotocol.server.McpRequestHandler;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpLoggableSession;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.InitializeResult;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.ListPromptsResult;
import io.modelcontextprotocol.spec.McpSchema.ListResourceTemplatesResult;
import io.modelcontextprotocol.spec.McpSchema.ListResourcesResult;
import io.modelcontextprotocol.spec.McpSchema.ListToolsResult;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Problem;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.Cancellation.Registration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Answers the protocol's requests from an offer, over whatever transport. Beyond what the SDK's own server does: {@code
 * notifications/cancelled} stops work at once, lists have pages and follow the offer, what a client may see depends on who it
 * is, and nothing that a tool throws loses an answer. Thread-safe.
 */
public final class McpProtocol implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(McpProtocol.class);

    /** The newest last. */
    public static final List<String> VERSIONS = List.of("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25");

    /** Under which transports hand a message's context over. */
    public static final String CONTEXT = McpTransportContext.KEY;

    private static final String CALLER = "caller";
    private static final String REQUEST = "request";
    private static final String CANCELLED = "notifications/cancelled";
    private static final Set<String> HEARD = Set.of(McpSchema.METHOD_NOTIFICATION_INITIALIZED, CANCELLED);
    private static final int MOST_COMPLETIONS = 100;

    /**
     * How much at once.
     *
     * @param parallel requests that work, of all clients; more are sent away
     * @param page items of a list
     */
    public record Limits(int parallel, int page) {
        public static final Limits STANDARD = new Limits(64, 200);
    }

    private final McpOffer offer;
    private final Implementation self;
    private final Limits limits;
    private final Map<String, Peer> peers = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor workers;
    private final Registration toolsWatch;

    /** @param version of this program, told to clients */
    public McpProtocol(McpOffer offer, String version, Limits limits) {
        this.offer = offer;
        this.self = Implementation.builder("eyes4j", version).title("eyes4j").build();
        this.limits = limits;
        AtomicInteger count = new AtomicInteger();
        this.workers =
                new ThreadPoolExecutor(0, limits.parallel(), 30, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "mcp-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        this.toolsWatch = offer.onToolsChanged(() -> peers.values()
                .forEach(peer -> later(() -> peer.tell(McpSchema.METHOD_NOTIFICATION_TOOLS_LIST_CHANGED))));
    }

    /** What a transport hands over with each message: who sends it, and the request's id. */
    public static McpTransportContext context(Caller caller, @Nullable Object request) {
        return McpTransportContext.create(
                request == null ? Map.of(CALLER, caller) : Map.of(CALLER, caller, REQUEST, request));
    }

    /** A client is there. */
    public void open(String session, McpLoggableSession with) {
        peers.put(session, new Peer(with));
    }

    /** A client is gone; what works for it stops. */
    public void closed(String session) {
        Peer peer = peers.remove(session);
        if (peer != null) {
            peer.leave();
        }
    }

    /** Whether something works for a client. */
    public boolean works(String session) {
        Peer peer = peers.get(session);
        return peer != null && peer.works();
    }

    /**
     * A client's first request.
     *
     * @throws McpError if it says too little
     */
    public static McpSchema.InitializeRequest greeting(@Nullable Object given) {
        Params params = new Params(McpSchema.METHOD_INITIALIZE, given);
        params.text("protocolVersion");
        params.object("capabilities");
        params.inner("clientInfo").optional("name");
        try {
            McpSchema.InitializeRequest request =
                    McpJsonDefaults.getMapper().convertValue(given, new TypeRef<McpSchema.InitializeRequest>() {});
            return request;
        } catch (RuntimeException e) {
            throw McpFault.params("The parameters of 'initialize' are not as the protocol has them");
        }
    }

    /** Agrees on a version: the client's when it is known, else the newest. */
    public Mono<InitializeResult> initialize(McpSchema.InitializeRequest request) {
        String version = VERSIONS.contains(request.protocolVersion())
                ? request.protocolVersion()
                : VERSIONS.get(VERSIONS.size() - 1);
        ServerCapabilities capabilities = ServerCapabilities.builder()
                .tools(true)
                .resources(true, false)
                .prompts(false)
                .completions()
                .logging()
                .build();
        return Mono.just(InitializeResult.builder(version, capabilities, self)
                .instructions(offer.instructions())
                .build());
    }

    /** By method. */
    public Map<String, McpRequestHandler<?>> requestHandlers() {
        Map<String, McpRequestHandler<?>> handlers = new LinkedHashMap<>();
        handlers.put(McpSchema.METHOD_PING, (exchange, given) -> Mono.just(Map.of()));
        handlers.put(
                McpSchema.METHOD_TOOLS_LIST,
                (exchange, given) -> now(() -> {
                    Page<Tool> page =
                            page(McpSchema.METHOD_TOOLS_LIST, given, offer.tools(caller(exchange)), Tool::name);
                    return new ListToolsResult(page.items(), page.next(), null);
                }));
        handlers.put(McpSchema.METHOD_TOOLS_CALL, (McpRequestHandler<CallToolResult>) this::call);
        handlers.put(
                McpSchema.METHOD_RESOURCES_LIST,
                (exchange, given) -> work(exchange, stop -> {
                    Page<Resource> page = page(
                            McpSchema.METHOD_RESOURCES_LIST, given, offer.resources(caller(exchange)), Resource::uri);
                    return new ListResourcesResult(page.items(), page.next(), null);
                }));
        handlers.put(
                McpSchema.METHOD_RESOURCES_TEMPLATES_LIST,
                (exchange, given) -> now(() -> {
                    Page<ResourceTemplate> page = page(
                            McpSchema.METHOD_RESOURCES_TEMPLATES_LIST,
                            given,
                            offer.templates(),
                            ResourceTemplate::uriTemplate);
                    return new ListResourceTemplatesResult(page.items(), page.next(), null);
                }));
        handlers.put(
                McpSchema.METHOD_RESOURCES_READ,
                (exchange, given) -> work(
                        exchange,
                        stop -> new ReadResourceResult(
                                offer.read(
                                        new Params(McpSchema.METHOD_RESOURCES_READ, given).text("uri"),
                                        caller(exchange)),
                                null)));
        handlers.put(McpSchema.METHOD_RESOURCES_SUBSCRIBE, (exchange, given) -> now(() -> subscribe(exchange, given)));
        handlers.put(
                McpSchema.METHOD_RESOURCES_UNSUBSCRIBE,
                (exchange, given) -> now(() -> {
                    peer(exchange).unwatch(new Params(McpSchema.METHOD_RESOURCES_UNSUBSCRIBE, given).text("uri"));
                    return Map.of();
                }));
        handlers.put(
                McpSchema.METHOD_PROMPT_LIST,
                (exchange, given) -> now(() -> {
                    Page<Prompt> page = page(McpSchema.METHOD_PROMPT_LIST, given, offer.prompts(), Prompt::name);
                    return new ListPromptsResult(page.items(), page.next(), null);
                }));
        handlers.put(
                McpSchema.METHOD_PROMPT_GET,
                (exchange, given) -> work(exchange, stop -> {
                    Params params = new Params(McpSchema.METHOD_PROMPT_GET, given);
                    return offer.prompt(params.text("name"), params.texts("arguments"), caller(exchange));
                }));
        handlers.put(
                McpSchema.METHOD_COMPLETION_COMPLETE,
                (exchange, given) -> work(exchange, s -> complete(exchange, given)));
        handlers.put(
                McpSchema.METHOD_LOGGING_SET_LEVEL,
                (exchange, given) -> now(() -> {
                    peer(exchange)
                            .session()
                            .setMinLoggingLevel(
                                    level(new Params(McpSchema.METHOD_LOGGING_SET_LEVEL, given).text("level")));
                    return Map.of();
                }));
        return handlers;
    }

    /** Whether a notification says anything here; others are let pass unread. */
    public static boolean hears(JSONRPCNotification notification) {
        return HEARD.contains(notification.method());
    }

    /** By method. */
    public Map<String, McpNotificationHandler> notificationHandlers() {
        Map<String, McpNotificationHandler> handlers = new LinkedHashMap<>();
        handlers.put(McpSchema.METHOD_NOTIFICATION_INITIALIZED, (exchange, given) -> Mono.empty());
        handlers.put("notifications/progress", (exchange, given) -> Mono.empty());
        handlers.put(
                "notifications/cancelled",
                (exchange, given) -> Mono.fromRunnable(() -> {
                    Peer peer = peers.get(exchange.sessionId());
                    if (peer != null && given instanceof Map<?, ?> map && map.get("requestId") != null) {
                        peer.cancel(key(map.get("requestId")));
                    }
                }));
        return handlers;
    }

    private Mono<CallToolResult> call(McpAsyncServerExchange exchange, Object given) {
        return work(exchange, stop -> {
            Params params = new Params(McpSchema.METHOD_TOOLS_CALL, given);
            McpCall call = new McpCall(
                    caller(exchange), stop, exchange, params.progressToken().orElse(null));
            try {
                return offer.call(params.text("name"), params.object("arguments"), call);
            } catch (McpError e) {
                throw e;
            } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
                return ToolResults.failed(told(e));
            }
        });
    }

    private Map<String, Object> subscribe(McpAsyncServerExchange exchange, Object given) {
        String uri = new Params(McpSchema.METHOD_RESOURCES_SUBSCRIBE, given).text("uri");
        Peer peer = peer(exchange);
        peer.watch(
                uri,
                offer.onResourceChanged(
                        uri,
                        caller(exchange),
                        () -> later(() -> peer.session()
                                .sendNotification(McpSchema.METHOD_NOTIFICATION_RESOURCES_UPDATED, Map.of("uri", uri))
                                .onErrorComplete()
                                .block())));
        return Map.of();
    }

    private CompleteResult complete(McpAsyncServerExchange exchange, Object given) {
        Params params = new Params(McpSchema.METHOD_COMPLETION_COMPLETE, given);
        Params reference = params.inner("ref");
        boolean prompt = switch (reference.text("type")) {
            case "ref/prompt" -> true;
            case "ref/resource" -> false;
            default -> throw McpFault.params("Expected ref.type to be ref/prompt or ref/resource");
        };
        Params argument = params.inner("argument");
        List<String> all = offer.complete(
                new McpOffer.Completion(
                        prompt,
                        reference.text(prompt ? "name" : "uri"),
                        argument.text("name"),
                        argument.optional("value").orElse("")),
                caller(exchange));
        List<String> shown = all.subList(0, Math.min(MOST_COMPLETIONS, all.size()));
        return new CompleteResult(
                new CompleteResult.CompleteCompletion(shown, all.size(), shown.size() < all.size()), null);
    }

    private <T> Page<T> page(String method, Object given, List<T> all, java.util.function.Function<T, String> key) {
        return Page.of(all, key, new Params(method, given).optional("cursor"), limits.page());
    }

    private static LoggingLevel level(String word) {
        for (LoggingLevel level : LoggingLevel.values()) {
            if (level.name().toLowerCase(Locale.ROOT).equals(word)) {
                return level;
            }
        }
        throw McpFault.params("There is no level '" + McpFault.shortened(word)
                + "'; there are: debug, info, notice, warning, error, critical, alert, emergency");
    }

    private static Caller caller(McpAsyncServerExchange exchange) {
        Object caller = exchange.transportContext().get(CALLER);
        if (caller instanceof Caller known) {
            return known;
        }
        throw new IllegalStateException("The transport did not say who asks");
    }

    private Peer peer(McpAsyncServerExchange exchange) {
        Peer peer = peers.get(exchange.sessionId());
        if (peer == null) {
            throw McpFault.of(McpFault.INVALID_REQUEST, "The session is over", null);
        }
        return peer;
    }

    /** What needs no time. */
    private static <T> Mono<T> now(Supplier<T> answer) {
        return Mono.fromSupplier(() -> guarded(answer));
    }

    @FunctionalInterface
    private interface Work<T> {
        T until(Cancellation stop);
    }

    /** What may take its time: on a thread of its own, and over at once, without an answer, when the client cancels it. */
    private <T> Mono<T> work(McpAsyncServerExchange exchange, Work<T> work) {
        return Mono.create(sink -> {
            Object given = exchange.transportContext().get(REQUEST);
            Object request = key(given == null ? new Object() : given);
            Peer peer = peer(exchange);
            Cancellation stop = peer.begin(request);
            stop.onRequest(sink::success);
            try {
                workers.execute(() -> {
                    try {
                        sink.success(guarded(() -> work.until(stop)));
                    } catch (McpError e) {
                        sink.error(e);
                    } finally {
                        peer.end(request, stop);
                    }
                });
            } catch (RejectedExecutionException e) {
                peer.end(request, stop);
                sink.error(
                        McpFault.of(McpFault.BUSY, limits.parallel() + " requests work already; try again soon", null));
            }
        });
    }

    /** 1 and 1L are one id, "1" is another. */
    private static Object key(Object id) {
        return id instanceof Number number ? (Object) number.longValue() : id;
    }

    /** Whatever goes wrong becomes an error that the client is told. */
    private static <T> T guarded(Supplier<T> answer) {
        try {
            return answer.get();
        } catch (McpError e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            Problem problem = told(e);
            throw McpFault.of(
                    switch (problem.type()) {
                        case NOT_FOUND -> McpFault.NO_RESOURCE;
                        case INTERNAL -> McpFault.INTERNAL;
                        default -> McpFault.INVALID_PARAMS;
                    },
                    problem.detail(),
                    Map.of("type", "/problems/" + problem.type().slug()));
        }
    }

    private static Problem told(Throwable thrown) {
        return Problem.of(thrown).orElseGet(() -> {
            LOG.error("A request of an MCP client failed unexpectedly", thrown);
            return Problem.of(Problem.Type.INTERNAL, "Stopped by a bug; the log has the details");
        });
    }

    /** A client begins to listen; it hears what it missed. */
    public void listens(String session) {
        Peer peer = peers.get(session);
        if (peer != null) {
            later(peer::tellMissed);
        }
    }

    /** Each on a thread of its own: a client that does not read keeps no other waiting. */
    private void later(Runnable telling) {
        try {
            workers.execute(telling);
        } catch (RejectedExecutionException e) {
            LOG.warn("All threads work; a client was not told of a change");
        }
    }

    /** Stops what works. */
    @Override
    public void close() {
        toolsWatch.close();
        List.copyOf(peers.keySet()).forEach(this::closed);
        workers.shutdownNow();
    }
}
