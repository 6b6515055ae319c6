package org.eyes4j.app.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import org.eyes4j.app.server.stream.ClientWatch;
import org.eyes4j.app.service.Caller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/embeddings}. */
@RestController
class EmbeddingsController {
    private final Embeddings embeddings;
    private final ClientWatch watch;

    EmbeddingsController(Embeddings embeddings, ClientWatch watch) {
        this.embeddings = embeddings;
        this.watch = watch;
    }

    @PostMapping("/v1/embeddings")
    JsonNode embed(@RequestBody JsonNode body, Caller caller, HttpServletRequest request) {
        return embeddings.answer(body, caller, watch.watch(request));
    }
}
