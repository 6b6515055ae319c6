package org.eyes4j.s3;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eyes4j.tools.artifact.ArtifactRef;
import org.eyes4j.tools.artifact.ArtifactStore;
import org.eyes4j.tools.artifact.ArtifactStoreException;
import org.eyes4j.tools.artifact.CorruptedArtifactException;
import org.eyes4j.tools.artifact.NoSuchArtifactException;
import org.eyes4j.tools.hash.Sha256;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Artifacts as objects {@code PREFIX/ab/cd/abcd…}, the media type as their content type. An object appears whole or not at
 * all, as S3 promises; bytes are checked against their name whenever they are read whole. One request writes an artifact, so
 * that the storage's limit for that (5 GB with Amazon) is the largest limit there can be. Thread-safe.
 */
public final class S3ArtifactStore implements ArtifactStore {
    private static final String UNKNOWN_TYPE = "application/octet-stream";
    private static final int NOT_FOUND = 404;
    private static final int DENIED = 403;

    private final S3Client client;
    private final S3Location location;

    /** @param client not closed by this */
    public S3ArtifactStore(S3Client client, S3Location location) {
        this.client = client;
        this.location = location;
    }

    @Override
    public ArtifactRef put(byte[] bytes, String mediaType) {
        ArtifactRef ref = new ArtifactRef(Sha256.of(bytes), mediaType, bytes.length);
        if (bytes.length > location.maxBytes()) {
            throw new ArtifactStoreException("An artifact of " + bytes.length + " bytes is larger than the "
                    + location.maxBytes() + " bytes that the setting artifacts.max_bytes allows");
        }
        Optional<ArtifactRef> known = find(ref.id());
        if (known.isPresent() && known.get().size() == bytes.length) {
            return known.get();
        }
        tell(
                "keep " + bytes.length + " bytes",
                () -> client.putObject(
                        put -> put.bucket(location.bucket()).key(key(ref.id())).contentType(mediaType),
                        RequestBody.fromBytes(bytes)));
        return ref;
    }

    @Override
    public Optional<ArtifactRef> find(String id) {
        if (!ArtifactRef.isId(id)) {
            return Optional.empty();
        }
        try {
            HeadObjectResponse head =
                    client.headObject(h -> h.bucket(location.bucket()).key(key(id)));
            return Optional.of(new ArtifactRef(id, mediaType(head.contentType()), head.contentLength()));
        } catch (S3Exception e) {
            // A storage that was asked without a body cannot say which is not there, the object or the bucket.
            if (e.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw explain("look up artifact " + id, e);
        } catch (SdkException e) {
            throw explain("look up artifact " + id, e);
        }
    }

    private static String mediaType(String contentType) {
        try {
            return new ArtifactRef("0".repeat(64), contentType == null ? UNKNOWN_TYPE : contentType, 0).mediaType();
        } catch (IllegalArgumentException e) {
            return UNKNOWN_TYPE;
        }
    }

    @Override
    public byte[] get(String id) {
        byte[] bytes = read(id, "");
        String found = Sha256.of(bytes);
        if (!found.equals(id)) {
            throw new CorruptedArtifactException(id, found, location.shown());
        }
        return bytes;
    }

    @Override
    public byte[] range(String id, long from, int length) {
        ArtifactRef ref = find(id).orElseThrow(() -> new NoSuchArtifactException(id));
        long until = ArtifactStore.until(ref, from, length);
        // There is no range without a byte.
        return until == from ? new byte[0] : read(id, "bytes=" + from + "-" + (until - 1));
    }

    private byte[] read(String id, String range) {
        if (!ArtifactRef.isId(id)) {
            throw new NoSuchArtifactException(id);
        }
        try (var stream = client.getObject(get -> {
            get.bucket(location.bucket()).key(key(id));
            if (!range.isEmpty()) {
                get.range(range);
            }
        })) {
            long length = stream.response().contentLength();
            if (length > location.maxBytes()) {
                stream.abort();
                throw new ArtifactStoreException("Artifact " + id + " has " + length + " bytes; the setting"
                        + " artifacts.max_bytes allows " + location.maxBytes());
            }
            return stream.readNBytes((int) length);
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                throw new NoSuchArtifactException(id);
            }
            throw explain("read artifact " + id, e);
        } catch (SdkException e) {
            throw explain("read artifact " + id, e);
        } catch (java.io.IOException e) {
            throw new ArtifactStoreException("Cannot read artifact " + id + " in " + location.shown() + ": " + e, e);
        }
    }

    @Override
    public List<ArtifactRef> list() {
        List<ArtifactRef> refs = new ArrayList<>();
        tell("list the artifacts", () -> {
            client.listObjectsV2Paginator(l -> l.bucket(location.bucket()).prefix(location.prefix()))
                    .contents()
                    .forEach(object -> id(object.key()).flatMap(this::find).ifPresent(refs::add));
            return refs;
        });
        refs.sort(Comparator.comparing(ArtifactRef::id));
        return refs;
    }

    /** What a key of ours names; others may keep things beside. */
    private Optional<String> id(String key) {
        String name = key.substring(key.lastIndexOf('/') + 1);
        return Optional.of(name).filter(id -> ArtifactRef.isId(id) && key(id).equals(key));
    }

    @Override
    public boolean remove(String id) {
        if (find(id).isEmpty()) {
            return false;
        }
        tell(
                "remove artifact " + id,
                () -> client.deleteObject(d -> d.bucket(location.bucket()).key(key(id))));
        return true;
    }

    private String key(String id) {
        return location.prefix() + id.substring(0, 2) + "/" + id.substring(2, 4) + "/" + id;
    }

    private <T> T tell(String what, Supplier<T> request) {
        try {
            return request.get();
        } catch (SdkException e) {
            throw explain(what, e);
        }
    }

    private ArtifactStoreException explain(String what, SdkException e) {
        String where = "Cannot " + what + " in " + location.shown() + ": ";
        if (e instanceof S3Exception s3 && s3.statusCode() == DENIED) {
            return new ArtifactStoreException(
                    where
                            + "the key is wrong or has no right to; see AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and what"
                            + " the key may do there",
                    e);
        }
        if (e instanceof S3Exception s3 && s3.statusCode() == NOT_FOUND) {
            return new ArtifactStoreException(
                    where + "there is no bucket '" + location.bucket() + "'; make it, or mend artifacts.bucket", e);
        }
        if (e instanceof SdkClientException) {
            return new ArtifactStoreException(
                    where + "it does not answer (" + firstLine(e) + "); see artifacts.endpoint", e);
        }
        return new ArtifactStoreException(where + firstLine(e), e);
    }

    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage());
        String line = message.lines().findFirst().orElse("").strip();
        return line.length() > 200 ? line.substring(0, 199) + "…" : line;
    }
}
