package org.eyes4j.agent.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.plan.PlanFormatException;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.hash.Sha256;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/**
 * A trace as one page that needs nothing else: no script, no request, styles allowed by their hash alone
 * (Content-Security-Policy in the page), everything that came from pictures and models escaped. Pointing at a sentence
 * lights up the regions it rests on, by style sheet alone.
 */
public final class TraceHtml {
    private static final List<String> CLAIMS = List.of("supported", "unsupported", "unknown", "contradicted");
    private static final String SHEET = sheet();

    private final JsonNode json;
    private final PictureSvg pictures;
    private final ValueView values;
    private final Markup out = new Markup();

    private TraceHtml(Trace trace) {
        this.json = trace.json();
        this.pictures = new PictureSvg(trace);
        this.values = new ValueView(pictures);
    }

    /** The page, UTF-8 text. */
    public static String render(Trace trace) {
        return new TraceHtml(trace).page();
    }

    private String page() {
        body();
        String style = SHEET + highlights(pictures.keys());
        Markup page = new Markup();
        page.own("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
        page.open(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; img-src data:; style-src 'sha256-" + sha256(style)
                        + "'; base-uri 'none'; form-action 'none'");
        page.own("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + "<meta name=\"referrer\" content=\"no-referrer\">");
        page.element("title", Markup.brief(json.path("question").asText(), 80) + " – eyes4j");
        page.own("<style>" + style + "</style></head><body>");
        page.own(out.toString());
        return page.own("</body></html>\n").toString();
    }

    private void body() {
        pictures.definitions(out);
        out.open("header", "class", "top");
        out.element("p", "eyes4j trace", "class", "brand");
        out.open("h1").element("bdi", json.path("question").asText()).close("h1");
        out.open("p", "class", "facts");
        fact("run", json.path("run").asText());
        fact("at", json.path("started").asText().replaceAll("\\.\\d+Z$", "Z"));
        fact("planner", json.path("planner").asText());
        if (json.has("language_model")) {
            fact("language model", json.path("language_model").asText());
            fact("asked", ModelCallsView.spent(json));
        }
        fact("took", StepCard.millis(json.path("millis").asLong()));
        out.close("p").close("header").open("main");
        answer();
        json.path("warnings").forEach(w -> out.element("p", w.asText(), "class", "warning"));
        plan();
        new ModelCallsView(json, pictures).draw(out);
        out.close("main");
    }

    private void fact(String name, String value) {
        out.open("span").text(name + " ").element("b", value).close("span");
    }

    private void answer() {
        out.open("section", "class", "answer").open("div", "class", "claims").element("h2", "Answer");
        for (JsonNode claim : json.path("answer").path("claims")) {
            claim(claim);
        }
        JsonNode looks = json.path("answer").path("verification");
        if (!looks.isEmpty()) {
            out.open("ul", "class", "looks");
            looks.forEach(look -> out.element(
                    "li",
                    "verified "
                            + (look.path("look").asText().equals("mirrored")
                                    ? "in the mirrored picture"
                                    : "in a closer look")
                            + ", step " + look.path("step").asText()
                            + (look.path("agrees").asBoolean()
                                    ? ": agrees"
                                    : ": differs; " + look.path("told").asText())));
            out.close("ul");
        }
        String notice = json.path("answer").path("notice").asText();
        if (!notice.isEmpty()) {
            out.element("p", notice, "class", "warning");
        }
        out.close("div").open("div", "class", "seen");
        evidencePictures();
        out.close("div").close("section");
    }

    private void claim(JsonNode claim) {
        String status = claim.path("status").asText();
        String look = CLAIMS.contains(status) ? status : "unknown";
        StringBuilder lit = new StringBuilder();
        for (JsonNode evidence : claim.path("evidence")) {
            if (evidence.path("kind").asText().equals("region")) {
                lit.append(" h").append(pictures.key(evidence.path("value").asText()));
            }
        }
        String all = "claim " + look + (lit.isEmpty() ? "" : " hl" + lit);
        out.open("div", "class", all, "tabindex", "0");
        out.open("p").element("bdi", claim.path("text").asText()).close("p");
        if (claim.has("draft")) {
            out.open("p", "class", "draft").text("the model had said: ");
            out.element("del", claim.path("draft").asText()).close("p");
        }
        claim.path("doubts").forEach(doubt -> out.element("p", doubt.asText(), "class", "warning"));
        out.open("p", "class", "evidence").element("span", look, "class", "chip " + look);
        for (JsonNode evidence : claim.path("evidence")) {
            evidence(evidence);
        }
        out.close("p").close("div");
    }

    private void evidence(JsonNode evidence) {
        String value = evidence.path("value").asText();
        switch (evidence.path("kind").asText()) {
            case "region" -> {
                int key = pictures.key(value);
                out.open("span", "class", "chip region")
                        .element("i", "", "class", "swatch k" + key % 10)
                        .text(value)
                        .close("span");
            }
            case "text" ->
                out.open("span", "class", "chip quiet")
                        .element("bdi", "“" + Markup.brief(value, 120) + "”")
                        .close("span");
            default -> out.element("span", Markup.brief(value, 120), "class", "chip quiet");
        }
    }

    /** The pictures asked about, with every region that a sentence rests on; with all regions where none does. */
    private void evidencePictures() {
        List<String> wanted = new ArrayList<>();
        json.path("answer")
                .path("claims")
                .forEach(claim -> claim.path("evidence").forEach(evidence -> {
                    if (evidence.path("kind").asText().equals("region")) {
                        wanted.add(evidence.path("value").asText());
                    }
                }));
        Map<String, List<Region>> byImage = new LinkedHashMap<>();
        for (JsonNode region : json.path("regions")) {
            if (wanted.contains(region.path("id").asText())) {
                region(region)
                        .ifPresent(r -> byImage.computeIfAbsent(
                                        region.path("image").asText(), image -> new ArrayList<>())
                                .add(r));
            }
        }
        json.path("inputs").properties().forEach(input -> {
            JsonNode shown = input.getValue().path("pictures");
            if (!shown.isEmpty()) {
                int index = shown.get(0).asInt(-1);
                Optional<Frame> frame =
                        Frames.read(json.path("pictures").path(index).path("frame"));
                out.open("figure");
                frame.ifPresent(f -> pictures.draw(index, f, byImage.getOrDefault(f.image(), List.of()), out));
                out.element("figcaption", input.getKey()).close("figure");
            }
        });
    }

    /** A region as {@code regions[]} has it: in pixels of its whole picture. */
    private static Optional<Region> region(JsonNode node) {
        JsonNode alone = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                .arrayNode()
                .add(node);
        try {
            Value value = org.eyes4j.tools.value.ValueJson.fromJson(
                    alone, org.eyes4j.tools.value.Kind.DETECTIONS, Frame.of("picture", 1, 1));
            return ((Value.Detections) value).regions().stream().findFirst();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void plan() {
        Plan plan;
        try {
            plan = PlanCodec.fromJson(json.path("plan"));
        } catch (PlanFormatException e) {
            out.element("p", "The plan of this run cannot be read: " + e.getMessage(), "class", "failure");
            return;
        }
        Map<String, JsonNode> reports = new HashMap<>();
        json.path("steps").forEach(step -> reports.put(step.path("id").asText(), step));
        Map<String, String> looks = new HashMap<>();
        Map<String, String> notes = new HashMap<>();
        reports.forEach((id, step) -> {
            looks.put(id, StepCard.status(step));
            notes.put(
                    id,
                    step.path("tool").asText()
                            + (StepCard.status(step).equals("skipped")
                                    ? ""
                                    : " · "
                                            + StepCard.millis(
                                                    step.path("millis").asLong())));
        });
        out.open("section").element("h2", "Plan").open("div", "class", "scroll");
        GraphSvg.draw(plan, looks, notes, out);
        out.close("div").close("section");
        out.open("section").element("h2", "Steps").open("div", "class", "cards");
        StepCard card =
                new StepCard(values, plan.steps().stream().map(PlanStep::id).toList());
        long millis = end();
        JsonNode none = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < plan.steps().size(); i++) {
            PlanStep step = plan.steps().get(i);
            card.draw(i, reports.getOrDefault(step.id(), none), step, millis, out);
        }
        out.close("div").close("section");
    }

    /** When the last step ended, by the clock that {@code after} goes by: between steps a language model may have been asked. */
    private long end() {
        long end = json.path("millis").asLong();
        for (JsonNode step : json.path("steps")) {
            end = Math.max(
                    end, step.path("after").asLong() + step.path("millis").asLong());
        }
        return end;
    }

    /** A rule for each region: what is pointed at lights up, everything else steps back. */
    private static String highlights(int regions) {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < regions; i++) {
            rules.append("html:has(.h%1$d:hover,.h%1$d:focus) .g%1$d{opacity:1}".formatted(i))
                    .append(
                            "html:has(.h%1$d:hover,.h%1$d:focus) .g%1$d .label,html:has(.h%1$d:hover,.h%1$d:focus) .g%1$d .plate{opacity:1}"
                                    .formatted(i))
                    .append("html:has(.g%1$d:hover) .h%1$d{background:var(--lit)}\n".formatted(i));
        }
        return rules.toString();
    }

    private static String sha256(String text) {
        return Base64.getEncoder().encodeToString(Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String sheet() {
        try (InputStream in = TraceHtml.class.getResourceAsStream("trace.css")) {
            if (in == null) {
                throw new IllegalStateException("trace.css is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
