package org.eyes4j.vision.expert;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.eyes4j.tools.image.Raster;

/**
 * Encode once, prompt many: what a heavy encoder made of a picture, by model and content of the picture, the least recently
 * used given up first. Two callers with one picture wait for one encoding; a failed one is not kept. Thread-safe.
 *
 * @param <E> what the encoder gives
 */
public final class EncodingCache<E> {
    private record Key(String model, String picture) {}

    private final long maxBytes;
    private final ToLongFunction<E> size;
    private final Map<Key, CompletableFuture<E>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    public EncodingCache(long maxBytes, ToLongFunction<E> size) {
        this.maxBytes = maxBytes;
        this.size = size;
    }

    /** The kept encoding, or a new one. */
    public E get(String model, Raster picture, Supplier<E> encode) {
        Key key = new Key(model, picture.fingerprint());
        CompletableFuture<E> mine = new CompletableFuture<>();
        CompletableFuture<E> known;
        synchronized (this) {
            known = entries.putIfAbsent(key, mine);
        }
        if (known != null) {
            try {
                return known.join();
            } catch (java.util.concurrent.CompletionException | java.util.concurrent.CancellationException e) {
                // The other caller failed or was cancelled: that was theirs, this one tries for itself.
                return encode.get();
            }
        }
        try {
            E encoding = encode.get();
            keep(encoding);
            mine.complete(encoding);
            return encoding;
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                entries.remove(key, mine);
            }
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private synchronized void keep(E encoding) {
        bytes += size.applyAsLong(encoding);
        Iterator<CompletableFuture<E>> oldest = entries.values().iterator();
        while (bytes > maxBytes && oldest.hasNext()) {
            CompletableFuture<E> entry = oldest.next();
            if (entry.isDone()) {
                bytes -= size.applyAsLong(entry.join());
                oldest.remove();
            }
        }
    }

    public synchronized void clear() {
        entries.values().removeIf(CompletableFuture::isDone);
        bytes = 0;
    }
}
