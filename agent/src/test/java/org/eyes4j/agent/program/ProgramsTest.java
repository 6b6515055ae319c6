package org.eyes4j.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eyes4j.agent.check.PlanChecker;
import org.eyes4j.agent.check.PlanLimits;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.run.LocalPlanExecutor;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.run.StepCache;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What others write as Python or as programs of their own, as plans with CEL: each passes the real checker, and where the
 * tools suffice it runs, with experts that tell what a scene holds. What needs an expert that nobody has made says so.
 */
class ProgramsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Expressions EXPRESSIONS = new Expressions();

    private final Scene scene = new Scene();
    private final ToolRegistry tools = scene.tools();
    private final PlanChecker checker = new PlanChecker(EXPRESSIONS);

    ProgramsTest() {
        for (int i = 0; i < 8; i++) {
            scene.thing("table", "muffin", 10 * i, 0, 10 * i + 8, 8);
        }
        scene.thing("table", "kid", 150, 10, 170, 50)
                .thing("table", "kid", 175, 10, 195, 50)
                .thing("table", "pizza", 20, 60, 50, 90, Map.of(), 1)
                .thing("table", "pizza", 100, 60, 130, 90, Map.of(), 5)
                .thing("table", "cup", 20, 20, 40, 40)
                .thing("table", "cup", 32, 20, 40, 30)
                .thing("table", "cup", 100, 10, 140, 50)
                .thing("table", "plate", 30, 20, 60, 40);
        scene.thing("bar", "drink", 20, 20, 40, 60, Map.of("kind", "a drink with alcohol"), 0)
                .thing("bar", "drink", 60, 20, 80, 60, Map.of("kind", "a drink without alcohol"), 0);
        for (String frame : List.of("frame1", "frame2", "frame3")) {
            scene.thing(frame, "woman", 20, 40, 30, 60)
                    .thing(frame, "kid", 60, 40, 70, 60)
                    .thing(frame, "kid", 110, 40, 120, 60)
                    .thing(frame, "kid", frame.equals("frame2") ? 180 : 40, 40, frame.equals("frame2") ? 190 : 50, 60);
        }
        scene.told("frame3", "Is the woman hugging the girl?", "yes")
                .told("frame1", "What is the boy doing?", "walking")
                .told("frame2", "What is the boy doing?", "dropping sparkles")
                .told("frame3", "What is the boy doing?", "laughing");
        scene.thing("farm", "horse", 20, 40, 60, 80)
                .thing("farm", "carriage", 100, 40, 160, 80)
                .thing(
                        "farm",
                        "animal",
                        70,
                        50,
                        90,
                        70,
                        Map.of("Is the animal eating?", "yes", "What kind of animal is this?", "horse"),
                        0)
                .thing(
                        "farm",
                        "animal",
                        170,
                        50,
                        190,
                        70,
                        Map.of("Is the animal eating?", "no", "What kind of animal is this?", "goat"),
                        0)
                .thing("farm", "desert", 0, 80, 200, 100)
                .told("farm", "What is the dog doing?", "sleeping");
        scene.thing("foo", "foo", 10, 40, 30, 60, Map.of("What color is this?", "green"), 0)
                .thing("foo", "foo", 170, 40, 190, 60, Map.of("What color is this?", "red"), 0)
                .thing("foo", "bar", 80, 40, 100, 60, Map.of("looks", "a bar", "Is this bar quuxy?", "no"), 0)
                .thing("foo", "bar", 120, 40, 140, 60, Map.of("looks", "a garply bar", "Is this bar quuxy?", "yes"), 0);
        scene.thing("street", "letters", 10, 10, 60, 20, Map.of("looks", "blue letters"), 0)
                .thing("street", "cap", 100, 20, 120, 30, Map.of("looks", "gold"), 0)
                .thing("street", "glasses", 100, 32, 120, 36)
                .thing("street", "car", 20, 60, 60, 90, Map.of("looks", "a red car"), 0);
        scene.thing("line", "kid", 20, 40, 30, 60)
                .thing("line", "kid", 160, 40, 170, 60)
                .thing("line", "kid", 90, 40, 100, 60);
        scene.thing("shop", "price tag", 120, 40, 140, 50, Map.of("text", "4.50"), 0)
                .thing("shop", "price tag", 20, 40, 40, 50, Map.of("text", "7.00"), 0);
        scene.thing("room", "bookcase", 10, 10, 30, 90, Map.of("stuff", "metal"), 0)
                .thing("room", "bookcase", 60, 10, 80, 90, Map.of("stuff", "wood"), 0)
                .thing("room", "water bottle", 120, 40, 130, 60)
                .thing("room", "mirror", 90, 10, 110, 40)
                .thing("room", "curtain", 150, 10, 190, 90, Map.of("What color is the curtain?", "red"), 0);
        for (int i = 0; i < 6; i++) {
            scene.thing(i < 4 ? "shore1" : "shore2", "person", 30 * i, 20, 30 * i + 20, 60);
        }
        scene.thing("shore1", "boat", 20, 70, 60, 90)
                .thing("shore2", "boat", 20, 70, 60, 90)
                .thing("wolves1", "wolf", 20, 20, 60, 60)
                .thing("wolves1", "wolf", 80, 20, 120, 60)
                .thing("wolves2", "wolf", 80, 20, 120, 60);
        scene.thing("party", "face", 20, 20, 40, 40, Map.of("who", "Grace"), 0)
                .thing("party", "face", 100, 20, 120, 40, Map.of("who", "Ada"), 0);
    }

    @TestFactory
    Stream<DynamicTest> should_express_what_others_write_as_programs() throws IOException {
        return programs()
                .map(program -> DynamicTest.dynamicTest(
                        program.path("from").asText() + ": "
                                + program.path("name").asText(),
                        () -> holds(program)));
    }

    @Test
    void should_say_of_each_program_that_does_not_run_what_is_missing() throws IOException {
        List<JsonNode> explained = programs().filter(p -> p.has("missing")).toList();

        assertThat(explained)
                .hasSize(4)
                .allSatisfy(p -> assertThat(p.path("why").asText()).hasSizeGreaterThan(40));
        assertThat(programs().filter(p -> p.has("gives")).count()).isGreaterThanOrEqualTo(24);
    }

    private void holds(JsonNode program) {
        Plan plan = plan(program);
        List<Fault> faults = checker.check(plan, tools, PlanLimits.DEFAULT).stream()
                .filter(Fault::isError)
                .toList();
        if (program.has("missing")) {
            List<String> missing = texts(program.path("missing"));
            assertThat(faults)
                    .extracting(Fault::message)
                    .hasSize(missing.size())
                    .allSatisfy(message -> assertThat(missing)
                            .anySatisfy(tool ->
                                    assertThat(message).contains("calls tool '" + tool + "', which does not exist")));
            return;
        }
        assertThat(faults).isEmpty();
        RunResult result = run(plan, inputs(program));
        Map<String, String> given = new LinkedHashMap<>();
        program.path("gives")
                .fieldNames()
                .forEachRemaining(name -> given.put(
                        name,
                        result.value(Objects.requireNonNull(plan.outputs().get(name)))
                                .map(ProgramsTest::told)
                                .orElseGet(() -> "nothing: " + result)));
        Map<String, String> expected = new LinkedHashMap<>();
        program.path("gives")
                .properties()
                .forEach(e -> expected.put(e.getKey(), e.getValue().asText()));
        assertThat(given).isEqualTo(expected);
    }

    private RunResult run(Plan plan, Map<String, Value> inputs) {
        try (PlanExecutor executor = new LocalPlanExecutor(tools, EXPRESSIONS, new StepCache(1), Clock.systemUTC())) {
            return executor.run(plan, inputs, RunOptions.defaults());
        }
    }

    /** The plan's own form: what a program leaves out is one picture, and its last step's value as what it gives. */
    private static Plan plan(JsonNode program) {
        ObjectNode plan = JSON.createObjectNode();
        plan.set(
                "inputs",
                program.has("inputs")
                        ? program.path("inputs")
                        : JSON.createObjectNode().put("image1", "image"));
        plan.set("steps", program.path("steps"));
        ObjectNode outputs = plan.putObject("outputs");
        if (program.has("outputs")) {
            program.path("outputs")
                    .properties()
                    .forEach(e -> outputs.putObject(e.getKey())
                            .put("ref", e.getValue().asText()));
        } else {
            JsonNode steps = program.path("steps");
            String last = steps.get(steps.size() - 1).path("id").asText();
            outputs.putObject(last).put("ref", last);
        }
        return PlanCodec.fromJson(plan);
    }

    private static Map<String, Value> inputs(JsonNode program) {
        if (program.path("inputs").has("frames")) {
            return Map.of("frames", pictures("frame1", "frame2", "frame3"));
        } else if (program.path("inputs").has("pictures")) {
            return Map.of("pictures", pictures("wolves1", "wolves2"));
        } else if (program.has("pictures")) {
            Map<String, Value> inputs = new LinkedHashMap<>();
            program.path("pictures")
                    .properties()
                    .forEach(e -> inputs.put(e.getKey(), picture(e.getValue().asText())));
            return inputs;
        }
        return Map.of("image1", picture(program.path("picture").asText()));
    }

    private static Value pictures(String... names) {
        return new Value.ListOf(
                Kind.IMAGE, Stream.of(names).map(ProgramsTest::picture).toList());
    }

    private static Value picture(String name) {
        byte[] pixels = new byte[Scene.WIDTH * Scene.HEIGHT * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 31 % 251);
        }
        return Value.Image.of(name, new Raster(Scene.WIDTH, Scene.HEIGHT, 3, pixels));
    }

    /** A value as the programs' file writes it. */
    private static String told(Value value) {
        if (value instanceof Value.Number number) {
            return number.value() == Math.rint(number.value())
                    ? String.valueOf((long) number.value())
                    : String.valueOf(number.value());
        } else if (value instanceof Value.Text text) {
            return text.text();
        } else if (value instanceof Value.Flag flag) {
            return String.valueOf(flag.value());
        } else if (value instanceof Value.Image image) {
            return "image " + image.frame().width() + "x" + image.frame().height();
        } else if (value instanceof Value.Detections detections) {
            return detections.regions().stream()
                    .map(r -> String.format(
                            Locale.ROOT,
                            "%s@%.0f,%.0f,%.0f,%.0f",
                            r.label(),
                            r.box().x1(),
                            r.box().y1(),
                            r.box().x2(),
                            r.box().y2()))
                    .collect(Collectors.joining("; "));
        } else if (value instanceof Value.Record named) {
            return new TreeMap<>(named.fields())
                    .entrySet().stream()
                            .map(e -> e.getKey() + "=" + told(e.getValue()))
                            .collect(Collectors.joining(", "));
        }
        return value.toString();
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static Stream<JsonNode> programs() throws IOException {
        try (InputStream in = ProgramsTest.class.getResourceAsStream("programs.yaml")) {
            Object tree = new Load(LoadSettings.builder().build()).loadFromInputStream(Objects.requireNonNull(in));
            JsonNode list = JSON.valueToTree(tree);
            return StreamSupport.stream(list.spliterator(), false);
        }
    }
}
