package org.eyes4j.app.cli;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eyes4j.agent.llm.Abilities;
import org.eyes4j.agent.llm.Examination;
import org.eyes4j.agent.llm.LanguageModels;
import org.eyes4j.agent.llm.ModelReply.Failed;
import org.eyes4j.config.language.LanguageModelSettings;
import org.eyes4j.config.network.Loopback;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.wiring.Eyes4j;

/** Whether the configured language models answer, and what they can do. Asks each of them a few short questions. */
final class LanguageModelChecks {
    private static final String NAME = "Language model";

    private LanguageModelChecks() {}

    static List<Check> of(Eyes4j eyes4j, Map<String, String> environment) {
        LanguageModels models = eyes4j.languageModels();
        List<Check> checks = new ArrayList<>();
        for (String name : models.names()) {
            boolean standard = models.standard().map(m -> m.name().equals(name)).orElse(false);
            checks.add(check(models, name, standard));
        }
        if (checks.isEmpty()) {
            checks.add(none(environment));
        }
        return checks;
    }

    private static Check none(Map<String, String> environment) {
        String key = environment.containsKey("OPENAI_API_KEY")
                ? "OPENAI_API_KEY"
                : environment.containsKey("ANTHROPIC_API_KEY") ? "ANTHROPIC_API_KEY" : "";
        String provider = key.startsWith("ANTHROPIC") ? "anthropic" : "openai";
        return key.isEmpty()
                ? Check.good(NAME, "none is configured; questions are planned without one")
                : Check.notice(
                        NAME,
                        "none is configured: " + key + " is set, but no model is named, so nothing is sent anywhere",
                        "to have one asked: EYES4J_LANGUAGE_MODEL=" + provider
                                + ":MODEL, or language_models in the settings");
    }

    private static Check check(LanguageModels models, String name, boolean standard) {
        LanguageModelSettings settings = models.settings(name);
        Examination examination = models.examine(name, new Cancellation());
        if (examination.failure().isPresent()) {
            Failed failure = examination.failure().get();
            return Check.bad(
                    NAME, failure.message(), failure.hint().isEmpty() ? "look at its settings" : failure.hint());
        }
        Abilities can = examination.abilities().orElseThrow();
        String found = "`" + name + "`" + (standard ? " (the default)" : "") + ", " + settings.model()
                + (settings.baseUrl().isEmpty() ? "" : " at " + settings.baseUrl()) + ": tools " + word(can.tools())
                + ", JSON schema " + word(can.schema())
                + ", images " + word(can.images()) + ", streaming " + word(can.streaming())
                + cost(settings, examination);
        if (settings.baseUrl().startsWith("http:") && !Loopback.is(URI.create(settings.baseUrl()))) {
            return Check.notice(
                    NAME, found, "its address is plain http: everybody on the way can read key and pictures");
        }
        return can.tools() || can.schema()
                ? Check.good(NAME, found)
                : Check.notice(
                        NAME, found, "plans come as plain text from it, which is less sure; another model does better");
    }

    private static String word(boolean can) {
        return can ? "yes" : "no";
    }

    private static String cost(LanguageModelSettings settings, Examination examination) {
        long tokens = examination.used().input() + examination.used().output();
        String calls = " (" + examination.calls() + " calls" + (tokens == 0 ? "" : ", " + tokens + " tokens");
        return calls
                + settings.price()
                        .map(p -> String.format(
                                Locale.ROOT,
                                ", %.4f %s",
                                p.of(
                                        examination.used().input(),
                                        examination.used().output()),
                                p.currency()))
                        .orElse("")
                + ")";
    }
}
