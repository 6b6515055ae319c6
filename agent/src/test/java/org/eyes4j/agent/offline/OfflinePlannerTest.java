package org.eyes4j.agent.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eyes4j.agent.answer.Answer;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.check.PlanChecker;
import org.eyes4j.agent.check.PlanLimits;
import org.eyes4j.agent.language.Lines;
import org.eyes4j.agent.planner.Planner.Planning;
import org.eyes4j.agent.planner.TaskRequest;
import org.eyes4j.agent.run.LocalPlanExecutor;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.StepCache;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfflinePlannerTest {
    private final FakeExperts scene = new FakeExperts()
            .thing("cat", 40, 60, 300, 260)
            .thing("cup", 480, 80, 600, 220)
            .thing("cup", 640, 90, 720, 200)
            .line("EXIT", 100, 400, 300, 460)
            .code("https://example.org/7955", 700, 380, 780, 460);
    private final OfflinePlanner planner = new OfflinePlanner();
    private final Expressions expressions = new Expressions();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        How many cups are there?                 | There are 2 cups.
        How many cats are there?                 | There is 1 cat.
        How many mugs do you see?                | There are 2 mugs.
        How many horses are there?               | There are no horses: nothing scored 0.40 or more when coco-ssd looked for "horse".
        How many faces are there?                | There are no faces: the search came back empty.
        Is there a cat?                          | Yes, there is a cat.
        Any dogs?                                | No, no dog was found: nothing scored 0.40 or more when coco-ssd looked for "dog".
        Where is the cat?                        | The cat is at the top left, in the box (40, 60, 300, 260).
        Where is the horse?                      | No horse was found: nothing scored 0.40 or more when coco-ssd looked for "horse".
        Where is the wombat?                     | I could not look for "wombat": coco-ssd knows a fixed list of things, and nothing on it stands for that word.
        Where is the second cup from the left?   | The second cup from the left is at the top right, in the box (640, 90, 720, 200).
        Find the red cup.                        | The red cup is at the top right, in the box (480, 80, 600, 220).
        What is in this picture?                 | I see 1 cat and 2 cups. There is text: “EXIT”. The QR code says “https://example.org/7955”. (coco-ssd knows a fixed list of things; others may be there too.)
        What does the sign say?                  | The sign says “EXIT”.
        Where is the sign?                       | The sign “EXIT” is at the bottom left, in the box (100, 400, 300, 460).
        How many signs are there?                | There is 1 sign. (Signs are told by their lettering.)
        Read the text.                           | The text reads “EXIT”.
        What is written on the poster?           | I could not look for "poster": coco-ssd knows a fixed list of things, and nothing on it stands for that word. The text in the picture reads “EXIT”.
        What is in the QR code?                  | The QR code says “https://example.org/7955”.
        Segment the cat.                         | I outlined the cat: 52000 pixels, 14 % of the picture.
        Cut out the cat.                         | I cut out the cat, on a transparent background.
        What percentage of the picture does the cat cover? | The cat covers 14 % of the picture.
        How big is the cat?                      | The cat is 260 pixels wide and 200 pixels high.
        How large is the picture?                | The picture is 800 pixels wide and 480 pixels high.
        Which is bigger, the cat or the cup?     | The cat is bigger.
        Is the cup bigger than the cat?          | No, the cup is not bigger than the cat.
        What is the largest object?              | The largest is the cat, at the top left, in the box (40, 60, 300, 260).
        What is to the left of the cup?          | To the left of the cup: 1 cat and text “EXIT”.
        What is to the right of the cat?         | To the right of the cat: 2 cups.
        Is the cat left of the cup?              | Yes, the cat is to the left of the cup.
        Is the cup left of the cat?              | No, the cup is not to the left of the cat.
        What colour is the sign?                 | The sign is green, with white.
        What colour is the cat?                  | The cat is mainly green, with white.
        Is the sign red?                         | No, the sign is not red: it is mainly green.
        Blur the cat.                            | I blurred the cat. The changed picture keeps its size; everything else in it is as it was.
        Pixelate the cups.                       | I pixelated the cups. The changed picture keeps its size; everything else in it is as it was.
        Blur everything except the cat.          | I blurred everything but the cat. The changed picture keeps its size; everything else in it is as it was.
        Describe the picture.                    | A wall with framed photos.
        How many cups are there, and what does the sign say? | There are 2 cups. The sign says “EXIT”.
        How many cups are to the right of the cat? | There are 2 cups to the right of the cat.
        Is there no cat?                         | There is 1 cat, so no.
        Are there no cups?                       | There are 2 cups, so no.
        Is there no dog here?                    | Right, no dog was found: nothing scored 0.40 or more when coco-ssd looked for "dog".
        Isn't there a cat?                       | Yes, there is a cat.
        Where is the cup nearest to the cat?     | The cup nearest to the cat is at the top right, in the box (480, 80, 600, 220).
        Blur the cup nearest to the cat.         | I blurred the cup nearest to the cat. The changed picture keeps its size; everything else in it is as it was.
        How many pixels wide is the cat?         | The cat is 260 pixels wide and 200 pixels high.
        What does the poster say?                | I could not look for "poster": coco-ssd knows a fixed list of things, and nothing on it stands for that word. The text in the picture reads “EXIT”.
        What is the lowest thing?                | The lowest is the cat, at the top left, in the box (40, 60, 300, 260).
        Is the word EXIT on the sign?            | Yes, “exit” is written there. The sign says “EXIT”.
        Is the word SALE on the sign?            | No, “sale” was not read there. The sign says “EXIT”.
        What number is on the sign?              | The sign says “EXIT”.
        Which picture has more cups?             | The picture with the most cups is image1. In image1: There are 2 cups. In image2: There is 1 cup.
        Which picture has fewer cups?            | The picture with the fewest cups is image2. In image1: There are 2 cups. In image2: There is 1 cup.
        Which picture has more cats?             | The pictures have the same number of cats. In image1: There is 1 cat. In image2: There is 1 cat.
        What is between the cat and the cup on the right? | Between the cat and the rightmost cup: 1 cup.
        Is the cup on the left between the cat and the cup on the right? | Yes, the leftmost cup is between the cat and the rightmost cup.
        Is the cat between the cups?             | No, the cat is not between the cups.
        What is between the cats?                | I found only 1 cat, so nothing can stand between two.
        How many cups are between the cat and the dog? | I could not find the dog; there are 2 cups in all.
        Is the cup nearest to the cat red?       | No, the cup nearest to the cat is not red: it is mainly green and white.
        Is the cup nearest to the cat green?     | Yes, the cup nearest to the cat is green.
        Is the cup nearest to the cat?           | Yes, the cup is nearest to the cat.
        Where are the two cups nearest to the cat? | Here are the 2 cups nearest to the cat. One cup is at the top right, in the box (480, 80, 600, 220). One cup is at the top right, in the box (640, 90, 720, 200).
        Show me the two largest things.          | Here are the 2 largest things. One thing is at the top left, in the box (40, 60, 300, 260). One thing is at the top right, in the box (480, 80, 600, 220).
        Blur the two leftmost things.            | I blurred the leftmost things. The changed picture keeps its size; everything else in it is as it was.
        Which are the three largest cups?        | Here are the 2 largest cups. One cup is at the top right, in the box (480, 80, 600, 220). One cup is at the top right, in the box (640, 90, 720, 200). Only 2 cups could be found, not 3.
        Is the cup on the left?                 | No, no cup on the left was found: the search came back empty.
        Is the cat on the left or on the right? | The cat is at the top left, in the box (40, 60, 300, 260).
        How many cups are on the right?         | There are 2 cups on the right.
        What is in the bottom left corner?      | At the bottom left of the picture: text “EXIT”.
        What is in the middle of the picture?   | Nothing that I can name was found there.
        Who is on the left?                     | No person on the left was found: nothing scored 0.40 or more when coco-ssd looked for "person".
        Does the sign say "EXIT"?               | Yes, “exit” is written there. The sign says “EXIT”.
        右上角有什么?                             | 图片右上角是2个杯子。
        哪张图的杯子更多?                          | 杯子最多的图片是image1。 image1中：有2个杯子。 image2中：有1个杯子。
        哪張圖的杯子比較少?                        | 杯子最少的圖片是image2。 image1中：有2個杯子。 image2中：有1個杯子。
        Give me the cat without its background. | I cut out the cat, on a transparent background.
        Remove the background.                  | I cut out the cat, on a transparent background.
        去背                                     | 已抠出猫，背景透明。
        離貓最近的杯子是什麼顏色?                   | 離貓最近的杯子主要是綠色，還有白色。
        猫和右边的杯子之间有什么?                   | 猫和最右边的杯子之间是1个杯子。
        最大的兩個東西在哪裡?                      | 以下是最大的東西，共2個。 一個東西在圖片的左上方，方框（40, 60, 300, 260）內。 一個東西在圖片的右上方，方框（480, 80, 600, 220）內。
        图里有几个杯子?                            | 有2个杯子。
        有几隻貓?                                 | 有1隻貓。
        貓在哪裡?                                 | 貓在圖片的左上方，方框（40, 60, 300, 260）內。
        杯子的左边是什么?                           | 杯子的左边是1只猫和文字「EXIT」。
        牌子上写着什么?                            | 牌子上写着「EXIT」。
        貓和杯子哪個比較大?                         | 貓更大。
        """)
    void should_answer_with_what_was_found(String question, String answer) {
        assertThat(ask(question).text()).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Is the man standing or sitting?         | 1 man of 3 is standing. 1 man of 3 is sitting. (This is composed from the key points of shoulders, hips and knees; no model was asked for it.) I cannot tell it of 1 man: shoulders, hips and knees are not seen clearly enough.
        Is the man on the left standing or sitting? | The leftmost man is standing. (This is composed from the key points of shoulders, hips and knees; no model was asked for it.)
        Is the person on the left sitting?      | No, the leftmost person is standing. (This is composed from the key points of shoulders, hips and knees; no model was asked for it.)
        Is the woman on the right sitting?      | I cannot tell how the rightmost woman stands, sits or lies: shoulders, hips and knees are not seen clearly enough.
        How many people are sitting?            | 1 person of 3 is sitting. (This is composed from the key points of shoulders, hips and knees; no model was asked for it.) I cannot tell it of 1 person: shoulders, hips and knees are not seen clearly enough.
        Is anyone lying down?                   | None of the 3 was seen lying. (This is composed from the key points of shoulders, hips and knees; no model was asked for it.) I cannot tell it of 1 person: shoulders, hips and knees are not seen clearly enough.
        左边的人是站着还是坐着?                    | 最左边的人是站着的。 （这是根据肩、髋、膝的关键点推断的，没有模型直接判断。）
        有幾個人坐著?                            | 3人中，有1個人坐著。 （這是根據肩、髖、膝的關鍵點推斷的，沒有模型直接判斷。） 其中1個人無法判斷：肩、髖、膝看得不夠清楚。
        """)
    void should_compose_postures_from_key_points(String question, String answer) {
        FakeExperts people = new FakeExperts()
                .body(20, 40, 120, 340, Bodies.standing(60, 60))
                .body(300, 40, 420, 260, Bodies.sitting(330, 60))
                .body(600, 40, 700, 260, Bodies.portrait(650, 150));

        assertThat(ask(question, people.without()).text()).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"questions-dev.tsv", "questions-typed.tsv"})
    void should_make_sound_plans_and_carry_every_supported_sentence_by_evidence(String questions) {
        ToolRegistry tools = scene.without();
        PlanChecker checker = new PlanChecker(expressions);
        for (String line : Lines.of(OfflinePlannerTest.class, questions)) {
            String question = line.split("\t")[2];
            if (!(plan(question, tools) instanceof Planning.Ready ready)) {
                assertThat(questions).as(line).isEqualTo("questions-typed.tsv");
                continue;
            }
            assertThat(checker.check(ready.plan(), tools, PlanLimits.DEFAULT))
                    .as(line)
                    .isEmpty();
            for (Claim claim : ask(question).claims()) {
                assertThat(claim.evidence().isEmpty() && claim.status() == Claim.Status.SUPPORTED)
                        .as(line)
                        .isFalse();
            }
        }
    }

    @Test
    void should_say_what_it_cannot_plan_and_what_it_can() {
        assertThat(plan("Cut out the cat.", scene.without("segment")))
                .isEqualTo(new Planning.Impossible(
                        "I did not find a way to answer \"cut out the cat\": it needs a tool that outlines things, and none is"
                                + " installed. I can count, find and compare things, read text, read QR and bar codes, blur or"
                                + " hide things, name colours, find faces and describe pictures."));
    }

    @Test
    void should_do_the_rest_when_one_part_cannot_be_done() {
        Answer answer = ask("Segment the cat and read the text.", scene.without("segment"));
        assertThat(answer.claims())
                .extracting(Claim::status)
                .containsExactly(Claim.Status.UNKNOWN, Claim.Status.SUPPORTED);
        assertThat(answer.text())
                .isEqualTo(
                        "I did not find a way to answer \"segment the cat\": it needs a tool that outlines things, and none is"
                                + " installed. The text reads “EXIT”.");
    }

    @Test
    void should_leave_a_word_that_no_vocabulary_knows_open() {
        assertThat(ask("How many wombats are there?").claims())
                .extracting(Claim::status)
                .containsExactly(Claim.Status.UNKNOWN);
    }

    @Test
    void should_tell_by_meaning_what_words_and_structure_leave_open() {
        Planning.Ready ready = (Planning.Ready) plan("Snip out the cat.", scene.without());

        assertThat(ready.plan().name()).isEqualTo("cutout(cat)");
        assertThat(ready.warnings())
                .containsExactly("\"Snip out the cat.\" was taken, by its meaning, as asking for: cutout.");
    }

    @Test
    void should_go_on_by_structure_and_say_so_when_nothing_compares_meanings() {
        Planning.Ready ready = (Planning.Ready) plan("Snip out the cat.", scene.without("embed_text"));

        assertThat(ready.plan().name()).isEqualTo("where(cat)");
        assertThat(ready.warnings())
                .containsExactly(
                        "Not every word of \"Snip out the cat.\" was understood, and no model was there to compare"
                                + " words by meaning.");
    }

    @Test
    void should_not_ask_a_model_about_what_structure_tells() {
        Planning.Ready ready = (Planning.Ready) plan("How many cats are there?", scene.without());

        assertThat(ready.warnings()).isEmpty();
    }

    @Test
    void should_say_how_a_slip_was_read_and_what_was_left_out() {
        Planning.Ready ready = (Planning.Ready) plan("How many old bicyles are there?", scene.without());

        assertThat(ready.plan().name()).isEqualTo("count(bicycle)");
        assertThat(ready.warnings())
                .containsExactly(
                        "Read 'bicyles' as 'bicycles'.", "\"old\" was left out of account: nothing here can tell it.");
    }

    @Test
    void should_refuse_a_question_too_long_to_read() {
        assertThat(plan("cat ".repeat(600), scene.without()))
                .isEqualTo(new Planning.Impossible(
                        "A question of at most 2000 characters can be read, got 2399. Ask one thing after the other."));
    }

    @Test
    void should_need_a_picture() {
        assertThat(planner.plan(
                        new TaskRequest("How many cats are there?", Map.of()), scene.without(), ToolContext.detached()))
                .isInstanceOf(Planning.Impossible.class);
    }

    @Test
    void should_refuse_what_nothing_can_see() {
        assertThat(plan("Why is the cat sad?", scene.without())).isInstanceOf(Planning.Impossible.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        How many people are not to the left of the cup? | "not"
        How many things are not cats?                   | "not"
        How many things other than cats are there?      | "other than"
        Blur everything that is not a cat.              | "not"
        Blur the cups but not the cat.                  | "not"
        Do not blur the cat.                            | "not"
        Find the cup without a handle.                  | "without"
        Blur the cup farthest from the cat.             | "farthest"
        What is the difference between the cat and the cup? | "between"
        Is the cat standing or sitting?                 | "standing"
        How many cats are running?                      | "running"
        Is anyone raising their hand?                   | "raising"
        Blur the standing people.                       | "standing"
        有几只猫在跑步?                                   | 「跑步」
        有几个东西不是猫?                                  | 「不」
        除了貓還有什麼?                                    | 「除了」
        """)
    void should_never_drop_a_word_that_turns_the_meaning_round(String question, String word) {
        assertThat(plan(question, scene.without()))
                .isInstanceOfSatisfying(
                        Planning.Impossible.class,
                        no -> assertThat(no.message()).contains(word));
    }

    private Answer ask(String question) {
        return ask(question, scene.without());
    }

    private Answer ask(String question, ToolRegistry tools) {
        Planning planning = plan(question, tools);
        assertThat(planning).as(question).isInstanceOf(Planning.Ready.class);
        Planning.Ready ready = (Planning.Ready) planning;
        Map<String, Value> inputs = new LinkedHashMap<>();
        ready.plan()
                .inputs()
                .keySet()
                .forEach(name ->
                        inputs.put(name, Value.Image.of(name, new Raster(800, 480, 3, new byte[800 * 480 * 3]))));
        try (PlanExecutor executor = new LocalPlanExecutor(tools, expressions, new StepCache(1), Clock.systemUTC())) {
            return ready.form().compose(executor.run(ready.plan(), inputs, RunOptions.defaults()));
        }
    }

    private Planning plan(String question, ToolRegistry tools) {
        Map<String, Kind> inputs = new LinkedHashMap<>();
        inputs.put("image1", Kind.IMAGE);
        if (question.matches("(?i).*(compare|differ|chang|two images|which picture|哪张图|哪張圖|the same|比較這|比较这).*")) {
            inputs.put("image2", Kind.IMAGE);
        }
        return planner.plan(new TaskRequest(question, inputs), tools, ToolContext.detached());
    }
}
