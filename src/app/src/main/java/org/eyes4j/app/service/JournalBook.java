package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eyes4j.agent.llm.Abilities;
import org.eyes4j.agent.llm.LanguageModel;
import org.eyes4j.agent.llm.ModelReply;
import org.eyes4j.agent.llm.ModelRequest;
import org.eyes4j.agent.llm.RequestDigest;
import org.eyes4j.agent.run.CallBook;
import org.eyes4j.agent.trace.ModelReplyJson;
import org.eyes4j.config.language.LanguageModelSettings.Price;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.artifact.ArtifactStore;
import org.eyes4j.tools.artifact.ArtifactStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls that one run made, of tools and of language models, kept so that the run can be gone on with by another process: what
 * was made is answered from here, and an effect of which nobody knows whether it came about is not tried again. Equal calls of
 * a run are told from each other by their number. Thread-safe.
 */
public final class JournalBook implements CallBook {
    private static final Logger LOG = LoggerFactory.getLogger(JournalBook.class);

    private final String run;
    private final CallShelf shelf;
    private final CallJson results;
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Deque<Integer>> open = new HashMap<>();

    /** @param large keeps values that are too large for the shelf */
    public JournalBook(String run, CallShelf shelf, ArtifactStore large) {
        this.run = run;
        this.shelf = shelf;
        this.results = new CallJson(large);
    }

    @Override
    public Optional<ToolResult> find(ToolSpecification tool, String key) {
        int number = next(key);
        Optional<CallShelf.Call> known = shelf.find(run, numbered(key, number));
        if (known.isPresent()) {
            Optional<ToolResult> result = known.get().result().flatMap(this::read);
            if (result.isPresent()) {
                close(key, number);
                return result;
            } else if (tool.is(Trait.EFFECT)) {
                return Optional.of(ToolResult.failed(
                        FailureKind.CANCELLED,
                        "'" + tool.name()
                                + "' was at work when the server ended; whether it came to its end is not known,"
                                + " and it is not done twice",
                        "Look whether it was done; ask again if not"));
            }
        } else if (tool.is(Trait.EFFECT)) {
            shelf.begin(run, numbered(key, number));
        }
        return Optional.empty();
    }

    private Optional<ToolResult> read(JsonNode kept) {
        try {
            return Optional.of(results.read(kept));
        } catch (IllegalArgumentException | ArtifactStoreException e) {
            LOG.warn("A call of the run {} cannot be read: {}", run, e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void write(ToolSpecification tool, String key, ToolResult result) {
        try {
            shelf.writeSoon(run, numbered(key, earliestOpen(key)), results.write(result));
        } catch (ArtifactStoreException e) {
            LOG.warn("A call of '{}' could not be kept for the run {}: {}", tool.name(), run, e.getMessage());
        }
    }

    private synchronized int next(String key) {
        int number = counts.merge(key, 1, Integer::sum);
        open.computeIfAbsent(key, k -> new ArrayDeque<>()).add(number);
        return number;
    }

    private synchronized void close(String key, int number) {
        open.getOrDefault(key, new ArrayDeque<>()).remove(number);
    }

    /** Which of equal calls ended does not matter: they gave the same, or may stand for each other. */
    private synchronized int earliestOpen(String key) {
        Integer number = open.getOrDefault(key, new ArrayDeque<>()).poll();
        return number == null ? counts.merge(key, 1, Integer::sum) : number;
    }

    private static String numbered(String key, int number) {
        return key + "#" + number;
    }

    /** A language model whose answers are kept too, so that a run goes on with the plan it had. */
    public LanguageModel keeping(LanguageModel model) {
        return new Kept(model);
    }

    private final class Kept implements LanguageModel {
        private final LanguageModel model;

        Kept(LanguageModel model) {
            this.model = model;
        }

        @Override
        public String name() {
            return model.name();
        }

        @Override
        public Abilities abilities() {
            return model.abilities();
        }

        @Override
        public Optional<Price> price() {
            return model.price();
        }

        @Override
        public ModelReply ask(ModelRequest request, Cancellation cancellation, Consumer<String> onText) {
            String key = "language model " + model.name() + " " + RequestDigest.of(request);
            String numbered = numbered(key, next(key));
            Optional<JsonNode> known = shelf.find(run, numbered).flatMap(CallShelf.Call::result);
            if (known.isPresent()) {
                ModelReply reply = ModelReplyJson.fromJson(known.get());
                if (reply instanceof ModelReply.Said said) {
                    onText.accept(said.text());
                }
                return reply;
            }
            ModelReply reply = model.ask(request, cancellation, onText);
            // One that failed is asked again by whoever goes on with the run.
            if (reply instanceof ModelReply.Said && !cancellation.isRequested()) {
                shelf.writeSoon(run, numbered, ModelReplyJson.toJson(reply));
            }
            return reply;
        }
    }
}
