package org.eyes4j.agent.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.eyes4j.agent.Agent;
import org.eyes4j.agent.AskReply;
import org.eyes4j.agent.AskRequest;
import org.eyes4j.agent.conduct.Conductor;
import org.eyes4j.agent.conduct.PlannerChoice;
import org.eyes4j.agent.conduct.Workshop;
import org.eyes4j.agent.llm.LanguageModel;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.trace.Recording;
import org.eyes4j.agent.trace.RunRecord;
import org.eyes4j.agent.trace.Trace;
import org.eyes4j.tools.value.Value;
import org.jspecify.annotations.Nullable;

/** Plays recorded runs again. Thread-safe. */
public final class Replayer {
    private final Workshop shop;
    private final List<Conductor> conductors;
    private final Supplier<Optional<LanguageModel>> live;
    private final Decoder decoder;

    /** Makes a picture of the bytes that a run was given. */
    @FunctionalInterface
    public interface Decoder {
        Value.Image decode(byte[] bytes, String input);
    }

    /**
     * @param live the language model that is configured now, asked only where a swapped expert changes what it is told
     * @param decoder the one by which pictures are admitted
     */
    public Replayer(
            Workshop shop, List<Conductor> conductors, Supplier<Optional<LanguageModel>> live, Decoder decoder) {
        this.shop = shop;
        this.conductors = List.copyOf(conductors);
        this.live = live;
        this.decoder = decoder;
    }

    /**
     * Plays a run again. It is not kept.
     *
     * @param swaps a model for a tool, by the tool's name; only what depends on them is done anew
     */
    public Replay replay(Recording recording, Map<String, String> swaps, RunOptions options) {
        RecordedCalls calls = new RecordedCalls(recording.calls(), swaps.keySet());
        Optional<RecordedModel> model =
                recording.model().map(was -> new RecordedModel(was, recording.asked(), !swaps.isEmpty(), live));
        RunOptions as = options.named(recording.run())
                .naming(new RecordedNames(recording.seen()))
                .writtenDownIn(calls)
                .swapping(swaps);
        AtomicReference<@Nullable RunRecord> kept = new AtomicReference<>();
        Agent agent = new Agent(shop, conductors, () -> model.map(LanguageModel.class::cast), kept::set);
        AskReply reply = agent.ask(new AskRequest(
                recording.question(),
                inputs(recording),
                recording.scene(),
                new AskRequest.Wishes(recording.strict(), recording.verify()),
                PlannerChoice.valueOf(recording.planner().toUpperCase(Locale.ROOT)),
                recording.wishedModel().map(as::wishing).orElse(as)));
        List<String> notes = new ArrayList<>(model.map(RecordedModel::notes).orElse(List.of()));
        calls.made().stream()
                .filter(tool -> swaps.isEmpty())
                .forEach(tool -> notes.add("'" + tool + "' was called anew: this call is not in the recording"));
        RunRecord record = kept.get();
        if (record == null) {
            throw new IllegalStateException("The run " + recording.run() + " was played and left no record");
        }
        return new Replay(reply, Trace.of(record).json(), calls.made(), notes);
    }

    private Map<String, Value> inputs(Recording recording) {
        Map<String, Value> inputs = new LinkedHashMap<>();
        recording.originals().forEach((input, bytes) -> inputs.put(input, decoder.decode(bytes, input)));
        inputs.putAll(recording.inputs());
        return inputs;
    }
}
