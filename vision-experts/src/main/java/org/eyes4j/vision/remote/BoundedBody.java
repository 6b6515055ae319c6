package org.eyes4j.vision.remote;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Gathers a body in one array, made in its size where that is told, and gives it up where it is too large. */
final class BoundedBody implements HttpResponse.BodySubscriber<byte[]> {
    /** A body of more bytes than may be. */
    static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooLargeException(long least) {
            super("at least " + least);
        }
    }

    private static final int FIRST = 16 << 10;

    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private final long told;
    private final long most;
    private byte[] bytes;
    private int count;
    private Flow.@Nullable Subscription subscription;

    /** @param told by the header, or negative */
    BoundedBody(long told, long most) {
        this.told = told;
        this.most = most;
        this.bytes = new byte[told < 0 || told > most ? FIRST : (int) told];
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (told > most) {
            tooLarge(told);
        } else {
            given.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            int more = part.remaining();
            if (result.isDone()) {
                return;
            }
            if ((long) count + more > most) {
                tooLarge((long) count + more);
                return;
            }
            if (count + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(most, Math.max(2L * bytes.length, (long) count + more)));
            }
            part.get(bytes, count, more);
            count += more;
        }
    }

    private void tooLarge(long least) {
        Flow.Subscription known = subscription;
        if (known != null) {
            known.cancel();
        }
        result.completeExceptionally(new TooLargeException(least));
    }

    @Override
    public void onError(Throwable fault) {
        result.completeExceptionally(fault);
    }

    @Override
    public void onComplete() {
        result.complete(count == bytes.length ? bytes : Arrays.copyOf(bytes, count));
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return result;
    }
}
