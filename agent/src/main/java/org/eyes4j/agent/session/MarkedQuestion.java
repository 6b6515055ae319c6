package org.eyes4j.agent.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.agent.run.RegionNames;
import org.eyes4j.tools.value.Value;

/** A question about what was drawn on its pictures, outside any conversation: what its words refer to. */
public sealed interface MarkedQuestion {

    /**
     * It can be asked.
     *
     * @param question with its references said in full
     * @param shown names of the pictures that it is asked of
     * @param things inputs that hold what was drawn
     * @param scene what was drawn, in words for a language model
     * @param names keeps the ids of what was drawn
     * @param notes what a person should know of how it was understood
     */
    record Ready(
            String question,
            List<String> shown,
            Map<String, Value> things,
            String scene,
            RegionNames names,
            List<String> notes)
            implements MarkedQuestion {}

    /** Words of it fit several things equally, or none. */
    record Back(ConversationReply reply) implements MarkedQuestion {}

    /**
     * Resolves it.
     *
     * @param pictures that it is asked of, named {@code image1}, {@code image2}, …
     * @throws SessionException if a mark lies on none of them
     */
    static MarkedQuestion of(String question, List<SessionPicture> pictures, List<Mark> marks) {
        SceneLedger ledger = SceneLedger.of(List.of(), Set.of()).with(pictures);
        ledger = ledger.drawn(Marks.of(marks, ledger), new MarkedWords(false).isLikeness(question));
        List<String> names = pictures.stream().map(SessionPicture::name).toList();
        Resolution resolution = new Resolver().resolve(question, ledger, names, Map.of());
        if (resolution instanceof Resolution.Unclear unclear) {
            return new Back(new ConversationReply.Unclear(
                    unclear.text(),
                    unclear.phrase(),
                    unclear.options().stream()
                            .map(option -> new ConversationReply.Option(option.id(), option.words()))
                            .toList()));
        } else if (resolution instanceof Resolution.Unknown unknown) {
            return new Back(new ConversationReply.Unknown(unknown.text()));
        }
        Resolution.Resolved resolved = (Resolution.Resolved) resolution;
        Set<SessionPicture> shown = pictures.stream()
                .filter(p -> resolved.shown().contains(p.name()))
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
        Map<String, List<FoundRegion>> told = MarkedInputs.of(resolved.given(), ledger.marks(), shown);
        Map<String, Value> things = new LinkedHashMap<>();
        told.forEach((name, regions) -> things.put(name, Conversation.detections(regions)));
        return new Ready(
                resolved.question(),
                resolved.shown(),
                things,
                MarkedInputs.text(ledger.marks()) + SceneText.inputs(told),
                ledger,
                resolved.notes());
    }
}
