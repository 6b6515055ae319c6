package org.eyes4j.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.tools.geometry.BoundingBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was drawn is known in the conversation from then on, under its id. */
class MarkedConversationTest {
    private static final String PARK = "dog 5 20 25 40; dog 40 20 55 35; cat 30 45 40 55";

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

    @Test
    void should_know_what_was_drawn_in_later_turns() {
        assertThat(ask("How big is this?", PARK, mark("m1", 40, 20, 55, 35)))
                .isEqualTo("The selection is 15 pixels wide and 15 pixels high.");

        assertThat(scenes.answer("What colour is it?")).isEqualTo("The selection is mainly green, with white.");
        scenes.restart();
        assertThat(scenes.answer("How big is #m1?")).isEqualTo("The selection is 15 pixels wide and 15 pixels high.");
        assertThat(scenes.ledger().region("m1"))
                .hasValueSatisfying(
                        found -> assertThat(found.region().box()).isEqualTo(new BoundingBox(40, 20, 55, 35)));
    }

    @Test
    void should_mean_what_is_drawn_now_and_not_what_was_spoken_of() {
        scenes.answer("Where is the cat?", PARK);

        assertThat(ask("How big is it?", PARK, mark("m1", 5, 20, 25, 40)))
                .isEqualTo("The selection is 20 pixels wide and 20 pixels high.");
    }

    @Test
    void should_give_another_id_to_another_thing() {
        ask("How big is this?", PARK, mark("m1", 40, 20, 55, 35));

        assertThat(ask("How big is #m1?", PARK, mark("m1", 0, 0, 10, 8)))
                .isEqualTo("The selection is 10 pixels wide and 8 pixels high.");
        assertThat(scenes.ledger().regions()).extracting(f -> f.region().id()).contains("m1", "m2");
    }

    private static Mark mark(String id, double x1, double y1, double x2, double y2) {
        return new Mark("image1", id, "", new BoundingBox(x1, y1, x2, y2), null, Mark.Use.SUBJECT);
    }

    private String ask(String question, String picture, Mark mark) {
        ConversationReply reply = scenes.talk()
                .ask(
                        question,
                        List.of(new NewPicture("scene.png", picture.getBytes(StandardCharsets.UTF_8))),
                        List.of(mark),
                        Conversation.Manner.of(RunOptions.defaults()));
        return reply instanceof ConversationReply.Answered answered
                ? answered.reply().answer().text()
                : reply.toString();
    }
}
