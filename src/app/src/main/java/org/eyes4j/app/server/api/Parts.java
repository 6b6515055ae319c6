package org.eyes4j.app.server.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.app.server.JsonTrees;
import org.eyes4j.app.service.Artifacts;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Problem;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.name.Names;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.vision.picture.PictureException;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** Reads a call of a tool from the parts of a form: a file a picture, anything else a text or JSON. */
final class Parts {
    private Parts() {}

    /** {@code {arguments, model?}}. The part {@code arguments} may hold several as a JSON object. */
    static ObjectNode call(
            ToolSpecification tool, MultipartHttpServletRequest request, Artifacts artifacts, Caller caller) {
        ObjectNode order = JsonNodeFactory.instance.objectNode();
        ObjectNode arguments = order.putObject("arguments");
        for (Map.Entry<String, String[]> field : request.getParameterMap().entrySet()) {
            String name = field.getKey();
            String text = field.getValue()[0];
            if (name.equals("model") && tool.input("model").isEmpty()) {
                order.put("model", text);
            } else if (name.equals("arguments") && tool.input("arguments").isEmpty()) {
                arguments.setAll(object(text));
            } else {
                arguments.set(name, read(text, port(tool, name), field.getValue()));
            }
        }
        for (Map.Entry<String, List<MultipartFile>> file :
                request.getMultiFileMap().entrySet()) {
            files(tool, file.getKey(), file.getValue(), arguments, artifacts, caller);
        }
        return order;
    }

    private static void files(
            ToolSpecification tool,
            String name,
            List<MultipartFile> files,
            ObjectNode arguments,
            Artifacts artifacts,
            Caller caller) {
        if (name.equals("arguments") && tool.input(name).isEmpty()) {
            // Some clients send every part as a file.
            arguments.setAll(object(new String(bytes(files.get(0)), java.nio.charset.StandardCharsets.UTF_8)));
            return;
        }
        Port port = port(tool, name);
        if (port.kind().equals(Kind.AUDIO)) {
            String data = java.util.Base64.getEncoder().encodeToString(bytes(files.get(0)));
            arguments.putObject(name).put("data", "data:audio/wav;base64," + data);
            return;
        }
        ArrayNode pictures = JsonNodeFactory.instance.arrayNode();
        for (MultipartFile file : files) {
            try {
                String title = Uploads.name(Optional.ofNullable(file.getOriginalFilename()));
                pictures.addObject()
                        .put(
                                "artifact",
                                artifacts.putPicture(bytes(file), title, caller).id());
            } catch (PictureException e) {
                throw Problem.at("/arguments/" + name, String.valueOf(e.getMessage()));
            }
        }
        if (port.kind().equals(Kind.IMAGE) && pictures.size() > 1) {
            throw Problem.at("/arguments/" + name, "Argument '" + name + "' takes one picture, got " + pictures.size());
        }
        arguments.set(name, port.kind().equals(Kind.IMAGE) ? pictures.get(0) : pictures);
    }

    static byte[] bytes(MultipartFile file) {
        try {
            return file.getBytes();
        } catch (IOException e) {
            throw Problem.of(Problem.Type.MALFORMED, "The part '" + file.getName() + "' cannot be read");
        }
    }

    private static Port port(ToolSpecification tool, String name) {
        return tool.input(name)
                .orElseThrow(() -> Problem.at(
                        "/arguments/" + name,
                        "Tool '" + tool.name() + "' has no argument '" + name + "'; "
                                + Names.hint(
                                        name,
                                        tool.inputs().stream().map(Port::name).toList())));
    }

    /** Several parts of one name are a list; a text needs no quotes. */
    private static JsonNode read(String text, Port port, String[] all) {
        if (all.length > 1) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            for (String one : all) {
                list.add(read(one, port, new String[] {one}));
            }
            return list;
        }
        Kind kind = port.kind() instanceof Kind.ListKind list ? list.element() : port.kind();
        boolean json = !kind.equals(Kind.TEXT) || (port.kind() instanceof Kind.ListKind && text.startsWith("["));
        try {
            return json ? JsonTrees.read(text) : JsonNodeFactory.instance.textNode(text);
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.textNode(text);
        }
    }

    private static ObjectNode object(String text) {
        try {
            if (JsonTrees.read(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw Problem.at("/arguments", "The part 'arguments' is not JSON: " + e.getOriginalMessage());
        }
        throw Problem.at("/arguments", "The part 'arguments' is to be a JSON object");
    }
}
