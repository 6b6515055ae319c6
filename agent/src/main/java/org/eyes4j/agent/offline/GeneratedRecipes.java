package org.eyes4j.agent.offline;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.answer.Claims;
import org.eyes4j.agent.offline.ToolSearch.Setting;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.tools.value.Value;

/** What a model that saw the picture writes: told as what it wrote, since nothing else in a run bears it out. */
final class GeneratedRecipes {
    private static final Pattern QUESTION = Pattern.compile(
            "(?i)^(?:and |so |please |tell me |do you know )*(?:what|which|who|whose|why|when|where|how|is|are|was|were|am|does|do|did"
                    + "|can|could|has|have|had|will|would|should|might)\\b|[?？吗嗎呢]|什么|什麼|谁|誰|哪|几|幾|多少|怎");
    private static final Pattern ORDER =
            Pattern.compile("(?i)^(?:please )?(?:can|could|would|will) you\\b|^你?(?:能|可以)");

    private GeneratedRecipes() {}

    /** Whether a sentence asks for something to be told rather than done. */
    static boolean isQuestion(String said) {
        return QUESTION.matcher(said.strip()).find()
                && !ORDER.matcher(said.strip()).find();
    }

    /** A caption of the whole picture. */
    static Telling caption(Finder finder) throws MissingTool {
        Argument.Ref written = finder.draft()
                .output(finder.draft().call(Capability.CAPTION, "caption", List.of(finder.picture()), List.of(), null));
        return f -> written(f, written, "describe", "generated.caption");
    }

    /** An answer to a question as it was asked. */
    static Telling answer(Finder finder, String question) throws MissingTool {
        Setting asked = Setting.of("question", TextNode.valueOf(question));
        Argument.Ref written = finder.draft()
                .output(finder.draft()
                        .call(Capability.ANSWER, "answer", List.of(finder.picture()), List.of(asked), null));
        return f -> written(f, written, "answer", "generated.answer");
    }

    private static List<Claim> written(Findings f, Argument.Ref written, String doing, String key) {
        Optional<Claim> failed = f.failed(written, doing, Target.wholePicture());
        if (failed.isPresent()) {
            return List.of(failed.get());
        }
        Optional<Value.Record> record = f.value(written, Value.Record.class);
        String text = record.map(r -> text(r, "text")).orElse("");
        if (text.isBlank()) {
            return List.of(Claims.unknown(f.say("generated.none"), Claims.step(written.name())));
        }
        String model = record.map(r -> text(r, "model")).orElse("");
        return List.of(Claims.supported(
                f.say(key, "model", model, "quoted", f.speech().quoted(List.of(text))),
                List.of(Claims.text(text, written.name()))));
    }

    private static String text(Value.Record record, String field) {
        return record.fields().get(field) instanceof Value.Text text
                ? text.text().strip()
                : "";
    }
}
