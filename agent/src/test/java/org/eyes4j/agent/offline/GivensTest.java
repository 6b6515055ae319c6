package org.eyes4j.agent.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.agent.check.PlanChecker;
import org.eyes4j.agent.check.PlanLimits;
import org.eyes4j.agent.planner.Planner.Planning;
import org.eyes4j.agent.planner.TaskRequest;
import org.eyes4j.agent.run.LocalPlanExecutor;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.run.StepCache;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Things that an input holds are not looked for again. */
class GivensTest {
    private final Expressions expressions = new Expressions();
    private final ToolRegistry tools = new FakeExperts()
            .thing("cat", 40, 60, 300, 260)
            .line("EXIT", 100, 120, 200, 160)
            .without();
    private final Value.Image first = Value.Image.of("image1", new Raster(800, 480, 3, new byte[800 * 480 * 3]));
    private final Value.Image second = Value.Image.of("image2", new Raster(800, 480, 3, new byte[800 * 480 * 3]));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        What colour is the dog (inputs.that)?         | The dog is mainly green, with white.
        Is the dog (inputs.that) red?                 | No, the dog is not red: it is mainly green and white.
        What is the dog (inputs.that)'s colour?       | The dog is mainly green, with white.
        Where is the dog (inputs.that)?               | The dog is at the top right, in the box (500, 100, 700, 200).
        How big is the dog (inputs.that)?             | The dog is 200 pixels wide and 100 pixels high.
        Blur the dog (inputs.that).                   | I blurred the dog. The changed picture keeps its size; everything else in it is as it was.
        Remove the background of the dog (inputs.that). | I cut out the dog, on a transparent background.
        Cut out the dog (inputs.that).                | I cut out the dog, on a transparent background.
        Segment the dog (inputs.that).                | I outlined the dog: 20000 pixels, 5.2 % of the picture.
        Crop the cell phone (inputs.that).            | I cut the picture down to the cell phone.
        Where is the wombat (inputs.that)?            | The wombat is at the top right, in the box (500, 100, 700, 200).
        Is the cat left of the dog (inputs.that)?     | Yes, the cat is to the left of the dog.
        Which is bigger, the cat or the dog (inputs.that)? | The cat is bigger.
        What does the sign (inputs.lines) say?        | The sign says “OPEN / DAILY”.
        Read the text (inputs.lines).                 | The text line says “OPEN / DAILY”.
        How many of the cups (inputs.cups) are red?   | There is 1 red cup.
        How many cups (inputs.cups) are there?        | There are 2 cups.
        Which of the cups (inputs.cups) is the largest? | The largest is the cup, at the bottom right, in the box (600, 300, 790, 470).
        Where is the red cup (inputs.cups)?           | The red cup is at the bottom, in the box (300, 300, 400, 400).
        Where is the second cup (inputs.cups) from the left? | The second cup from the left is at the bottom right, in the box (600, 300, 790, 470).
        Blur the cups (inputs.cups).                  | I blurred the cups. The changed picture keeps its size; everything else in it is as it was.
        What does the cat (inputs.puss) say?          | The cat says “EXIT”.
        狗(inputs.that)是什麼顏色？                    | 狗主要是綠色，還有白色。
        狗(inputs.that)在哪裡？                        | 狗在圖片的右上方，方框（500, 100, 700, 200）內。
        把狗(inputs.that)的背景去掉                    | 已抠出狗，背景透明。
        杯子(inputs.cups)有幾個？                      | 有2個杯子。
        紅色的杯子(inputs.cups)在哪裡？                | 紅色的杯子在圖片的下方，方框（300, 300, 400, 400）內。
        wombat(inputs.that)在哪裡？                   | Wombat在圖片的右上方，方框（500, 100, 700, 200）內。
        """)
    void should_answer_of_what_is_given(String question, String answer) {
        assertThat(ask(question)).isEqualTo(answer);
    }

    @Test
    void should_look_only_at_the_picture_that_shows_what_is_given() {
        assertThat(ask("What colour is the dog (inputs.there)?")).isEqualTo("The dog is mainly green, with white.");
        assertThat(run("What colour is the dog (inputs.there)?").inputs()).containsOnlyKeys("image2", "there");
    }

    @Test
    void should_keep_the_ids_of_what_is_given_and_find_nothing_again() {
        RunResult result = run("What colour is the dog (inputs.that)?");

        assertThat(result.plan().steps()).extracting(s -> s.tool()).doesNotContain("detect");
        assertThat(((Value.Detections) result.values().get("the_dog")).regions())
                .extracting(Region::id)
                .containsExactly("r4");
    }

    @Test
    void should_look_for_what_no_input_holds() {
        assertThat(ask("Where is the cat (inputs.nothing)?"))
                .isEqualTo("In image1: The cat is at the top left, in the box (40, 60, 300, 260)."
                        + " In image2: The cat is at the top left, in the box (40, 60, 300, 260).");
    }

    private String ask(String question) {
        Planning planning = planning(question);
        return planning instanceof Planning.Ready ready
                ? ready.form().compose(run(question)).text()
                : planning.toString();
    }

    private RunResult run(String question) {
        Planning.Ready ready = (Planning.Ready) planning(question);
        assertThat(new PlanChecker(expressions).check(ready.plan(), tools, PlanLimits.DEFAULT))
                .noneMatch(fault -> fault.isError());
        Map<String, Value> inputs = inputs();
        inputs.keySet().retainAll(ready.plan().inputs().keySet());
        try (PlanExecutor executor = new LocalPlanExecutor(tools, expressions, new StepCache(0), Clock.systemUTC())) {
            return executor.run(ready.plan(), inputs, RunOptions.defaults());
        }
    }

    private Planning planning(String question) {
        return new OfflinePlanner().plan(TaskRequest.of(question, inputs(), ""), tools, ToolContext.detached());
    }

    private Map<String, Value> inputs() {
        Map<String, Value> inputs = new LinkedHashMap<>();
        inputs.put("image1", first);
        inputs.put("image2", second);
        inputs.put("that", things(first, "r4", Detection.of("dog", 0.9, new BoundingBox(500, 100, 700, 200))));
        inputs.put("there", things(second, "r5", Detection.of("dog", 0.9, new BoundingBox(500, 100, 700, 200))));
        inputs.put("puss", things(first, "r6", Detection.of("cat", 0.9, new BoundingBox(40, 60, 300, 260))));
        inputs.put(
                "cups",
                things(
                        first,
                        "r7",
                        Detection.of("cup", 0.9, new BoundingBox(300, 300, 400, 400)),
                        Detection.of("cup", 0.9, new BoundingBox(600, 300, 790, 470))));
        inputs.put(
                "lines",
                things(
                        first,
                        "s1",
                        Detection.of("text", 0.9, new BoundingBox(10, 10, 100, 30))
                                .withText("OPEN"),
                        Detection.of("text", 0.9, new BoundingBox(10, 32, 100, 52))
                                .withText("DAILY")));
        return inputs;
    }

    private static Value.Detections things(Value.Image picture, String id, Detection... things) {
        List<Region> regions = new java.util.ArrayList<>();
        for (Detection thing : things) {
            regions.add(new Region(regions.isEmpty() ? id : id + regions.size(), thing));
        }
        return new Value.Detections(picture.frame(), regions);
    }
}
