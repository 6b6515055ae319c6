package org.eyes4j.agent.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.config.Settings;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationTest {
    private static final String PARK = "dog 5 20 25 40; dog 40 20 55 35; dog 70 10 95 40; cat 30 45 40 55";
    private static final String STREET = "cat 5 5 30 30; dog 60 20 90 50";

    private @TempDir Path folder;
    private Scenes scenes = new Scenes(Path.of("target"), Scenes.limits());

    @AfterEach
    void end() {
        scenes.close();
    }

    private void begin(Settings.Sessions limits) {
        scenes.close();
        scenes = new Scenes(folder, limits);
    }

    private List<String> ids() {
        return scenes.ledger().regions().stream().map(f -> f.region().id()).toList();
    }

    @Test
    void should_call_the_same_thing_the_same_in_every_turn() {
        // GIVEN three dogs that were counted
        begin(Scenes.limits());
        scenes.ask("How many dogs are there?", PARK);
        assertThat(ids()).containsExactly("r1", "r2", "r3");

        // WHEN everything is looked for, and then the dogs again
        scenes.ask("What is in this picture?");
        scenes.ask("How many dogs are there?");

        // THEN only the cat is new
        assertThat(ids()).containsExactly("r1", "r2", "r3", "r4");
        assertThat(scenes.ledger().region("r4").orElseThrow().region().label()).isEqualTo("cat");
    }

    @Test
    void should_call_things_of_another_picture_otherwise() {
        begin(Scenes.limits());
        scenes.ask("Where is the cat?", STREET);
        scenes.ask("Where is the cat?", STREET + "; cup 1 1 2 2");

        assertThat(scenes.ledger().pictures()).extracting(SessionPicture::name).containsExactly("image1", "image2");
        assertThat(ids()).containsExactly("r1", "r2");
        assertThat(scenes.ledger().region("r2").orElseThrow().picture().image()).isEqualTo("image2");
    }

    @Test
    void should_know_a_picture_that_is_given_again() {
        begin(Scenes.limits());
        scenes.ask("Where is the cat?", STREET);
        scenes.ask("How many dogs are there?", PARK);
        scenes.ask("How many dogs are there?", STREET);

        assertThat(scenes.ledger().pictures()).hasSize(2);
        assertThat(scenes.lastRequest().inputs()).containsOnlyKeys("image1");
    }

    @Test
    void should_go_on_after_a_restart_without_the_pictures() {
        // GIVEN a conversation that another process had
        begin(Scenes.limits());
        scenes.ask("How many dogs are there?", PARK);
        scenes.restart();

        // WHEN it goes on
        String answer = scenes.answer("Where is the second dog from the left?");

        // THEN what was known is known
        assertThat(answer).isEqualTo("The dog is in the middle, in the box (40, 20, 55, 35).");
        Value.Detections that = (Value.Detections) scenes.lastRequest().inputs().get("that");
        assertThat(that.regions()).extracting(Region::id).containsExactly("r2");
        assertThat(scenes.talk().session().turns()).hasSize(2);
    }

    @Test
    void should_take_the_last_turn_back_with_what_only_it_found() {
        begin(Scenes.limits());
        scenes.ask("Where is the cat?", PARK);
        scenes.ask("How many dogs are there?", STREET);
        assertThat(ids()).containsExactly("r1", "r2");

        assertThat(scenes.talk().undo()).isTrue();

        assertThat(ids()).containsExactly("r1");
        assertThat(scenes.ledger().pictures()).extracting(SessionPicture::name).containsExactly("image1");
        assertThat(scenes.answer("What colour is it?")).isEqualTo("The cat is mainly green, with white.");
        // AND an id that was taken back is never another thing's
        scenes.ask("How many dogs are there?");
        assertThat(ids()).containsExactly("r1", "r3", "r4", "r5");
        scenes.talk().undo();
        scenes.talk().undo();
        scenes.talk().undo();
        assertThat(scenes.talk().undo()).isFalse();
    }

    @Test
    void should_take_the_next_line_as_the_choice_that_was_asked_for_also_after_a_restart() {
        begin(Scenes.limits());
        scenes.ask("How many dogs are there?", PARK);
        assertThat(scenes.ask("Where is it?")).isInstanceOf(ConversationReply.Unclear.class);
        scenes.restart();

        assertThat(scenes.answer("the middle one")).isEqualTo("The dog is in the middle, in the box (40, 20, 55, 35).");
        assertThat(scenes.talk().session().last().orElseThrow().question()).isEqualTo("Where is it?");
        assertThat(scenes.talk().session().pending()).isNull();
    }

    @Test
    void should_take_another_question_as_one_though_a_choice_was_asked_for() {
        begin(Scenes.limits());
        scenes.ask("How many dogs are there?", PARK);
        scenes.ask("Where is it?");

        assertThat(scenes.answer("How many cats are there?")).isEqualTo("There is 1 cat.");
        assertThat(scenes.talk().session().pending()).isNull();
    }

    @Test
    void should_read_choices_in_many_words() {
        begin(Scenes.limits());
        scenes.ask("How many dogs are there?", PARK);
        scenes.ask("Where is it?");
        Pending pending = scenes.talk().session().pending();
        assertThat(pending).isNotNull();
        Choices choices = new Choices();
        for (String[] said : new String[][] {
            {"r3", "r3"},
            {"#r2", "r2"},
            {"r1 and r3", "r1,r3"},
            {"the left one", "r1"},
            {"left", "r1"},
            {"Right.", "r3"},
            {"the second", "r2"},
            {"second dog", "r2"},
            {"the largest", "r3"},
            {"2", "r2"},
            {"all of them", "r1,r2,r3"},
            {"I mean the rightmost dog", "r3"},
            {"左邊那隻", "r1"},
            {"第二隻", "r2"},
            {"右邊的", "r3"},
            {"中間那隻", "r2"},
            {"最大的", "r3"}
        }) {
            assertThat(choices.pick(said[0], pending, scenes.ledger()))
                    .as(said[0])
                    .hasValue(List.of(said[1].split(",")));
        }
        for (String other : List.of("How many cats are there?", "r9", "Blur r1", "the cat", "4", "blue", "")) {
            assertThat(choices.pick(other, pending, scenes.ledger())).as(other).isEmpty();
        }
    }

    @Test
    void should_ask_which_picture_where_there_are_two_others() {
        begin(Scenes.limits());
        scenes.ask("How many dogs are there?", PARK);
        scenes.ask("How many dogs are there?", STREET);
        scenes.ask("How many dogs are there?", "dog 1 1 20 20");

        assertThat(scenes.answer("And in the other picture?"))
                .isEqualTo("Which do you mean by \"the other picture\": image1 (scene.png) or image2 (scene.png)?");
        assertThat(scenes.answer("image1")).isEqualTo("There are 3 dogs.");
    }

    @Test
    void should_take_a_picture_that_comes_along_for_the_other_one() {
        begin(Scenes.limits());
        String first = scenes.answer("How many dogs are there?", PARK);

        assertThat(first).isEqualTo("There are 3 dogs.");
        assertThat(scenes.answer("And in the other picture?", "dog 1 1 20 20")).isEqualTo("There is 1 dog.");
        // Back again: what came first is now the other one.
        assertThat(scenes.answer("And in the other picture?")).isEqualTo("There are 3 dogs.");
        // Compared with what comes along, the other one is an earlier one.
        assertThat(scenes.answer(
                        "Are there more dogs here than in the other picture?", "dog 5 5 20 20; dog 40 5 60 20"))
                .isEqualTo("Which do you mean by \"the other picture\": image1 (scene.png) or image2 (scene.png)?");
    }

    @Test
    void should_keep_nothing_of_a_question_that_was_stopped() {
        begin(Scenes.limits());
        scenes.ask("Where is the cat?", PARK);
        RunOptions run = RunOptions.defaults();
        run.cancellation().request();

        ConversationReply reply = scenes.talk().ask("How many dogs are there?", List.of(), Conversation.Manner.of(run));

        assertThat(reply).isEqualTo(new ConversationReply.Stopped());
        assertThat(scenes.talk().session().turns()).hasSize(1);
    }

    @Test
    void should_need_a_picture() {
        begin(Scenes.limits());

        assertThatThrownBy(() -> scenes.ask("Where is the cat?"))
                .isInstanceOf(SessionException.class)
                .hasMessage("There is no picture yet in the session 'talk'; give one or more with --image FILE"
                        + " (in a chat: /image FILE)");
    }

    @Test
    void should_stop_at_the_limits_and_not_before() {
        Settings.Sessions defaults = Scenes.limits();
        long bytes = STREET.length();
        begin(new Settings.Sessions(3, 2, 2 * bytes, defaults.maxRegions(), Duration.ZERO, 2000, 100, 100_000));
        scenes.ask("Where is the cat?", STREET);
        scenes.ask("Where is the cat?", STREET.replace("cat", "car"));

        assertThatThrownBy(() -> scenes.ask("Where is the cat?", STREET.replace("cat", "cup")))
                .hasMessage("The session 'talk' has 2 pictures, and the settings allow 2 (sessions.max_pictures);"
                        + " begin another session, or raise it");
        scenes.ask("Where is the dog?");
        assertThatThrownBy(() -> scenes.ask("Where is the dog?"))
                .hasMessage("The session 'talk' has 3 questions, and the settings allow 3 (sessions.max_turns);"
                        + " begin another session, or raise it");
    }

    @Test
    void should_count_the_bytes_of_all_pictures() {
        Settings.Sessions defaults = Scenes.limits();
        begin(new Settings.Sessions(9, 9, 2L * STREET.length() - 1, 2, Duration.ZERO, 2000, 100, 100_000));
        scenes.ask("Where is the cat?", STREET);

        assertThatThrownBy(() -> scenes.ask("Where is the cat?", STREET.replace("cat", "car")))
                .hasMessage("With scene.png the pictures of this session take 60 bytes, and the settings allow 59"
                        + " (sessions.max_bytes); begin another session, or raise it");
        // AND things: two may be known when a question comes, no more
        scenes.ask("Where is the dog?");
        assertThatThrownBy(() -> scenes.ask("Where is the dog?"))
                .hasMessage("The session 'talk' has 2 things seen, and the settings allow 2 (sessions.max_regions);"
                        + " begin another session, or raise it");
        assertThat(defaults.maxRegions()).isEqualTo(1000);
    }

    @Test
    void should_tell_a_language_model_what_is_known() {
        begin(Scenes.limits());
        scenes.ask("Where is the cat?", STREET);
        assertThat(scenes.lastRequest().scene()).isEmpty();
        scenes.ask("How many dogs are there?");
        scenes.ask("Where are they?");

        assertThat(scenes.lastRequest().scene()).isEqualTo("""
                Pictures:
                - image1: 100x60
                Things seen (id label picture x1,y1,x2,y2):
                - r1 cat image1 5,5,30,30
                - r2 dog image1 60,20,90,50
                Earlier questions and answers:
                - Q: Where is the cat?
                  A: The cat is at the top left, in the box (5, 5, 30, 30). [r1]
                - Q: How many dogs are there?
                  A: There is 1 dog. [r2]
                (inputs.that) in the question is the plan's input that, detections: r2""");
    }

    @Test
    void should_shrink_the_oldest_turns_first_and_lose_no_thing() {
        begin(Scenes.limits());
        scenes.ask("What is in this picture?", PARK);
        for (int i = 0; i < 6; i++) {
            scenes.ask("Where is the cat, please, and how many dogs are there in all of this picture?");
        }
        SceneLedger ledger = scenes.ledger();
        String whole = SceneText.of(ledger, 10_000);
        int tokens = SceneText.tokens(whole);

        // AT its own size it is whole; a token less shortens the first turn alone
        assertThat(SceneText.of(ledger, tokens + 10)).isEqualTo(whole);
        String less = SceneText.of(ledger, tokens - 20);
        assertThat(less).isNotEqualTo(whole).contains("- What is in this picture? -> ");
        assertThat(less.lines().filter(line -> line.startsWith("  A: ")).count())
                .isBetween(1L, 5L);
        assertThat(less).endsWith(whole.substring(whole.lastIndexOf("- Q: ")));
        // AND with no room for turns every thing is still there, and the last turn in a line
        String least = SceneText.of(ledger, 1);
        assertThat(least).contains("- r1 ", "- r2 ", "- r3 ", "- r4 ", "(6 turns before these)");
        assertThat(least.lines().filter(line -> line.contains(" -> "))).hasSize(1);
    }
}
