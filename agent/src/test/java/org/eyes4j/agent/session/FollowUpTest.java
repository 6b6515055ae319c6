package org.eyes4j.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.eyes4j.agent.AskRequest;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follow-up questions refer to. Each is asked of a conversation of its own. */
class FollowUpTest {
    private static final String PARK =
            "dog 5 20 25 40; dog 40 20 55 35; dog 70 10 95 40; cat 30 45 40 55; text 2 2 20 8 OPEN; text 2 9 20 15 DAILY";
    private static final String STREET = "cat 5 5 30 30; dog 60 20 90 50; person 35 10 50 55";

    private @TempDir Path folder;
    private Scenes scenes;

    @BeforeEach
    void begin() {
        scenes = new Scenes(folder, Scenes.limits());
    }

    @AfterEach
    void end() {
        scenes.close();
    }

    /** First question | follow-up | what the planner is asked and given. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Where is the cat?             | What colour is it?                    | What colour is the cat (inputs.that)? r1
        Where is the cat?             | Is it red?                            | Is the cat (inputs.that) red? r1
        Where is the cat?             | How big is that?                      | How big is the cat (inputs.that)? r1
        Where is the cat?             | What is its colour?                   | What is the cat (inputs.that)'s colour? r1
        Where is the cat?             | Cut it out.                           | Cut the cat (inputs.that) out. r1
        Where is the cat?             | Blur that cat.                        | Blur the cat (inputs.that). r1
        Where is the cat?             | What colour is the cat?               | What colour is the cat (inputs.that)? r1
        Where is the cat?             | What colour is the same cat?          | What colour is the cat (inputs.that)? r1
        Where is the cat?             | Tell me if it's red.                  | Tell me if the cat (inputs.that) is red. r1
        Where is the cat?             | now without the background            | Remove the background of the cat (inputs.that). r1
        Where is the cat?             | Without its background, please        | Without the cat (inputs.that)'s background, please r1
        Where is the cat?             | And its size?                         | How big is the cat (inputs.that)? r1
        Where is the cat?             | and the colour?                       | What is the cat (inputs.that)'s colour? r1
        Where is the cat?             | Remove its background                 | Remove the cat (inputs.that)'s background r1
        Where is the cat?             | How many dogs are there?              | How many dogs are there?
        Where is the cat?             | Where is the dog?                     | Where is the dog?
        Where is the cat?             | What colour is r1?                    | What colour is the cat (inputs.that)? r1
        Where is the cat?             | Blur region r1                        | Blur the cat (inputs.that) r1
        How many dogs are there?      | What colour is #r2?                   | What colour is the dog (inputs.that)? r2
        How many dogs are there?      | How many of them are red?             | How many of the dogs (inputs.that) are red? r1 r2 r3
        How many dogs are there?      | Where are they?                       | Where are the dogs (inputs.that)? r1 r2 r3
        How many dogs are there?      | Blur them.                            | Blur the dogs (inputs.that). r1 r2 r3
        How many dogs are there?      | Blur those dogs.                      | Blur the dogs (inputs.that). r1 r2 r3
        How many dogs are there?      | Which one is the largest?             | Which of the dogs (inputs.that) is the largest? r1 r2 r3
        How many dogs are there?      | What colour is the second dog from the left?  | What colour is the dog (inputs.that)? r2
        How many dogs are there?      | What colour is the second dog from the right? | What colour is the dog (inputs.that)? r2
        How many dogs are there?      | What colour is the first one?         | What colour is the dog (inputs.that)? r1
        How many dogs are there?      | What colour is the last one?          | What colour is the dog (inputs.that)? r3
        How many dogs are there?      | What colour is the second?            | What colour is the dog (inputs.that)? r2
        How many dogs are there?      | What colour is the leftmost dog?      | What colour is the dog (inputs.that)? r1
        How many dogs are there?      | What colour is the rightmost one?     | What colour is the dog (inputs.that)? r3
        How many dogs are there?      | What colour is the dog on the right?  | What colour is the dog (inputs.that)? r3
        How many dogs are there?      | What colour is the dog in the middle? | What colour is the dog (inputs.that)? r2
        How many dogs are there?      | Where is the largest dog?             | Where is the dog (inputs.that)? r3
        How many dogs are there?      | Where is the smallest one?            | Where is the dog (inputs.that)? r2
        How many dogs are there?      | Where is the highest dog?             | Where is the dog (inputs.that)? r3
        How many dogs are there?      | Where is the red one?                 | Where is the red dogs (inputs.that)? r1 r2 r3
        How many dogs are there?      | Blur the two leftmost dogs.           | Blur the dogs (inputs.that). r1 r2
        How many dogs are there?      | Remove the background of the second dog. | Remove the background of the dog (inputs.that). r2
        How many dogs are there?      | now without the background            | Remove the background of the dogs (inputs.that). r1 r2 r3
        How many dogs are there?      | What about cats?                      | How many cats are there?
        How many dogs are there?      | And the cat?                          | How many cats are there?
        How many dogs are there?      | Is the second dog bigger than the third? | Is the dog (inputs.that) bigger than the dog (inputs.that2)? r2 / r3
        How many dogs are there?      | Is r1 left of r3?                     | Is the dog (inputs.that) left of the dog (inputs.that2)? r1 / r3
        What does the sign say?       | What colour is that sign?             | What colour is the sign (inputs.that)? r1 r2
        What does the sign say?       | What colour is it?                    | What colour is the sign (inputs.that)? r1 r2
        What does the sign say?       | What does it say?                     | What does the sign (inputs.that) say? r1 r2
        What does the sign say?       | Where is that sign?                   | Where is the sign (inputs.that)? r1 r2
        What is in this picture?      | What colour is the cat?               | What colour is the cat (inputs.that)? r4
        What is in this picture?      | Describe the picture.                 | Describe the picture.
        Where is the cat?             | Find the dog and tell me its colour.  | Find the dog and tell me its colour.
        貓在哪裡？                     | 它是什麼顏色？                         | 貓(inputs.that)是什麼顏色？ r1
        貓在哪裡？                     | 牠的顏色是什麼？                       | 貓(inputs.that)的顏色是什麼？ r1
        貓在哪裡？                     | 那隻貓是什麼顏色？                     | 貓(inputs.that)是什麼顏色？ r1
        貓在哪裡？                     | 那隻是什麼顏色？                       | 貓(inputs.that)是什麼顏色？ r1
        貓在哪裡？                     | 顏色呢？                               | 貓(inputs.that)是什麼顏色？ r1
        貓在哪裡？                     | 去掉背景                               | 把貓(inputs.that)的背景去掉 r1
        貓在哪裡？                     | 現在不要背景                           | 把貓(inputs.that)的背景去掉 r1
        貓在哪裡？                     | r1 是什麼顏色？                        | 貓(inputs.that) 是什麼顏色？ r1
        有幾隻狗？                     | 第二隻狗是什麼顏色？                   | 狗(inputs.that)是什麼顏色？ r2
        有幾隻狗？                     | 第二隻是什麼顏色？                     | 狗(inputs.that)是什麼顏色？ r2
        有幾隻狗？                     | 左邊數來第二隻狗是什麼顏色？           | 狗(inputs.that)是什麼顏色？ r2
        有幾隻狗？                     | 從右邊數第一隻狗在哪裡？               | 狗(inputs.that)在哪裡？ r3
        有幾隻狗？                     | 最左邊的狗是什麼顏色？                 | 狗(inputs.that)是什麼顏色？ r1
        有幾隻狗？                     | 最大的那隻在哪裡？                     | 狗(inputs.that)在哪裡？ r3
        有幾隻狗？                     | 最後一隻在哪裡？                       | 狗(inputs.that)在哪裡？ r3
        有幾隻狗？                     | 牠們在哪裡？                           | 狗(inputs.that)在哪裡？ r1 r2 r3
        有幾隻狗？                     | 把那些狗模糊掉                         | 把狗(inputs.that)模糊掉 r1 r2 r3
        有幾隻狗？                     | 貓呢？                                 | 有幾隻貓？
        有几只狗？                     | 那猫呢？                               | 有几只猫？
        """)
    void should_resolve_in_one_picture(String first, String followUp, String expected) {
        scenes.ask(first, PARK);
        assertThat(asked(followUp)).isEqualTo(expected);
    }

    /** First question, of both pictures | follow-up | pictures that it is asked of: what is asked and given. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        How many dogs are there in the first picture?  | and in the other picture?      | image2: How many dogs are there in image 2?
        How many dogs are there in the first picture?  | What about the second picture? | image2: How many dogs are there in image 2?
        How many dogs are there in the first picture?  | the same in the other picture  | image2: How many dogs are there in image 2?
        Where is the cat in image 1?                   | and in the second picture?     | image2: Where is the cat in image 2?
        Where is the cat in image 1?                   | Where is it in the other picture? | image2: Where is the cat in image 2?
        Where is the cat in image 1?                   | What colour is it?             | image1: What colour is the cat (inputs.that)? r1
        Where is the cat in the second picture?        | What colour is it?             | image2: What colour is the cat (inputs.that)? r1
        Where is the cat in the second picture?        | Describe the first picture.    | image1: Describe image 1.
        Where is the cat in the second picture?        | How many dogs are there?       | image2: How many dogs are there?
        Where is the cat in the second picture?        | How many dogs are in both pictures? | image1 image2: How many dogs are in both pictures?
        Where is the cat in the second picture?        | Which picture has more dogs?   | image1 image2: Which picture has more dogs?
        Where is the cat in the second picture?        | Compare the two pictures.      | image1 image2: Compare the two pictures.
        Where is the cat in the second picture?        | What is in the previous picture? | image1: What is in image 1?
        Where is the cat in the first picture?         | What is in the last picture?   | image2: What is in image 2?
        第一張圖有幾隻狗？                              | 另一張圖呢？                    | image2: 第二張圖裡有幾隻狗？
        第一張圖有幾隻狗？                              | 那第二張呢？                    | image2: 第二張圖裡有幾隻狗？
        第一張圖裡貓在哪裡？                            | 牠是什麼顏色？                  | image1: 貓(inputs.that)是什麼顏色？ r1
        """)
    void should_resolve_in_two_pictures(String first, String followUp, String expected) {
        scenes.ask(first, PARK, STREET);
        String asked = asked(followUp);
        String pictures = scenes.lastRequest().inputs().values().stream()
                .filter(Value.Image.class::isInstance)
                .map(image -> ((Value.Image) image).frame().image())
                .collect(Collectors.joining(" "));
        assertThat(pictures + ": " + asked).isEqualTo(expected);
    }

    /** First question | follow-up | what is said instead of an answer. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        How many dogs are there?  | What colour is the dog?     | Which do you mean by "the dog": r1 (left), r2 (middle) or r3 (right)?
        How many dogs are there?  | What colour is it?          | Which do you mean by "it": r1 (left), r2 (middle) or r3 (right)?
        How many dogs are there?  | Blur that one.              | Which do you mean by "that one": r1 (left), r2 (middle) or r3 (right)?
        How many dogs are there?  | Blur both.                  | "both" fits 3 things: r1 (left), r2 (middle), r3 (right). Say which by their ids, as "r1 and r2".
        How many dogs are there?  | Blur the fourth dog.        | "the fourth dog" needs at least 4, and there are 3: r1 (left), r2 (middle), r3 (right).
        How many dogs are there?  | Blur #r9.                   | There is no region r9 in this session. Known: r1 dog, r2 dog, r3 dog.
        How many dogs are there?  | What is in the other picture? | There is no such picture as "the other picture": this session has 1 picture (image1 scene.png); give one with --image FILE, or /image FILE in a chat.
        How many dogs are there?  | Describe the third picture. | There is no such picture as "the third picture": this session has 1 picture (image1 scene.png); give one with --image FILE, or /image FILE in a chat.
        Where is the cat?         | Where is the other cat?     | There is no other: r1 (left) is the only cat there is.
        Is the cat left of the third dog from the left? | What colour is it? | Which do you mean by "it": r1 (cat) or t3 (dog)?
        有幾隻狗？                 | 那隻狗是什麼顏色？           | 「那隻狗」是指哪一個：r1（左邊）、r2（中間）還是 r3（右邊）？
        有幾隻狗？                 | 牠是什麼顏色？               | 「牠」是指哪一個：r1（左邊）、r2（中間）還是 r3（右邊）？
        """)
    void should_ask_back_or_say_what_there_is(String first, String followUp, String expected) {
        scenes.ask(first, PARK);
        assertThat(scenes.answer(followUp)).isEqualTo(expected);
        assertThat(scenes.requests).hasSize(1);
    }

    /** The question as the planner gets it, and the ids of what it is given. */
    private String asked(String question) {
        ConversationReply reply = scenes.ask(question);
        assertThat(reply).as("%s", reply).isInstanceOf(ConversationReply.Answered.class);
        AskRequest request = scenes.lastRequest();
        List<String> given = request.inputs().values().stream()
                .filter(Value.Detections.class::isInstance)
                .map(value -> ((Value.Detections) value)
                        .regions().stream().map(Region::id).collect(Collectors.joining(" ")))
                .toList();
        return (request.question() + " " + String.join(" / ", given)).strip();
    }
}
