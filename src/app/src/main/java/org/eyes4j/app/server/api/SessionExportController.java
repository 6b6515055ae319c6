package org.eyes4j.app.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eyes4j.agent.trace.TraceHtml;
import org.eyes4j.app.output.RegionExport;
import org.eyes4j.app.output.SessionHtml;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Problem;
import org.eyes4j.app.service.RunPictures;
import org.eyes4j.app.service.Services;
import org.eyes4j.tools.hash.Sha256;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was seen in a conversation, and the whole of it as a file. */
@RestController
@RequestMapping("/api/v1/sessions/{id}")
class SessionExportController {
    private final Services services;

    SessionExportController(Services services) {
        this.services = services;
    }

    @GetMapping(path = "/regions", produces = MediaType.APPLICATION_JSON_VALUE)
    JsonNode regions(@PathVariable String id, Caller caller) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.set("regions", told(id, caller).path("regions"));
        return root;
    }

    private JsonNode told(String id, Caller caller) {
        caller.demand(Caller.Scope.READ);
        return services.conversations().told(id, caller);
    }

    @GetMapping("/export")
    ResponseEntity<Resource> export(
            @PathVariable String id, @RequestParam(defaultValue = "json") String format, Caller caller) {
        JsonNode told = told(id, caller);
        RegionExport.File file = switch (format) {
            case "json" -> file("session.json", "application/json", told.toString());
            case "html" -> file("session.html", "text/html;charset=UTF-8", SessionHtml.render(told, this::trace));
            default -> regions(format, told, caller);
        };
        HttpHeaders headers = ArtifactsController.headers(Sha256.of(file.bytes()), file.mediaType());
        headers.setContentType(MediaType.parseMediaType(file.mediaType()));
        headers.setContentDisposition(ContentDisposition.attachment()
                .filename(id + "-" + file.name(), StandardCharsets.UTF_8)
                .build());
        return ResponseEntity.ok().headers(headers).body(new ByteArrayResource(file.bytes()));
    }

    private RegionExport.File regions(String format, JsonNode told, Caller caller) {
        RegionExport form = Arrays.stream(RegionExport.values())
                .filter(f -> f.word().equals(format))
                .findFirst()
                .orElseThrow(() -> Problem.at("format", "Expected one of " + words() + ", got '" + format + "'"));
        RunPictures pictures = RunPictures.ofSession(told, services.artifacts(), caller);
        form.lack(pictures.regions()).ifPresent(lack -> {
            throw Problem.of(Problem.Type.CONFLICT, lack);
        });
        return form.of(pictures.all(), pictures.regions());
    }

    private static String words() {
        List<String> words = Stream.concat(
                        Stream.of("json", "html"),
                        Arrays.stream(RegionExport.values()).map(RegionExport::word))
                .toList();
        return words.stream().collect(Collectors.joining(", "));
    }

    /** The page of a run's trace, where one is kept. */
    private Optional<String> trace(String run) {
        try {
            return run.isEmpty()
                    ? Optional.empty()
                    : services.eyes4j().traces().find(run).map(TraceHtml::render);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RegionExport.File file(String name, String mediaType, String text) {
        return new RegionExport.File(name, mediaType, text.getBytes(StandardCharsets.UTF_8));
    }
}
