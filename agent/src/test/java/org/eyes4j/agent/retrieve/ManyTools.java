package org.eyes4j.agent.retrieve;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.eyes4j.agent.ScriptedTool;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;

/** As many tools as one wants that sound like tools and are not asked for. */
final class ManyTools {
    private static final List<String> VERBS = List.of(
            "rotate",
            "sharpen",
            "resize",
            "denoise",
            "classify",
            "detect",
            "count",
            "measure",
            "read",
            "track",
            "translate",
            "summarise",
            "convert",
            "compress",
            "align",
            "stitch",
            "segment",
            "describe",
            "rank",
            "verify",
            "deskew",
            "colourise",
            "annotate",
            "match",
            "estimate",
            "extract",
            "blend",
            "calibrate",
            "restore",
            "label");
    private static final List<String> NOUNS = List.of(
            "invoices",
            "satellite_tiles",
            "x_rays",
            "plankton",
            "crops",
            "license_plates",
            "handwriting",
            "sheet_music",
            "coins",
            "leaves",
            "galaxies",
            "circuits",
            "road_signs",
            "receipts",
            "cells",
            "cracks",
            "logos",
            "documents",
            "speech",
            "videos",
            "charts",
            "tables",
            "birds",
            "fish",
            "pallets",
            "tyres",
            "welds",
            "fabrics",
            "fonts",
            "mosaics",
            "stamps",
            "maps",
            "gestures",
            "drones",
            "ships",
            "clouds",
            "teeth");
    private static final List<Kind> KINDS = List.of(
            Kind.IMAGE,
            Kind.IMAGE,
            Kind.DETECTIONS,
            Kind.TEXT,
            Kind.NUMBER,
            Kind.CLASSIFICATION,
            Kind.AUDIO,
            Kind.MASKS,
            Kind.RECORD,
            Kind.VIDEO);

    private ManyTools() {}

    static List<Tool> some(int count, long seed) {
        Random random = new Random(seed);
        List<Tool> tools = new ArrayList<>();
        for (int i = 0; tools.size() < count; i++) {
            String verb = VERBS.get(i % VERBS.size());
            String noun = NOUNS.get(i / VERBS.size() % NOUNS.size());
            Kind in = KINDS.get(random.nextInt(KINDS.size()));
            Kind out = KINDS.get(random.nextInt(KINDS.size()));
            tools.add(ScriptedTool.neverCalled(ToolSpecification.named(verb + "_" + noun)
                    .describedAs("Can " + verb + " " + noun.replace('_', ' ') + " in " + in + " and gives " + out
                            + " for further steps of a plan")
                    .takes(
                            Port.required("input", in, "the " + in + " to work on"),
                            Port.optional("strength", Kind.NUMBER, "how strongly, from nothing to all")
                                    .or(0.5),
                            Port.optional("mode", Kind.TEXT, "which way")
                                    .or("fast")
                                    .oneOf("fast", "careful"))
                    .alsoKnownAs(verb + " the " + noun.replace('_', ' '))
                    .gives(out, "what came of it")));
        }
        return tools;
    }
}
