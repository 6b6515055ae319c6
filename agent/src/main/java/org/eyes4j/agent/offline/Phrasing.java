package org.eyes4j.agent.offline;

import java.util.List;
import org.eyes4j.agent.answer.Speech;
import org.eyes4j.agent.answer.Thing;
import org.eyes4j.agent.language.English;
import org.eyes4j.agent.offline.Target.Sort;

/** Things of a question as its answer names them. */
final class Phrasing {
    private Phrasing() {}

    static Thing thing(Target target, Speech speech) {
        String before = "";
        String after = "";
        Relation relation = target.relation();
        Target anchor = target.anchor();
        if (relation != null && anchor != null) {
            String key = (anchor.is(Sort.PICTURE) ? "relation.picture." : "relation.") + relation;
            if (speech.has(key)) {
                String stands = speech.say(key, "anchor", anchor(anchor, relation, speech));
                if (speech.script().isChinese()) {
                    before = stands + "的";
                } else {
                    after = stands;
                }
            }
        }
        Order order = target.order();
        if (order != null) {
            String only = "order." + order + target.index();
            if (speech.has(only)) {
                before = before + speech.say(only);
            } else {
                String[] nth = speech.say("nth").split(", ");
                String key = speech.has("order." + order) ? "order." + order : "order.other";
                String place = target.index() <= nth.length ? nth[target.index() - 1] : target.index() + ".";
                String[] around = speech.say(key, "nth", place, "measure", speech.measure(Thing.of(target.head())))
                        .split("\\{noun}", -1);
                before = before + around[0].strip();
                after = (around.length > 1 ? around[1].strip() : "") + (after.isEmpty() ? "" : " " + after);
            }
        }
        return new Thing(noun(target, speech), target.colour(), before, after.strip());
    }

    /** What something stands to: "the cat"; what it stands between: "the cup and the bottle", "the cups". */
    static String anchor(Target anchor, Relation relation, Speech speech) {
        Target second = anchor.second();
        String the = relation == Relation.BETWEEN && second == null
                ? speech.theSome(2, thing(anchor, speech))
                : speech.the(thing(anchor, speech));
        return second == null ? the : speech.list(List.of(the, speech.the(thing(second, speech))));
    }

    /** The noun and colour alone. */
    static Thing plain(Target target, Speech speech) {
        return new Thing(noun(target, speech), target.colour(), "", "");
    }

    private static String noun(Target target, Speech speech) {
        if (target.is(Sort.ANYTHING)) {
            return speech.say("noun.thing");
        }
        if (target.is(Sort.TEXT)) {
            return speech.say("noun.line");
        }
        if (speech.script().isChinese()
                || !target.is(Sort.THING) && !target.is(Sort.SURFACE) && !target.is(Sort.SETTING)) {
            return target.is(Sort.CODE)
                            && target.head().equals("qr code")
                            && !speech.script().isChinese()
                    ? "QR code"
                    : target.head();
        }
        return English.singular(target.written());
    }
}
