package org.eyes4j.app.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Services;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The API's description, for programs and, in Swagger UI, for people. */
@RestController
class OpenApiController {
    private static final String FILES = "META-INF/resources/webjars/swagger-ui/";

    private final Services services;

    OpenApiController(Services services) {
        this.services = services;
    }

    @GetMapping(path = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
    JsonNode document(Caller caller) {
        caller.demand(Caller.Scope.READ);
        return OpenApi.of(
                services.eyes4j().tools(),
                services.inventory().status().path("version").asText());
    }

    @GetMapping({"/swagger-ui", "/swagger-ui/", "/swagger-ui.html"})
    ResponseEntity<Void> page() {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create("/swagger-ui/index.html"))
                .build();
    }

    /** Swagger UI's own files, but for the one that says which document it shows. */
    @GetMapping(
            "/swagger-ui/{file:index\\.html|index\\.css|swagger-ui\\.css|swagger-ui-bundle\\.js|swagger-ui-standalone-preset\\.js|favicon-16x16\\.png|favicon-32x32\\.png|swagger-initializer\\.js}")
    ResponseEntity<Resource> file(@PathVariable String file) {
        Resource resource = file.equals("swagger-initializer.js")
                ? new ClassPathResource("org/eyes4j/app/server/api/swagger-initializer.js")
                : new ClassPathResource(FILES + SwaggerUi.VERSION + "/" + file);
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(type(file));
        headers.set("X-Content-Type-Options", "nosniff");
        return ResponseEntity.ok().headers(headers).body(resource);
    }

    private static MediaType type(String file) {
        return switch (file.substring(file.lastIndexOf('.') + 1)) {
            case "html" -> MediaType.parseMediaType("text/html;charset=UTF-8");
            case "css" -> MediaType.parseMediaType("text/css;charset=UTF-8");
            case "js" -> MediaType.parseMediaType("text/javascript;charset=UTF-8");
            default -> MediaType.IMAGE_PNG;
        };
    }
}
