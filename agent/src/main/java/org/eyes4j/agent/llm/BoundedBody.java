package org.eyes4j.agent.llm;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eyes4j.agent.llm.ModelReply.Trouble;
import org.eyes4j.config.language.LanguageModelSettings.Limits;
import org.eyes4j.config.quantity.Quantity;

/**
 * The body of an answer as it comes, for one reading thread. No read takes longer than the limits allow, no more bytes are
 * read than they allow, and a cancelled one ends at once: each as a {@link WireFault}.
 */
final class BoundedBody extends InputStream implements HttpResponse.BodySubscriber<InputStream> {
    /** What the connection tells, in order: bytes, then an end. */
    private sealed interface Signal {
        record Bytes(List<ByteBuffer> buffers) implements Signal {}

        record End(Optional<WireFault> fault) implements Signal {}
    }

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final AtomicReference<Flow.Subscription> subscription = new AtomicReference<>();
    private final Deque<ByteBuffer> ready = new ArrayDeque<>();
    private final Limits limits;
    private final Deadline deadline;
    private Optional<Signal.End> end = Optional.empty();
    private long count;

    BoundedBody(Limits limits, Deadline deadline) {
        this.limits = limits;
        this.deadline = deadline;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription s) {
        subscription.set(s);
        s.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        signals.add(new Signal.Bytes(buffers));
    }

    @Override
    public void onError(Throwable thrown) {
        signals.add(new Signal.End(Optional.of(WireFault.passing(
                Trouble.UNREACHABLE, "broke off in the middle of its answer", "", Optional.empty()))));
    }

    @Override
    public void onComplete() {
        signals.add(new Signal.End(Optional.empty()));
    }

    /** Ends a read that waits, and lets the connection go. */
    void cancel() {
        signals.add(new Signal.End(Optional.of(WireFault.cancelled())));
        letGo();
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        while (ready.isEmpty()) {
            if (end.isPresent()) {
                end.get().fault().ifPresent(f -> {
                    throw f;
                });
                return -1;
            }
            take();
        }
        ByteBuffer buffer = ready.element();
        int n = Math.min(length, buffer.remaining());
        buffer.get(target, offset, n);
        if (!buffer.hasRemaining()) {
            ready.remove();
        }
        return n;
    }

    private void take() {
        Signal signal = next();
        if (signal instanceof Signal.End e) {
            end = Optional.of(e);
            return;
        }
        for (ByteBuffer buffer : ((Signal.Bytes) signal).buffers()) {
            count += buffer.remaining();
            if (buffer.hasRemaining()) {
                ready.add(buffer);
            }
        }
        if (count > limits.maxAnswer()) {
            letGo();
            throw WireFault.lasting(
                    Trouble.MALFORMED,
                    "sent more than the " + Quantity.human(limits.maxAnswer())
                            + " that an answer may have (max_answer)",
                    "");
        }
        Flow.Subscription s = subscription.get();
        if (s != null) {
            s.request(1);
        }
    }

    private Signal next() {
        Duration usual = count == 0 ? limits.response() : limits.idle();
        boolean last = deadline.isWithin(usual);
        Duration patience = deadline.atMost(usual);
        try {
            Signal signal = signals.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (signal != null) {
                return signal;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            letGo();
            throw WireFault.cancelled();
        }
        letGo();
        throw last
                ? deadline.fault()
                : WireFault.lasting(
                        Trouble.TIMEOUT,
                        count == 0
                                ? "sent nothing for " + Deadline.text(limits.response()) + " (response_timeout)"
                                : "stopped in the middle of its answer and sent nothing for "
                                        + Deadline.text(limits.idle()) + " (idle_timeout)",
                        "");
    }

    private void letGo() {
        Flow.Subscription s = subscription.get();
        if (s != null) {
            s.cancel();
        }
    }

    @Override
    public void close() {
        letGo();
    }
}
