package org.eyes4j.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.eyes4j.tools.artifact.ArtifactRef;
import org.eyes4j.tools.artifact.ArtifactStore;
import org.eyes4j.tools.artifact.ArtifactStoreContractTest;
import org.eyes4j.tools.artifact.ArtifactStoreException;
import org.eyes4j.tools.artifact.CorruptedArtifactException;
import org.eyes4j.tools.hash.Sha256;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class S3ArtifactStoreTest extends ArtifactStoreContractTest {
    private static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    private static final Map<String, String> KEY =
            Map.of("AWS_ACCESS_KEY_ID", "eyes4j", "AWS_SECRET_ACCESS_KEY", "secret");

    private static MemoryS3 server;
    private String prefix = "";

    @BeforeAll
    static void start() throws Exception {
        server = MemoryS3.start("eyes4j", "secret", "pictures");
    }

    @AfterAll
    static void end() throws Exception {
        server.close();
    }

    @BeforeEach
    void own(TestInfo test) {
        prefix = test.getTestMethod().orElseThrow().getName() + "/";
    }

    @Override
    protected ArtifactStore store() {
        return open(Map.of(), KEY);
    }

    private ArtifactStore open(Map<String, String> settings, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(Map.of(
                "bucket", "pictures",
                "prefix", prefix,
                "endpoint", server.address(),
                "region", "us-east-1",
                "path_style", "true"));
        all.putAll(settings);
        return new S3Provider().open(all, environment);
    }

    private String where(String bucket) {
        return "s3://" + bucket + "/" + prefix + " at 127.0.0.1:" + server.port();
    }

    @Test
    void should_be_there_for_the_next_process() {
        ArtifactRef ref = store().put("hello".getBytes(UTF_8), "text/plain");

        assertThat(store().find(HELLO)).hasValue(ref);
        assertThat(server.read("pictures", prefix + "2c/f2/" + HELLO)).isEqualTo("hello");
    }

    @Test
    void should_notice_other_bytes_than_were_put() {
        ArtifactStore store = store();
        store.put("hello".getBytes(UTF_8), "text/plain");
        server.write("pictures", prefix + "2c/f2/" + HELLO, "jello");

        assertThatThrownBy(() -> store.get(HELLO))
                .isInstanceOf(CorruptedArtifactException.class)
                .hasMessage("Artifact " + HELLO + " is corrupted: the bytes in " + where("pictures") + " hash to "
                        + Sha256.of("jello".getBytes(UTF_8)) + "; remove it and run the step that made it again");
    }

    @Test
    void should_leave_alone_what_others_keep_beside() {
        ArtifactStore store = store();
        server.write("pictures", prefix + "notes.txt", "theirs");
        server.write("pictures", prefix + HELLO, "not where ours are");

        assertThat(store.list()).isEmpty();
    }

    @Test
    void should_refuse_more_than_is_allowed_in_both_directions() {
        ArtifactRef six = store().put("hello!".getBytes(UTF_8), "text/plain");
        ArtifactStore small = open(Map.of("max_bytes", "5"), KEY);

        assertThatThrownBy(() -> small.put("hello!".getBytes(UTF_8), "text/plain"))
                .isInstanceOf(ArtifactStoreException.class)
                .hasMessage("An artifact of 6 bytes is larger than the 5 bytes that the setting artifacts.max_bytes"
                        + " allows");
        assertThatThrownBy(() -> small.get(six.id()))
                .hasMessage("Artifact " + six.id() + " has 6 bytes; the setting artifacts.max_bytes allows 5");
    }

    @Test
    void should_say_that_the_key_is_wrong() {
        ArtifactStore store = open(Map.of(), Map.of("AWS_ACCESS_KEY_ID", "eyes4j", "AWS_SECRET_ACCESS_KEY", "guess"));

        assertThatThrownBy(() -> store.put("hello".getBytes(UTF_8), "text/plain"))
                .isInstanceOf(ArtifactStoreException.class)
                .hasMessage("Cannot look up artifact " + HELLO + " in " + where("pictures")
                        + ": the key is wrong or has no right to; see AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and"
                        + " what the key may do there");
    }

    @Test
    void should_say_that_there_is_no_such_bucket() {
        ArtifactStore store = open(Map.of("bucket", "others"), KEY);

        assertThatThrownBy(() -> store.put("hello".getBytes(UTF_8), "text/plain"))
                .hasMessage("Cannot keep 5 bytes in " + where("others")
                        + ": there is no bucket 'others'; make it, or mend artifacts.bucket");
    }

    @Test
    void should_say_that_nothing_answers() {
        ArtifactStore store = open(Map.of("endpoint", "http://127.0.0.1:1"), KEY);

        assertThatThrownBy(() -> store.find(HELLO))
                .isInstanceOf(ArtifactStoreException.class)
                .hasMessageStartingWith("Cannot look up artifact " + HELLO + " in s3://pictures/" + prefix
                        + " at 127.0.0.1:1: it does not answer (")
                .hasMessageEndingWith("); see artifacts.endpoint");
    }

    @Test
    void should_say_what_is_missing_in_the_settings_and_the_environment() {
        assertThatThrownBy(() -> open(Map.of("bucket", ""), KEY))
                .hasMessage(
                        "The setting artifacts.bucket is empty; artifacts.kind is s3, and needs the name of a bucket"
                                + " that is there");
        assertThatThrownBy(() -> open(Map.of(), Map.of("AWS_ACCESS_KEY_ID", "eyes4j")))
                .hasMessage(
                        "The setting artifacts.kind is s3, and the environment variable AWS_SECRET_ACCESS_KEY is not"
                                + " set; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to a key that may read and write the"
                                + " bucket");
    }
}
