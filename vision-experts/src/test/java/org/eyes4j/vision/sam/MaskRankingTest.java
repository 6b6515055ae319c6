package org.eyes4j.vision.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.value.VisualPrompt.PointPrompt;
import org.junit.jupiter.api.Test;

class MaskRankingTest {
    private final MaskRanking ranking = MaskRanking.at(0);

    /** A bright box over the cells 4 to 12 on both axes. */
    private final Encoding encoding = MadeEncodings.of(MadeEncodings.brightBox(64, 64, 16, 16, 48, 48));

    private final ObjectPrompt middle = ObjectPrompt.of(new PointPrompt(new Point(32, 32), true));
    private final Proposal onEdges = proposal(4, 4, 12, 12, 0.9);

    @Test
    void should_prefer_an_outline_on_the_edges_of_the_picture() {
        List<Candidate> ranked = ranking.rank(List.of(proposal(1, 1, 15, 15, 0.99), onEdges), middle, encoding);

        assertThat(ranked.get(0).logits()).isSameAs(onEdges.logits());
        assertThat(ranked.get(0).quality()).isCloseTo(0.9, within(1e-6));
        assertThat(ranked.get(1).quality()).isZero();
    }

    @Test
    void should_prefer_the_mask_that_the_threshold_hardly_changes() {
        float[] wavering = MadeEncodings.logits(4, 4, 12, 12, 0.5f, -0.5f);

        List<Candidate> ranked = ranking.rank(List.of(new Proposal(wavering, 0.99), onEdges), middle, encoding);

        assertThat(ranked).extracting(Candidate::stability).containsExactly(1., 0.);
    }

    @Test
    void should_prefer_the_mask_that_fills_its_box() {
        ObjectPrompt box = ObjectPrompt.of(new BoundingBox(16, 16, 48, 48));

        List<Candidate> ranked = ranking.rank(List.of(proposal(4, 4, 8, 12, 0.99), onEdges), box, encoding);

        assertThat(ranked.get(0).logits()).isSameAs(onEdges.logits());
    }

    @Test
    void should_not_take_a_mask_that_goes_against_the_points() {
        ObjectPrompt notThere = middle.and(List.of(new PointPrompt(new Point(2, 2), false)));

        List<Candidate> ranked = ranking.rank(List.of(proposal(0, 0, 12, 12, 0.99), onEdges), notThere, encoding);

        assertThat(ranked.get(0).logits()).isSameAs(onEdges.logits());
    }

    @Test
    void should_prefer_what_is_like_an_earlier_mask() {
        Mask left = Mask.fromBox(64, 64, new BoundingBox(16, 16, 32, 48));
        ObjectPrompt earlier = new ObjectPrompt(new BoundingBox(16, 16, 48, 48), List.of(), left);
        Proposal half = proposal(4, 4, 8, 12, 0.9);
        Proposal other = proposal(8, 4, 12, 12, 0.9);

        assertThat(ranking.rank(List.of(other, half), earlier, encoding).get(0).logits())
                .isSameAs(half.logits());
    }

    @Test
    void should_bound_scores_by_0_and_1() {
        List<Candidate> ranked =
                ranking.rank(List.of(proposal(4, 4, 12, 12, 1.07), proposal(4, 4, 12, 12, -0.1)), middle, encoding);

        assertThat(ranked).extracting(Candidate::predictedIou).containsExactly(1., 0.);
    }

    private static Proposal proposal(int x1, int y1, int x2, int y2, double iou) {
        return new Proposal(MadeEncodings.logits(x1, y1, x2, y2, 9, -9), iou);
    }
}
