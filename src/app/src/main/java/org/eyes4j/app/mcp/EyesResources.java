package org.eyes4j.app.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eyes4j.agent.trace.Trace;
import org.eyes4j.agent.trace.TraceHtml;
import org.eyes4j.app.service.ArtifactRow;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Problem;
import org.eyes4j.app.service.Run;
import org.eyes4j.app.service.RunRow;
import org.eyes4j.app.service.Services;
import org.eyes4j.tools.Cancellation.Registration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Artifacts as they were given or made, runs as JSON and their traces as pages. A caller's own; others' are as if they were
 * not there. Thread-safe.
 */
final class EyesResources {
    static final String ARTIFACTS = "eyes4j://artifacts/";

    private static final Logger LOG = LoggerFactory.getLogger(EyesResources.class);
    private static final String RUNS = "eyes4j://runs/";
    private static final String TRACE = "/trace";
    private static final String ID = "{id}";
    private static final int MOST_ARTIFACTS = 1_000;
    private static final int MOST_RUNS = 100;

    private final Services services;

    EyesResources(Services services) {
        this.services = services;
    }

    /** The latest first, artifacts before runs. */
    List<Resource> list(Caller caller) {
        List<Resource> resources = new ArrayList<>();
        for (ArtifactRow artifact : services.artifacts().list(caller, MOST_ARTIFACTS)) {
            resources.add(Resource.builder(ARTIFACTS + artifact.id(), artifact.name())
                    .description(description(artifact))
                    .mimeType(artifact.mediaType())
                    .size(artifact.size())
                    .build());
        }
        for (RunRow run : runs(caller)) {
            resources.add(Resource.builder(RUNS + run.id(), run.kind() + " " + run.id())
                    .description("a run of the kind " + run.kind() + ", "
                            + run.status().word() + ", begun " + run.created())
                    .mimeType("application/json")
                    .build());
        }
        return resources;
    }

    private static String description(ArtifactRow artifact) {
        return artifact.width() > 0
                ? "a picture of " + artifact.width() + " x " + artifact.height() + " pixels"
                : artifact.mediaType() + ", " + artifact.size() + " bytes";
    }

    private List<RunRow> runs(Caller caller) {
        return services.runs().list(caller, Instant.now().plusSeconds(1), MOST_RUNS).stream()
                .filter(run -> run.owner().equals(caller.name()))
                .toList();
    }

    List<ResourceTemplate> templates() {
        return List.of(
                ResourceTemplate.builder(ARTIFACTS + ID, "artifact")
                        .description("A picture or another thing that was given or made, by its id")
                        .build(),
                ResourceTemplate.builder(RUNS + ID, "run")
                        .description("What became of a run: its order, its status, its result")
                        .mimeType("application/json")
                        .build(),
                ResourceTemplate.builder(RUNS + ID + TRACE, "trace")
                        .description("How an answer came about, step by step, as a page")
                        .mimeType("text/html")
                        .build());
    }

    List<ResourceContents> read(String uri, Caller caller) {
        try {
            if (uri.startsWith(ARTIFACTS)) {
                return List.of(artifact(uri, caller));
            } else if (uri.startsWith(RUNS) && uri.endsWith(TRACE)) {
                return List.of(trace(uri, caller));
            } else if (uri.startsWith(RUNS)) {
                Run run = services.runs().find(uri.substring(RUNS.length()), caller);
                return List.of(TextResourceContents.builder(uri, JsonMaps.text(json(run.row())))
                        .mimeType("application/json")
                        .build());
            }
        } catch (Problem e) {
            if (e.type() != Problem.Type.NOT_FOUND) {
                throw e;
            }
        }
        throw McpFault.noResource(uri);
    }

    private ResourceContents artifact(String uri, Caller caller) {
        String id = uri.substring(ARTIFACTS.length());
        ArtifactRow row = services.artifacts().find(id, caller);
        byte[] bytes = services.artifacts().bytes(row.id(), caller);
        if (row.mediaType().startsWith("text/") || row.mediaType().equals("application/json")) {
            return TextResourceContents.builder(uri, new String(bytes, StandardCharsets.UTF_8))
                    .mimeType(row.mediaType())
                    .build();
        }
        return BlobResourceContents.builder(uri, Base64.getEncoder().encodeToString(bytes))
                .mimeType(row.mediaType())
                .build();
    }

    private ResourceContents trace(String uri, Caller caller) {
        String id = uri.substring(RUNS.length(), uri.length() - TRACE.length());
        Run run = services.runs().find(id, caller);
        try {
            Optional<Trace> trace = services.eyes4j().traces().find(run.id());
            return TextResourceContents.builder(
                            uri, TraceHtml.render(trace.orElseThrow(() -> Problem.notFound("trace", id))))
                    .mimeType("text/html")
                    .build();
        } catch (IOException e) {
            LOG.warn("The trace of {} cannot be read: {}", id, e.getMessage());
            throw Problem.of(Problem.Type.INTERNAL, "The trace of the run '" + id + "' cannot be read");
        }
    }

    private static ObjectNode json(RunRow row) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", row.id())
                .put("kind", row.kind())
                .put("status", row.status().word())
                .put("created", row.created().toString());
        node.set("order", row.order());
        if (row.result() != null) {
            node.set("result", row.result());
        }
        if (row.problem() != null) {
            node.set("problem", row.problem());
        }
        return node;
    }

    /** Ids of pictures, the latest first. */
    List<String> pictures(Caller caller) {
        return services.artifacts().list(caller, MOST_ARTIFACTS).stream()
                .filter(artifact -> artifact.width() > 0)
                .map(ArtifactRow::id)
                .toList();
    }

    /** What may stand for a template's variable. */
    List<String> values(String template, String variable, Caller caller) {
        if (templates().stream().noneMatch(t -> t.uriTemplate().equals(template))) {
            throw McpFault.params("There is no resource template '" + McpFault.shortened(template) + "'");
        }
        if (!variable.equals("id")) {
            return List.of();
        }
        return template.startsWith(ARTIFACTS)
                ? services.artifacts().list(caller, MOST_ARTIFACTS).stream()
                        .map(ArtifactRow::id)
                        .toList()
                : runs(caller).stream().map(RunRow::id).toList();
    }

    /** A run changes until it is over; an artifact never does. */
    Registration watch(String uri, Caller caller, Runnable listener) {
        if (uri.startsWith(RUNS) && !uri.endsWith(TRACE)) {
            try {
                return services.runs()
                        .find(uri.substring(RUNS.length()), caller)
                        .events()
                        .onChange(listener);
            } catch (Problem e) {
                throw McpFault.noResource(uri);
            }
        }
        read(uri, caller);
        return () -> {};
    }
}
