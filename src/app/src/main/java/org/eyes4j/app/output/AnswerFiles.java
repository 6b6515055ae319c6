package org.eyes4j.app.output;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.agent.answer.Evidence;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.image.Png;
import org.eyes4j.tools.value.Value;

/** Leaves an answer in a folder: overlays, cut-outs and changed pictures, the answer as JSON, regions as COCO. */
public final class AnswerFiles {
    private final OutFolder folder;
    private final ToolRegistry tools;

    public AnswerFiles(OutFolder folder, ToolRegistry tools) {
        this.folder = folder;
        this.tools = tools;
    }

    /**
     * Writes everything, or nothing.
     *
     * @return the same answer, with its files
     * @throws OutputException if the folder cannot take it
     */
    public Told write(Told told) throws OutputException {
        List<StoredFile> files = new ArrayList<>();
        PictureFiles pictures = new PictureFiles(folder);
        for (Map.Entry<String, Value> step : told.result().values().entrySet()) {
            files.addAll(pictures.add(step.getKey(), step.getValue()));
        }
        List<FoundRegion> shown = shown(told);
        for (Picture picture : told.pictures()) {
            Optional<Value.Image> overlay = new OverlayPainter(tools).paint(picture, shown);
            if (overlay.isPresent()) {
                String id = picture.input() + "-overlay";
                byte[] png = Png.encode(overlay.get().raster());
                files.add(new StoredFile(id, "overlay", folder.add(id + ".png", png)));
            }
        }
        if (!told.regions().isEmpty()) {
            byte[] coco = Json.bytes(CocoJson.of(told.pictures(), told.regions()));
            files.add(new StoredFile("regions", "coco", folder.add("regions.coco.json", coco)));
        }
        files.add(new StoredFile("answer", "json", folder.resolve("answer.json")));
        Told complete = told.with(files);
        folder.add("answer.json", Json.bytes(AskJson.of(complete)));
        folder.write();
        return complete;
    }

    /** What the answer rests on; everything found, where it rests on no region. */
    private static List<FoundRegion> shown(Told told) {
        Set<String> named = new HashSet<>();
        told.answer()
                .claims()
                .forEach(c -> c.evidence().stream()
                        .filter(e -> e.kind() == Evidence.Type.REGION)
                        .forEach(e -> named.add(e.value())));
        List<FoundRegion> evidence = told.regions().stream()
                .filter(r -> named.contains(r.region().id()))
                .toList();
        return evidence.isEmpty() ? told.regions() : evidence;
    }
}
