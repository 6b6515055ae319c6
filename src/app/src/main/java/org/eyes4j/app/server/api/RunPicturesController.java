package org.eyes4j.app.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eyes4j.agent.trace.Recording;
import org.eyes4j.agent.trace.Trace;
import org.eyes4j.agent.trace.TraceHtml;
import org.eyes4j.agent.trace.TraceWorkflow;
import org.eyes4j.app.output.RegionExport;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Problem;
import org.eyes4j.app.service.Run;
import org.eyes4j.app.service.RunJson;
import org.eyes4j.app.service.RunPictures;
import org.eyes4j.app.service.Services;
import org.eyes4j.app.service.Thumbnails;
import org.eyes4j.tools.hash.Sha256;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.picture.PictureWriter;
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

/** What runs saw, as pictures, pages and files for other programs. */
@RestController
@RequestMapping("/api/v1/runs/{id}")
class RunPicturesController {
    private final Services services;

    RunPicturesController(Services services) {
        this.services = services;
    }

    @GetMapping("/steps/{step}/picture")
    ResponseEntity<Resource> step(
            @PathVariable String id,
            @PathVariable String step,
            @RequestParam(required = false) Optional<String> size,
            @RequestParam(required = false) Optional<String> item,
            Caller caller) {
        Run run = find(id, caller);
        int side = Fields.within("size", size, 1280, 16, 8192);
        int number = Fields.within("item", item, 0, 0, 9999);
        Thumbnails.File file = Thumbnails.of(services.stepPictures().of(run, step, number, caller), side);
        return picture(file.bytes(), file.mediaType());
    }

    private Run find(String id, Caller caller) {
        caller.demand(Caller.Scope.READ);
        return services.runs().find(id, caller);
    }

    private static ResponseEntity<Resource> picture(byte[] bytes, String mediaType) {
        return ResponseEntity.ok()
                .headers(ArtifactsController.headers(Sha256.of(bytes), mediaType))
                .body(new ByteArrayResource(bytes));
    }

    @GetMapping("/overlay/{image}.png")
    ResponseEntity<Resource> overlay(@PathVariable String id, @PathVariable String image, Caller caller) {
        Raster drawn = pictures(find(id, caller), caller)
                .overlay(image, services.stepPictures().painter())
                .raster();
        return picture(PictureWriter.png(drawn), "image/png");
    }

    private RunPictures pictures(Run run, Caller caller) {
        return new RunPictures(run.row(), services.artifacts(), caller);
    }

    /** A page of its own: its style is inside it, and nothing in it works or is fetched. */
    @GetMapping(path = "/trace", produces = "text/html;charset=UTF-8")
    ResponseEntity<byte[]> trace(@PathVariable String id, Caller caller) throws IOException {
        String page = TraceHtml.render(kept(find(id, caller)));
        return ResponseEntity.ok()
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox")
                .header("X-Content-Type-Options", "nosniff")
                .body(page.getBytes(StandardCharsets.UTF_8));
    }

    private Trace kept(Run run) throws IOException {
        return services.eyes4j()
                .traces()
                .find(run.id())
                .orElseThrow(() -> Problem.of(
                        Problem.Type.NOT_FOUND,
                        "Of the run '" + run.id() + "' no trace is kept; there are such of 'ask'"));
    }

    /** What ran, as a workflow that gives the same values. */
    @GetMapping(path = "/workflow", produces = "application/yaml")
    ResponseEntity<byte[]> workflow(@PathVariable String id, Caller caller) throws IOException {
        Run run = find(id, caller);
        String options = services.eyes4j()
                .traces()
                .recording(run.id())
                .flatMap(Recording::wishedModel)
                .map(model -> "--model " + model)
                .orElse("");
        try {
            String yaml = TraceWorkflow.of(kept(run), options);
            return ResponseEntity.ok()
                    .header("X-Content-Type-Options", "nosniff")
                    .body(yaml.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw Problem.of(Problem.Type.CONFLICT, String.valueOf(e.getMessage()));
        }
    }

    @GetMapping("/export")
    ResponseEntity<Resource> export(
            @PathVariable String id, @RequestParam(required = false) Optional<String> format, Caller caller) {
        Run run = find(id, caller);
        String word = format.orElse("json");
        if (!run.row().status().isOver()) {
            throw Problem.of(Problem.Type.CONFLICT, "The run '" + run.id() + "' is not over");
        }
        if (word.equals("json")) {
            JsonNode all = RunJson.of(run.row());
            return file(
                    new RegionExport.File(
                            "run.json", "application/json", all.toString().getBytes(StandardCharsets.UTF_8)),
                    run);
        }
        RegionExport form = Arrays.stream(RegionExport.values())
                .filter(f -> f.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.at("format", "Expected one of " + words() + ", got '" + word + "'"));
        RunPictures pictures = pictures(run, caller);
        form.lack(pictures.regions()).ifPresent(lack -> {
            throw Problem.of(Problem.Type.CONFLICT, lack);
        });
        return file(form.of(pictures.all(), pictures.regions()), run);
    }

    private static String words() {
        List<String> words = Stream.concat(
                        Stream.of("json"), Arrays.stream(RegionExport.values()).map(RegionExport::word))
                .toList();
        return words.stream().collect(Collectors.joining(", "));
    }

    private static ResponseEntity<Resource> file(RegionExport.File file, Run run) {
        HttpHeaders headers = ArtifactsController.headers(Sha256.of(file.bytes()), file.mediaType());
        headers.setContentType(MediaType.parseMediaType(file.mediaType()));
        headers.setContentDisposition(ContentDisposition.attachment()
                .filename(run.id() + "-" + file.name(), StandardCharsets.UTF_8)
                .build());
        return ResponseEntity.ok().headers(headers).body(new ByteArrayResource(file.bytes()));
    }
}
