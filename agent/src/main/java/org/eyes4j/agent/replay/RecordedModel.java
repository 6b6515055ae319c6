package org.eyes4j.agent.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eyes4j.agent.llm.Abilities;
import org.eyes4j.agent.llm.LanguageModel;
import org.eyes4j.agent.llm.ModelReply;
import org.eyes4j.agent.llm.ModelReply.Trouble;
import org.eyes4j.agent.llm.ModelRequest;
import org.eyes4j.agent.llm.RequestDigest;
import org.eyes4j.agent.trace.Recording;
import org.eyes4j.agent.trace.Recording.Asked;
import org.eyes4j.tools.Cancellation;

/**
 * Says what a language model said in a recorded run. What it was not asked then goes to the model itself where that is
 * allowed and one is configured. Belongs to one run.
 */
final class RecordedModel implements LanguageModel {
    private final Recording.Model was;
    private final List<Asked> left;
    private final boolean changed;
    private final Supplier<Optional<LanguageModel>> live;
    private final List<String> notes = new ArrayList<>();

    /**
     * @param changed whether the run differs on purpose: then only the very same questions are answered from the recording
     * @param live the model itself
     */
    RecordedModel(Recording.Model was, List<Asked> asked, boolean changed, Supplier<Optional<LanguageModel>> live) {
        this.was = was;
        this.left = new ArrayList<>(asked);
        this.changed = changed;
        this.live = live;
    }

    @Override
    public String name() {
        return was.name();
    }

    @Override
    public Abilities abilities() {
        return was.abilities();
    }

    @Override
    public ModelReply ask(ModelRequest request, Cancellation cancellation, Consumer<String> onText) {
        String digest = RequestDigest.of(request);
        Optional<Asked> same = take(asked -> asked.request().equals(digest));
        if (same.isEmpty() && !changed) {
            same = take(asked -> asked.purpose().equals(request.purpose()));
            same.ifPresent(asked -> notes.add("The language model's answer to '" + request.purpose()
                    + "' is the recorded one, though what it is told now differs from what it was told then"));
        }
        if (same.isPresent()) {
            ModelReply reply = same.get().reply();
            if (reply instanceof ModelReply.Said said) {
                onText.accept(said.text());
            }
            return reply;
        }
        Optional<LanguageModel> itself = changed ? live.get() : Optional.empty();
        if (itself.isEmpty()) {
            return new ModelReply.Failed(
                    Trouble.UNREACHABLE,
                    "What '" + was.name() + "' would say to '" + request.purpose() + "' is not in the recording"
                            + (changed ? ", and no language model is configured that could be asked" : ""),
                    "",
                    "");
        }
        notes.add("'" + itself.get().name() + "' was asked anew ('" + request.purpose()
                + "'), since what it is told has changed");
        return itself.get().ask(request, cancellation, onText);
    }

    private Optional<Asked> take(Predicate<Asked> wanted) {
        Optional<Asked> found = left.stream().filter(wanted).findFirst();
        found.ifPresent(left::remove);
        return found;
    }

    /** What a person should know of what was not as recorded. */
    List<String> notes() {
        return List.copyOf(notes);
    }
}
