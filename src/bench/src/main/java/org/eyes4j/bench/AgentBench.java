package org.eyes4j.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.eyes4j.agent.check.PlanLimits;
import org.eyes4j.agent.offline.OfflinePlanner;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.planner.Planner.Planning;
import org.eyes4j.agent.planner.TaskRequest;
import org.eyes4j.agent.repair.Meaning;
import org.eyes4j.agent.repair.PlanRepairer;
import org.eyes4j.agent.retrieve.ToolRetriever;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;

/** What mending a plan and picking tools for a prompt cost, no language model near. */
final class AgentBench {
    private static final List<String> QUESTIONS = List.of(
            "How many cups are there, and what does the sign say?",
            "What is to the left of the second cat from the right?",
            "Blur every face and cut out the biggest dog.",
            "What colour is the car next to the bench?",
            "Is the cup bigger than the bottle?",
            "Cut out the largest cup and remove the background.",
            "What does the text above the door say?",
            "How many people are to the right of the horse?",
            "What percentage of the picture does the sofa cover?",
            "Describe the picture and read the QR code.",
            "圖中有幾隻貓？",
            "把所有人脸打码");

    /** Time of the processor: other programs on the machine do not count. */
    private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

    private AgentBench() {}

    /** Broken plans of the offline planner, mended. Every plan has ids of its own, so no expression is known yet. */
    static void repair(ToolRegistry tools) {
        PlanRepairer repairer = new PlanRepairer(new Expressions(), Meaning.NONE);
        List<ObjectNode> plans = new ArrayList<>();
        List<String> requests = new ArrayList<>();
        for (String question : QUESTIONS) {
            if (new OfflinePlanner()
                            .plan(
                                    new TaskRequest(question, Map.of("image1", Kind.IMAGE)),
                                    tools,
                                    ToolContext.detached())
                    instanceof Planning.Ready ready) {
                plans.add((ObjectNode) PlanCodec.toJson(ready.plan()));
                requests.add(question);
            }
        }
        Random random = new Random(1);
        double[] millis = new double[1200];
        int unsound = 0;
        for (int i = -600; i < millis.length; i++) {
            int which = Math.floorMod(i, plans.size());
            Plan broken = broken(plans.get(which), random, i);
            long start = THREAD.getCurrentThreadCpuTime();
            PlanRepairer.Repaired repaired = repairer.repair(broken, requests.get(which), tools, PlanLimits.DEFAULT);
            double took = (THREAD.getCurrentThreadCpuTime() - start) / 1e6;
            if (i >= 0) {
                millis[i] = took;
                unsound += repaired.mayRun() ? 0 : 1;
            }
        }
        print("mend a plan (" + tools.names().size() + " tools)", millis, 5);
        System.out.printf(Locale.ROOT, "%-44s %d of %d%n", "  left with an error", unsound, millis.length);
    }

    private static Plan broken(ObjectNode plan, Random random, int number) {
        ObjectNode json = (ObjectNode)
                PlanCodec.toJson(PlanCodec.parse(plan.toString().replace("find_", "find" + (number + 1000) + "_")));
        ArrayNode steps = (ArrayNode) json.path("steps");
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            ObjectNode step = (ObjectNode) steps.get(random.nextInt(steps.size()));
            ObjectNode with = (ObjectNode) step.path("with");
            List<String> names = new ArrayList<>();
            with.fieldNames().forEachRemaining(names::add);
            String name = names.isEmpty() ? "" : names.get(random.nextInt(names.size()));
            switch (names.isEmpty() ? 3 : random.nextInt(5)) {
                case 0 -> step.put("tool", step.path("tool").asText() + "r");
                case 1 -> with.remove(name);
                case 2 -> {
                    JsonNode value = with.remove(name);
                    with.set(name + "_value", value);
                }
                case 3 -> json.putObject("outputs");
                default -> with.putObject(name).put("ref", "nowhere");
            }
        }
        return PlanCodec.fromJson(json);
    }

    /** The tools for a question out of a thousand. */
    static void retrieve(ToolRegistry own) {
        ToolRegistry tools = new ToolRegistry();
        own.specifications().forEach(s -> tools.register(silent(s)));
        String[] verbs = {
            "rotate", "classify", "detect", "count", "measure", "read", "track", "segment", "describe", "match"
        };
        String[] nouns = {
            "invoices", "tiles", "x_rays", "plankton", "crops", "plates", "music", "coins", "leaves", "galaxies"
        };
        Kind[] kinds = {Kind.IMAGE, Kind.DETECTIONS, Kind.TEXT, Kind.NUMBER, Kind.AUDIO, Kind.MASKS, Kind.RECORD};
        Random random = new Random(2);
        for (int i = 0; tools.names().size() < 1000; i++) {
            String name = verbs[i % 10] + "_" + nouns[i / 10 % 10] + "_" + i / 100;
            tools.register(silent(ToolSpecification.named(name)
                    .describedAs(
                            "Can " + verbs[i % 10] + " " + nouns[i / 10 % 10] + " of sort " + i / 100 + " with care")
                    .takes(
                            Port.required("input", kinds[random.nextInt(kinds.length)], "what it works on"),
                            Port.optional("strength", Kind.NUMBER, "how strongly")
                                    .or(0.5),
                            Port.optional("mode", Kind.TEXT, "which way")
                                    .or("fast")
                                    .oneOf("fast", "careful"))
                    .gives(kinds[random.nextInt(kinds.length)], "what came of it")));
        }
        long start = System.nanoTime();
        ToolRetriever retriever = new ToolRetriever(tools, Meaning.NONE);
        retriever.retrieve("a cat", List.of(Kind.IMAGE));
        System.out.printf(Locale.ROOT, "%-44s %.0f ms%n", "index 1000 tools, cold", (System.nanoTime() - start) / 1e6);
        double[] millis = new double[2000];
        double share = 0;
        for (int i = -2000; i < millis.length; i++) {
            String question = QUESTIONS.get(Math.floorMod(i, QUESTIONS.size()));
            long before = THREAD.getCurrentThreadCpuTime();
            ToolRetriever.Retrieved picked = retriever.retrieve(question, List.of(Kind.IMAGE));
            if (i >= 0) {
                millis[i] = (THREAD.getCurrentThreadCpuTime() - before) / 1e6;
            }
            share = Math.max(share, (double) picked.tokens() / picked.allTokens());
        }
        print("tools for a question, of 1000", millis, 2);
        System.out.printf(
                Locale.ROOT, "%-44s %.2f %% at most (limit 5 %%)%n", "  tokens of listing them all", share * 100);
    }

    private static void print(String what, double[] millis, double limit) {
        Arrays.sort(millis);
        double p95 = millis[millis.length * 95 / 100];
        System.out.printf(
                Locale.ROOT,
                "%-44s processor: median %.2f ms, p95 %.2f ms, worst %.2f ms (limit p95 %.0f ms: %s)%n",
                what,
                millis[millis.length / 2],
                p95,
                millis[millis.length - 1],
                limit,
                p95 <= limit ? "kept" : "MISSED");
    }

    private static Tool silent(ToolSpecification specification) {
        return new Tool() {
            @Override
            public ToolSpecification specification() {
                return specification;
            }

            @Override
            public ToolResult call(Arguments arguments, ToolContext context) {
                return ToolResult.of(new Value.Text("never called"));
            }
        };
    }
}
