package org.eyes4j.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.eyes4j.tools.artifact.ArtifactStore;
import org.eyes4j.tools.artifact.ArtifactStoreProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** The store that the setting {@code artifacts.kind: s3} chooses. */
public final class S3Provider implements ArtifactStoreProvider {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration WHOLE = Duration.ofMinutes(2);

    @Override
    public String kind() {
        return "s3";
    }

    @Override
    public ArtifactStore open(Map<String, String> settings, Map<String, String> environment) {
        S3Location location = S3Location.of(settings);
        return new S3ArtifactStore(client(location, environment), location);
    }

    private static S3Client client(S3Location location, Map<String, String> environment) {
        S3ClientBuilder client = S3Client.builder()
                .region(Region.of(location.region()))
                .credentialsProvider(StaticCredentialsProvider.create(credentials(environment)))
                .forcePathStyle(location.pathStyle())
                // Bytes are checked by their own name; many storages do not know Amazon's later checksums.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ANSWER))
                // Nothing of the user's other set-up is to change where bytes go.
                .overrideConfiguration(o -> o.apiCallTimeout(WHOLE)
                        .defaultProfileFile(ProfileFile.aggregator().build()));
        if (!location.endpoint().isEmpty()) {
            client.endpointOverride(URI.create(location.endpoint()));
        }
        return client.build();
    }

    private static AwsCredentials credentials(Map<String, String> environment) {
        String id = environment.getOrDefault("AWS_ACCESS_KEY_ID", "").strip();
        String secret = environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "").strip();
        String session = environment.getOrDefault("AWS_SESSION_TOKEN", "").strip();
        if (id.isEmpty() || secret.isEmpty()) {
            throw new IllegalArgumentException("The setting artifacts.kind is s3, and the environment variable "
                    + (id.isEmpty() ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY") + " is not set; set"
                    + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to a key that may read and write the bucket");
        }
        return session.isEmpty()
                ? AwsBasicCredentials.create(id, secret)
                : AwsSessionCredentials.create(id, secret, session);
    }
}
