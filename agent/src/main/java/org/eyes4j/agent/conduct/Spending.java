package org.eyes4j.agent.conduct;

import java.util.Locale;
import java.util.Optional;
import org.eyes4j.agent.llm.LanguageModel;
import org.eyes4j.agent.llm.Message;
import org.eyes4j.agent.llm.ModelReply;
import org.eyes4j.agent.llm.ModelReply.Usage;
import org.eyes4j.agent.llm.ModelRequest;
import org.eyes4j.agent.prompt.Tokens;
import org.eyes4j.agent.run.RunLimits.Thought;
import org.eyes4j.config.language.LanguageModelSettings.Price;

/** Counts what a language model is asked in one request, against what it may be. Belongs to one thread. */
final class Spending {
    private final Thought most;
    private Spent spent = Spent.NOTHING;

    Spending(Thought most) {
        this.most = most;
    }

    Spent spent() {
        return spent;
    }

    /** Why the model may not be asked once more; empty if it may. */
    Optional<String> exhausted() {
        if (spent.calls() >= most.calls()) {
            return Optional.of("the language model was asked " + spent.calls() + " times, as often as a run may"
                    + " (runs.max_model_calls)");
        } else if (spent.tokens() >= most.tokens()) {
            return Optional.of("the language model read and wrote " + spent.tokens() + " tokens; a run may use "
                    + most.tokens() + " (runs.max_tokens)");
        } else if (most.cost() > 0 && spent.cost() >= most.cost()) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "the language model's tokens cost %.4f %s; a run may cost %.4f (runs.max_cost)",
                    spent.cost(),
                    spent.currency(),
                    most.cost()));
        }
        return Optional.empty();
    }

    void asked(LanguageModel model, ModelRequest request, ModelReply reply) {
        Usage told = reply instanceof ModelReply.Said said ? said.usage() : Usage.UNKNOWN;
        boolean silent = told.equals(Usage.UNKNOWN) && !isTurnedAway(reply);
        Usage usage = silent ? estimate(request, reply) : told;
        Optional<Price> price = model.price();
        spent = new Spent(
                spent.calls() + 1,
                spent.usage().plus(usage),
                spent.estimated() || silent,
                spent.cost()
                        + price.map(p -> p.of(usage.input(), usage.output())).orElse(0.0),
                price.map(Price::currency).orElse(spent.currency()));
    }

    /** Whether the endpoint refused to read the request: nobody charges for that. */
    private static boolean isTurnedAway(ModelReply reply) {
        return reply instanceof ModelReply.Failed failed
                && switch (failed.trouble()) {
                    case UNAUTHORIZED, FORBIDDEN, NO_SUCH_MODEL, BAD_REQUEST, RATE_LIMITED, TOO_LONG -> true;
                    default -> false;
                };
    }

    /** Pictures and tools are not in it; an endpoint that says nothing is usually one's own. */
    private static Usage estimate(ModelRequest request, ModelReply reply) {
        long read = request.messages().stream()
                .mapToLong(m -> Tokens.estimate(m.text()))
                .sum();
        if (reply instanceof ModelReply.Said said) {
            long calls = said.calls().stream()
                    .mapToLong((Message.ToolUse use) -> Tokens.estimate(use.arguments()))
                    .sum();
            return new Usage(read, Tokens.estimate(said.text()) + calls);
        }
        return new Usage(read, Tokens.estimate(((ModelReply.Failed) reply).partial()));
    }
}
