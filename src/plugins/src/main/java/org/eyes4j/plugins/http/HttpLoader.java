package org.eyes4j.plugins.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eyes4j.config.Settings;
import org.eyes4j.config.model.RemoteGraph;
import org.eyes4j.config.model.RemoteReader;
import org.eyes4j.config.network.Loopback;
import org.eyes4j.config.yaml.DocumentSchema;
import org.eyes4j.config.yaml.Fault;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.eyes4j.plugins.Plugin;
import org.eyes4j.plugins.PluginContext;
import org.eyes4j.plugins.PluginException;
import org.eyes4j.plugins.PluginLoader;
import org.eyes4j.plugins.PluginManifest;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.vision.picture.PictureLimits;
import org.eyes4j.vision.picture.PictureReader;
import org.eyes4j.vision.remote.Endpoint;
import org.eyes4j.vision.remote.RemoteException;
import org.eyes4j.vision.remote.WebClient;

/**
 * Plugins of kind {@code http}: operations of an HTTP service as tools. The service's OpenAPI document lies in the plugin's folder; it
 * is never fetched, and the service is not asked before the first call.
 */
public final class HttpLoader implements PluginLoader {
    private static final String SCHEMA = "/org/eyes4j/plugins/http/http.schema.json";

    private final Settings settings;
    private final Expressions expressions;

    /** @param expressions evaluates what manifests say of results */
    public HttpLoader(Settings settings, Expressions expressions) {
        this.settings = settings;
        this.expressions = expressions;
    }

    @Override
    public String kind() {
        return "http";
    }

    @Override
    public Plugin load(PluginManifest manifest, PluginContext context) throws PluginException {
        try {
            DocumentSchema.ofResource(HttpLoader.class, SCHEMA).demand(manifest.document());
            JsonNode options = manifest.options();
            OpenApiDocument api = OpenApiDocument.read(
                    manifest.folder().resolve(options.path("openapi").asText()));
            List<Fault> faults = new ArrayList<>();
            Optional<URI> server = server(manifest, api, context.offline(), faults);
            OperationReader reader =
                    new OperationReader(api, manifest.document(), manifest.version(), expressions, faults);
            List<Operation> operations = new ArrayList<>();
            options.path("operations")
                    .fields()
                    .forEachRemaining(e -> reader.read(e.getKey(), e.getValue()).ifPresent(operations::add));
            if (!faults.isEmpty() || server.isEmpty()) {
                throw new FaultyDocumentException(faults);
            }
            return loaded(manifest, context, server.get(), operations);
        } catch (FaultyDocumentException e) {
            throw new PluginException(
                    "plugin " + manifest.name() + " has faults",
                    e.faults().stream().map(Object::toString).toList());
        } catch (RemoteException | IllegalArgumentException e) {
            throw new PluginException(String.valueOf(e.getMessage()), e);
        }
    }

    private Plugin loaded(PluginManifest manifest, PluginContext context, URI server, List<Operation> operations) {
        JsonNode options = manifest.options();
        RemoteGraph.Access own = RemoteReader.access(options);
        RemoteGraph.Access access = new RemoteGraph.Access(
                own.tokenVariable(),
                own.headers(),
                own.ca().map(pem -> manifest.folder().resolve(pem).toString()));
        Endpoint endpoint = new Endpoint(server.toString(), RemoteReader.limits(options));
        WebClient web = new WebClient(endpoint, access, context.environment());
        PictureReader pictures = new PictureReader(PictureLimits.of(settings.pictures()));
        List<Tool> tools = new ArrayList<>();
        for (Operation operation : operations) {
            tools.add(new OperationTool(
                    operation,
                    endpoint,
                    web,
                    new RequestWriter(server, operation),
                    new AnswerReader(operation.result(), expressions, pictures)));
        }
        return new Loaded(List.copyOf(tools), web);
    }

    /** The service's address: the manifest's, or the document's own where that is not this machine. */
    private static Optional<URI> server(
            PluginManifest manifest, OpenApiDocument api, boolean offline, List<Fault> faults) {
        JsonNode own = manifest.options().path("server");
        Optional<String> stated = own.isTextual() ? Optional.of(own.asText()) : api.server();
        if (stated.isEmpty()) {
            faults.add(manifest.document()
                    .fault("/http", "`server`, since " + api.file() + " names no whole address", "none"));
            return Optional.empty();
        }
        URI address;
        try {
            address = URI.create(stated.get().replaceAll("/+$", ""));
        } catch (IllegalArgumentException e) {
            faults.add(manifest.document().fault("/http/server", "an address", "`" + stated.get() + "`"));
            return Optional.empty();
        }
        RemoteGraph.Access access = RemoteReader.access(manifest.options());
        if (address.getHost() == null) {
            faults.add(manifest.document().fault("/http/server", "an address with a host", "`" + address + "`"));
        } else if (!own.isTextual() && Loopback.is(address)) {
            faults.add(manifest.document()
                    .fault(
                            "/http",
                            "`server` in the manifest itself where this machine is meant",
                            address + " in " + api.file()));
        } else if (offline && !Loopback.is(address)) {
            faults.add(manifest.document()
                    .fault(
                            "/http/server",
                            "an address of this machine, since offline mode is on (no --offline, no EYES4J_OFFLINE turns it"
                                    + " off)",
                            address.toString()));
        } else if (access.isSecret() && address.getScheme().equals("http") && !Loopback.is(address)) {
            faults.add(manifest.document()
                    .fault(
                            "/http",
                            "an https address where a secret is sent (`token`, `headers`)",
                            address.toString()));
        }
        return Optional.of(address);
    }

    private record Loaded(List<Tool> tools, WebClient web) implements Plugin {
        @Override
        public void close() {
            web.close();
        }
    }
}
