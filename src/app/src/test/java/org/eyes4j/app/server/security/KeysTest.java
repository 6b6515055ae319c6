package org.eyes4j.app.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eyes4j.app.server.RawHttp;
import org.eyes4j.app.server.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that asks for keys, and knows tokens of somebody whose public key it has. */
class KeysTest {
    private static final ApiKey READER = ApiKey.random();
    private static final ApiKey CALLER = ApiKey.random();
    private static final ApiKey ADMIN = ApiKey.random();

    private static TestServer server;
    private static KeyPair pair;

    @BeforeAll
    static void start(@TempDir Path home) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        pair = generator.generateKeyPair();
        Path pem = Files.writeString(
                home.resolve("issuer.pem"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(pair.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        Path hash = Files.writeString(home.resolve("admin.hash"), ADMIN.hash() + "\n");
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("eyes4j.server.security.keys[0].name", "reader");
        properties.put("eyes4j.server.security.keys[0].hash", READER.hash());
        properties.put("eyes4j.server.security.keys[1].name", "caller");
        properties.put("eyes4j.server.security.keys[1].hash", CALLER.hash());
        properties.put("eyes4j.server.security.keys[1].scopes", "call");
        properties.put("eyes4j.server.security.keys[2].name", "root");
        properties.put("eyes4j.server.security.keys[2].hash-file", hash.toString());
        properties.put("eyes4j.server.security.keys[2].scopes", "admin");
        properties.put(
                "spring.security.oauth2.resourceserver.jwt.public-key-location",
                pem.toUri().toString());
        properties.put("spring.security.oauth2.resourceserver.jwt.audiences", "eyes4j");
        server = TestServer.at(home, properties);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void should_ask_who_is_there() throws IOException {
        RawHttp.Answer answer = RawHttp.get(server.port(), "/api/v1/tools");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"eyes4j\"");
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"/problems/unauthorized\",\"title\":\"Who asks is not known\",\"status\":401,"
                        + "\"detail\":\"Send an API key or a token: 'Authorization: Bearer KEY'\"}");
    }

    @Test
    void should_know_a_key_in_either_header() throws IOException {
        assertThat(get("/api/v1/tools", "Authorization: Bearer " + READER.text()))
                .isEqualTo(200);
        assertThat(get("/api/v1/tools", "authorization: bearer " + READER.text()))
                .isEqualTo(200);
        assertThat(get("/api/v1/tools", "X-API-Key: " + READER.text())).isEqualTo(200);
    }

    @Test
    void should_refuse_keys_that_nobody_has() throws IOException {
        RawHttp.Answer answer = RawHttp.get(
                server.port(), "/api/v1/tools", "X-API-Key: " + ApiKey.random().text());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"eyes4j\", error=\"invalid_token\"");
        assertThat(get("/api/v1/tools", "Authorization: Bearer nonsense")).isEqualTo(401);
        assertThat(get("/api/v1/tools", "Authorization: Bearer " + READER.hash()))
                .isEqualTo(401);
        assertThat(get("/api/v1/tools", "Authorization: Bearer ")).isEqualTo(401);
        assertThat(get("/api/v1/tools", "Authorization: Basic cmVhZGVyOng=")).isEqualTo(401);
        assertThat(get("/api/v1/tools?access_token=" + READER.text(), "X-Nothing: 1"))
                .isEqualTo(401);
    }

    @Test
    void should_hold_each_key_to_its_scopes() throws IOException {
        assertThat(post("/api/v1/tools/nothing", READER)).isEqualTo(403);
        assertThat(post("/api/v1/tools/nothing", CALLER)).isEqualTo(404);
        assertThat(post("/api/v1/tools/nothing", ADMIN)).isEqualTo(404);
        assertThat(post("/api/v1/models/nothing/pull", CALLER)).isEqualTo(403);
        assertThat(post("/api/v1/models/nothing/pull", ADMIN)).isEqualTo(404);
        assertThat(get("/api/v1/tools", "X-API-Key: " + CALLER.text())).isEqualTo(200);
    }

    @Test
    void should_know_tokens_that_are_genuine() throws Exception {
        assertThat(get("/api/v1/tools", "Authorization: Bearer " + token(pair, "eyes4j", 300, "read")))
                .isEqualTo(200);
        assertThat(get("/api/v1/tools", "Authorization: Bearer " + token(pair, "eyes4j", 300, "openid eyes4j:call")))
                .isEqualTo(200);
    }

    @Test
    void should_refuse_tokens_that_are_not() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair other = generator.generateKeyPair();
        String unsigned = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes()) + "."
                + token(pair, "eyes4j", 300, "admin").split("\\.")[1] + ".";

        assertThat(get("/api/v1/tools", "Authorization: Bearer " + token(other, "eyes4j", 300, "read")))
                .isEqualTo(401);
        assertThat(get("/api/v1/tools", "Authorization: Bearer " + token(pair, "eyes4j", -300, "read")))
                .isEqualTo(401);
        assertThat(get("/api/v1/tools", "Authorization: Bearer " + token(pair, "others", 300, "read")))
                .isEqualTo(401);
        assertThat(get("/api/v1/tools", "Authorization: Bearer " + unsigned)).isEqualTo(401);
        assertThat(get("/api/v1/tools", "Authorization: Bearer " + token(pair, "eyes4j", 300, "openid profile")))
                .isEqualTo(403);
    }

    private static String token(KeyPair signer, String audience, long seconds, String scope) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.RS256),
                new JWTClaimsSet.Builder()
                        .subject("somebody")
                        .audience(audience)
                        .expirationTime(Date.from(Instant.now().plusSeconds(seconds)))
                        .claim("scope", scope)
                        .build());
        token.sign(new RSASSASigner(signer.getPrivate()));
        return token.serialize();
    }

    private static int get(String path, String header) throws IOException {
        return RawHttp.get(server.port(), path, header).status();
    }

    private static int post(String path, ApiKey key) throws IOException {
        return RawHttp.ask(
                        server.port(), "POST", path, "{}", "Content-Type: application/json", "X-API-Key: " + key.text())
                .status();
    }
}
