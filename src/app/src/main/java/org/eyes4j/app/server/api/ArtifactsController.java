package org.eyes4j.app.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eyes4j.app.service.ArtifactRow;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Problem;
import org.eyes4j.app.service.Services;
import org.eyes4j.app.service.Thumbnails;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** {@code /api/v1/artifacts}: pictures that clients give, and what tools and runs make. */
@RestController
@RequestMapping("/api/v1/artifacts")
class ArtifactsController {
    private static final Duration FRESH = Duration.ofHours(1);

    private final Services services;
    private final Thumbnails thumbnails = new Thumbnails();

    ArtifactsController(Services services) {
        this.services = services;
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JsonNode> uploadParts(MultipartHttpServletRequest request, Caller caller) {
        caller.demand(Caller.Scope.CALL);
        List<MultipartFile> files = new ArrayList<>();
        request.getMultiFileMap().values().forEach(files::addAll);
        if (files.isEmpty()) {
            throw Problem.at("file", "Expected a part 'file' with the bytes of a picture and its file name");
        }
        List<ArtifactRow> rows = new ArrayList<>();
        for (MultipartFile file : files) {
            String name = Uploads.name(Optional.ofNullable(file.getOriginalFilename()));
            rows.add(services.artifacts().putPicture(Parts.bytes(file), name, caller));
        }
        return rows.size() == 1
                ? created(rows.get(0))
                : ResponseEntity.status(201).body(list(rows));
    }

    @PostMapping(
            consumes = {"image/*", MediaType.APPLICATION_OCTET_STREAM_VALUE},
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JsonNode> upload(
            @RequestParam(required = false) Optional<String> name, Caller caller, HttpServletRequest request)
            throws IOException {
        caller.demand(Caller.Scope.CALL);
        long most = services.eyes4j().settings().pictures().maxBytes();
        byte[] bytes = request.getInputStream().readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, most + 1));
        return created(services.artifacts().putPicture(bytes, Uploads.name(name), caller));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JsonNode> uploadJson(@RequestBody JsonNode picture, Caller caller) {
        caller.demand(Caller.Scope.CALL);
        return created(services.values().uploaded(picture, "/" + (picture.has("url") ? "url" : "data"), caller));
    }

    private static ResponseEntity<JsonNode> created(ArtifactRow row) {
        return ResponseEntity.created(URI.create("/api/v1/artifacts/" + row.id()))
                .body(json(row));
    }

    private static ObjectNode json(ArtifactRow row) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", row.id())
                .put("media_type", row.mediaType())
                .put("size", row.size())
                .put("name", row.name());
        if (row.width() > 0) {
            node.put("width", row.width()).put("height", row.height());
        }
        return node.put("created", row.created().toString());
    }

    private static ObjectNode list(List<ArtifactRow> rows) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode artifacts = root.putArray("artifacts");
        rows.forEach(row -> artifacts.add(json(row)));
        return root;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    JsonNode list(@RequestParam(required = false) Optional<String> limit, Caller caller) {
        caller.demand(Caller.Scope.READ);
        return list(services.artifacts().list(caller, Fields.within("limit", limit, 100, 1, 1000)));
    }

    @GetMapping("/{id}")
    ResponseEntity<Resource> bytes(@PathVariable String id, Caller caller, HttpServletRequest request) {
        caller.demand(Caller.Scope.READ);
        ArtifactRow row = services.artifacts().find(id, caller);
        HttpHeaders headers = headers(row.id(), row.mediaType());
        boolean shown = row.mediaType().matches("(image/(jpeg|png|webp|gif|bmp|tiff)|audio/.*)");
        headers.setContentDisposition((shown ? ContentDisposition.inline() : ContentDisposition.attachment())
                .filename(row.name(), StandardCharsets.UTF_8)
                .build());
        Resource resource = new ByteArrayResource(services.artifacts().bytes(id, caller));
        demandPart(request.getHeader(HttpHeaders.RANGE), resource, row.size());
        return ResponseEntity.ok().headers(headers).body(resource);
    }

    /** Spring would answer 416 and send the whole all the same. */
    private static void demandPart(@Nullable String range, Resource resource, long size) {
        if (range == null) {
            return;
        }
        try {
            HttpRange.toResourceRegions(HttpRange.parseRanges(range), resource);
        } catch (IllegalArgumentException e) {
            throw Problem.of(
                    Problem.Type.RANGE, "Expected a part of the " + size + " bytes there are, got '" + range + "'");
        }
    }

    static HttpHeaders headers(String etag, String mediaType) {
        HttpHeaders headers = new HttpHeaders();
        headers.setETag("\"" + etag + "\"");
        headers.setContentType(MediaType.parseMediaType(mediaType));
        headers.setCacheControl(CacheControl.maxAge(FRESH).cachePrivate());
        headers.set("X-Content-Type-Options", "nosniff");
        return headers;
    }

    @GetMapping(path = "/{id}/meta", produces = MediaType.APPLICATION_JSON_VALUE)
    JsonNode meta(@PathVariable String id, Caller caller) {
        caller.demand(Caller.Scope.READ);
        return json(services.artifacts().find(id, caller));
    }

    @GetMapping("/{id}/thumbnail")
    ResponseEntity<Resource> thumbnail(
            @PathVariable String id, @RequestParam(required = false) Optional<String> size, Caller caller) {
        caller.demand(Caller.Scope.READ);
        int side = Fields.within("size", size, 256, 16, 2048);
        Thumbnails.File file = thumbnails.of(id, side, services.artifacts(), caller);
        return ResponseEntity.ok()
                .headers(headers(id + "-" + side, file.mediaType()))
                .body(new ByteArrayResource(file.bytes()));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable String id, Caller caller) {
        caller.demand(Caller.Scope.CALL);
        services.artifacts().remove(id, caller);
        return ResponseEntity.noContent().build();
    }
}
