package org.eyes4j.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** A server that speaks as S3 does (S3Proxy) on loopback, with what it keeps in memory; it checks signatures. */
final class MemoryS3 implements AutoCloseable {
    private final BlobStore blobs;
    private final S3Proxy server;

    private MemoryS3(BlobStore blobs, S3Proxy server) {
        this.blobs = blobs;
        this.server = server;
    }

    static MemoryS3 start(String id, String secret, String bucket) throws Exception {
        BlobStore blobs = new TransientNio2BlobStore();
        blobs.createContainer(CreateBucketRequest.builder().bucket(bucket).build());
        S3Proxy server = S3Proxy.builder()
                .blobStore(blobs)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, id, secret)
                .jettyMaxThreads(40)
                .metricsEnabled(false)
                .build();
        server.start();
        return new MemoryS3(blobs, server);
    }

    int port() {
        return server.getPort();
    }

    String address() {
        return "http://127.0.0.1:" + port();
    }

    /** What is there, past the server. */
    String read(String bucket, String key) {
        try (var in =
                blobs.getBlob(GetObjectRequest.builder().bucket(bucket).key(key).build())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts something there, past the server. */
    void write(String bucket, String key, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        blobs.putBlob(
                PutObjectRequest.builder()
                        .bucket(bucket)
                        .key(key)
                        .contentLength((long) bytes.length)
                        .build(),
                new ByteArrayInputStream(bytes));
    }

    @Override
    public void close() throws Exception {
        server.stop();
        blobs.close();
    }
}
