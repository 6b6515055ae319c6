package org.eyes4j.app.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Services;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/status}. */
@RestController
class StatusController {
    private final Services services;

    StatusController(Services services) {
        this.services = services;
    }

    @GetMapping(path = "/api/v1/status", produces = MediaType.APPLICATION_JSON_VALUE)
    JsonNode status(Caller caller) {
        caller.demand(Caller.Scope.READ);
        return services.inventory().status();
    }
}
