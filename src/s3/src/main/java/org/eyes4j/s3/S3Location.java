package org.eyes4j.s3;

import java.net.URI;
import java.util.Map;

/**
 * Where artifacts are.
 *
 * @param prefix before their names; empty, or ending in a slash
 * @param endpoint empty for Amazon's own of the region
 * @param pathStyle whether the bucket is in the path, and not in the host's name
 * @param maxBytes of one artifact
 */
public record S3Location(
        String bucket, String prefix, String endpoint, String region, boolean pathStyle, long maxBytes) {
    public S3Location {
        if (bucket.isBlank()) {
            throw new IllegalArgumentException("The setting artifacts.bucket is empty; artifacts.kind is s3, and needs"
                    + " the name of a bucket that is there");
        }
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw new IllegalArgumentException("The setting artifacts.prefix ends in a slash, got '" + prefix + "'");
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("An artifact may have at least 1 byte, got " + maxBytes);
        }
    }

    static S3Location of(Map<String, String> settings) {
        return new S3Location(
                settings.getOrDefault("bucket", ""),
                settings.getOrDefault("prefix", ""),
                settings.getOrDefault("endpoint", ""),
                settings.getOrDefault("region", "us-east-1"),
                Boolean.parseBoolean(settings.getOrDefault("path_style", "true")),
                Long.parseLong(settings.getOrDefault("max_bytes", String.valueOf(512L << 20))));
    }

    /** As a person may read it. */
    String shown() {
        return "s3://" + bucket + "/" + prefix
                + (endpoint.isEmpty() ? "" : " at " + URI.create(endpoint).getAuthority());
    }
}
