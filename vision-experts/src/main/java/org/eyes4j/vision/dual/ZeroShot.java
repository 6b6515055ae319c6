package org.eyes4j.vision.dual;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubException;

/**
 * Zero-shot classification: which of any labels fits a picture, each put into a sentence first. Equal to the reference's
 * pipeline of that name.
 *
 * @param template a sentence with {@code {}} for the label
 */
public record ZeroShot(DualEncoder encoder, String template) {

    /** A label and its score. */
    public record Scored(String label, double score) {}

    /** Scores of labels, in the labels' order. */
    public record Scores(List<String> labels, double[] scores) {
        public Scores {
            labels = List.copyOf(labels);
            if (labels.size() != scores.length) {
                throw new IllegalArgumentException(
                        "Expected a score for each of " + labels.size() + " labels, got " + scores.length);
            }
        }

        /** Best first; equals keep their order. */
        public List<Scored> ranked() {
            return IntStream.range(0, scores.length)
                    .mapToObj(i -> new Scored(labels.get(i), scores[i]))
                    .sorted(Comparator.comparingDouble(Scored::score).reversed())
                    .toList();
        }
    }

    /** The sentences that are compared with the picture. */
    public List<String> sentences(List<String> labels) {
        return labels.stream().map(label -> template.replace("{}", label)).toList();
    }

    /**
     * The score of each label.
     *
     * @throws HubException if the model's files are not what its family needs
     */
    public Scores classify(Raster picture, List<String> labels, Cancellation cancellation) {
        return classify(encoder.pictures(List.of(picture), cancellation)[0], labels, cancellation);
    }

    /** As {@link #classify(Raster, List, Cancellation)}, of a picture's vector. */
    public Scores classify(float[] image, List<String> labels, Cancellation cancellation) {
        float[][] texts = encoder.texts(sentences(labels), cancellation);
        Similarity similarity = encoder.similarity(cancellation);
        return new Scores(labels, similarity.scores(similarity.logits(image, texts)));
    }
}
