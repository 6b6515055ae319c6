package org.eyes4j.agent.session;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eyes4j.agent.AskReply;
import org.eyes4j.agent.AskRequest;
import org.eyes4j.agent.conduct.Outcome;
import org.eyes4j.agent.conduct.PlannerChoice;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.session.SessionException.Kind;
import org.eyes4j.config.Settings;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.hash.Sha256;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/**
 * Asks an agent one question after the other: resolves what each refers to, tells the agent what is known, and keeps what it
 * found. Not thread-safe: a conversation has one voice at a time.
 */
public final class Conversation {
    private final OpenSession open;
    private final Function<AskRequest, AskReply> agent;
    private final PictureDecoder decoder;
    private final Settings.Sessions limits;
    private final Clock clock;
    private final Folding folding;
    private final Resolver resolver = new Resolver();
    private final Choices choices = new Choices();
    private final Map<String, Value.Image> decoded = new LinkedHashMap<>();

    /**
     * @param open where it is kept; stays the caller's to close
     * @param agent answers, usually {@code Agent::ask}
     * @param tools by whose specifications values are understood
     */
    public Conversation(
            OpenSession open,
            Function<AskRequest, AskReply> agent,
            ToolRegistry tools,
            PictureDecoder decoder,
            Settings.Sessions limits,
            Clock clock) {
        this.open = open;
        this.agent = agent;
        this.folding = new Folding(tools);
        this.decoder = decoder;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * How a question is to be answered.
     *
     * @param planner who plans
     * @param wishes how the answer is told
     * @param run how the plan runs
     */
    public record Manner(
            PlannerChoice planner,
            AskRequest.Wishes wishes,
            RunOptions run,
            String instructions,
            AskRequest.Calling calling) {
        public Manner(PlannerChoice planner, AskRequest.Wishes wishes, RunOptions run) {
            this(planner, wishes, run, "", AskRequest.Calling.NOTHING);
        }

        public static Manner of(RunOptions run) {
            return new Manner(PlannerChoice.AUTO, AskRequest.Wishes.NONE, run);
        }
    }

    public Session session() {
        return open.session();
    }

    /**
     * Asks, or answers what was asked back.
     *
     * @param given pictures that come with it; one that is known already is not kept twice
     * @throws SessionException if there is no picture at all, a limit is met or a picture cannot be read
     */
    public ConversationReply ask(String question, List<NewPicture> given, Manner manner) {
        return ask(question, given, List.of(), manner);
    }

    /**
     * Asks about what was drawn, too.
     *
     * @param marks on pictures that come with it, or are known
     * @throws SessionException as above; and if a mark lies on no picture of the conversation
     */
    public ConversationReply ask(String question, List<NewPicture> given, List<Mark> marks, Manner manner) {
        if (question.isBlank()) {
            throw new SessionException(Kind.WRONG_USAGE, "A question needs words");
        }
        Session session = open.session();
        if (session.turns().size() >= limits.maxTurns()) {
            throw full("questions", session.turns().size(), limits.maxTurns(), "sessions.max_turns");
        }
        int calls = session.turns().stream().mapToInt(Turn::modelCalls).sum();
        if (calls >= limits.maxModelCalls()) {
            throw full("calls of language models", calls, limits.maxModelCalls(), "sessions.max_model_calls");
        }
        long tokens = session.turns().stream().mapToLong(Turn::tokens).sum();
        if (tokens >= limits.maxTokens()) {
            throw full("tokens of language models", tokens, limits.maxTokens(), "sessions.max_tokens");
        }
        List<SessionPicture> fresh = new ArrayList<>();
        List<String> named = admit(given, session.ledger(), fresh);
        SceneLedger ledger = withMarks(withPictures(session, fresh), marks, question);
        if (ledger.pictures().isEmpty()) {
            throw new SessionException(
                    Kind.WRONG_USAGE,
                    "There is no picture yet in the session '" + session.id()
                            + "'; give one or more with --image FILE (in a chat: /image FILE)");
        }
        if (ledger.regions().size() >= limits.maxRegions()) {
            throw full("things seen", ledger.regions().size(), limits.maxRegions(), "sessions.max_regions");
        }
        String asked = question;
        Map<String, List<String>> chosen = Map.of();
        Pending pending = session.pending();
        Optional<List<String>> choice =
                pending == null || !given.isEmpty() ? Optional.empty() : choices.pick(question, pending, ledger);
        if (pending != null && choice.isPresent()) {
            asked = pending.question();
            chosen = Map.of(pending.phrase(), choice.get());
        }
        Resolution resolution = resolver.resolve(asked, ledger, named, chosen);
        if (resolution instanceof Resolution.Unclear unclear) {
            // What was chosen so far is not asked again.
            for (Map.Entry<String, List<String>> said : chosen.entrySet()) {
                asked = asked.replace(said.getKey(), String.join(" and ", said.getValue()));
            }
            return askBack(asked, unclear, fresh);
        } else if (resolution instanceof Resolution.Unknown unknown) {
            return new ConversationReply.Unknown(unknown.text());
        }
        return answer(asked, (Resolution.Resolved) resolution, ledger, fresh, manner);
    }

    private ConversationReply askBack(String asked, Resolution.Unclear unclear, List<SessionPicture> fresh) {
        List<ConversationReply.Option> options = unclear.options().stream()
                .map(option -> new ConversationReply.Option(option.id(), option.words()))
                .toList();
        if (fresh.isEmpty()) {
            // With pictures that are new the question is to be asked again with them.
            open.keep(open.session()
                    .waitingFor(new Pending(
                            asked,
                            unclear.phrase(),
                            options.stream().map(ConversationReply.Option::id).toList())));
        }
        return new ConversationReply.Unclear(unclear.text(), unclear.phrase(), options);
    }

    private ConversationReply answer(
            String asked, Resolution.Resolved resolved, SceneLedger ledger, List<SessionPicture> fresh, Manner manner) {
        Map<SessionPicture, Value.Image> images = new LinkedHashMap<>();
        Map<String, Value> inputs = new LinkedHashMap<>();
        for (String name : resolved.shown()) {
            ledger.picture(name).ifPresent(picture -> {
                Value.Image image = pixels(picture);
                images.put(picture, image);
                inputs.put(name, image);
            });
        }
        Map<String, List<FoundRegion>> told = MarkedInputs.of(resolved.given(), ledger.marks(), images.keySet());
        told.forEach((name, regions) -> inputs.put(name, detections(regions)));
        AskReply reply = agent.apply(new AskRequest(
                        resolved.question(),
                        inputs,
                        manner.instructions()
                                + SceneText.of(ledger, limits.historyTokens())
                                + MarkedInputs.text(ledger.marks())
                                + SceneText.inputs(told),
                        manner.wishes(),
                        manner.planner(),
                        manner.run().naming(ledger))
                .from(originals(images.keySet()))
                .calling(manner.calling()));
        if (manner.run().cancellation().isRequested()) {
            // What a stopped run did not find is not known to be missing.
            return new ConversationReply.Stopped();
        }
        AskReply noted = reply.noting(resolved.notes());
        Set<String> names = ledger.pictures().stream().map(SessionPicture::name).collect(Collectors.toSet());
        Turn turn = folding.turn(clock.instant(), asked, resolved, fresh, names, noted)
                .knowing(ledger.marks().regions());
        if (reply.outcome() != Outcome.CALLS) {
            // What is called first is not answered yet: the question comes again.
            open.keep(open.session().with(turn));
        }
        return new ConversationReply.Answered(noted, turn, images);
    }

    /** The pictures as they were given, for playing the run again. */
    private Map<String, byte[]> originals(Set<SessionPicture> pictures) {
        Map<String, byte[]> originals = new LinkedHashMap<>();
        pictures.forEach(picture -> originals.put(picture.name(), open.picture(picture)));
        return originals;
    }

    static Value.Detections detections(List<FoundRegion> regions) {
        Frame frame = regions.get(0).picture();
        List<Region> things = regions.stream().map(FoundRegion::region).toList();
        return new Value.Detections(frame, things);
    }

    /** The names of given pictures; those that are new are kept on disk, and in {@code fresh}. */
    private List<String> admit(List<NewPicture> given, SceneLedger ledger, List<SessionPicture> fresh) {
        List<String> names = new ArrayList<>();
        List<SessionPicture> all = new ArrayList<>(ledger.pictures());
        for (NewPicture picture : given) {
            String artifact = Sha256.of(picture.bytes());
            Optional<SessionPicture> known =
                    all.stream().filter(p -> p.artifact().equals(artifact)).findFirst();
            SessionPicture kept = known.orElseGet(() -> add(picture, artifact, all));
            if (known.isEmpty()) {
                all.add(kept);
                fresh.add(kept);
            }
            names.add(kept.name());
        }
        return names.stream().distinct().toList();
    }

    private SessionPicture add(NewPicture picture, String artifact, List<SessionPicture> all) {
        if (all.size() >= limits.maxPictures()) {
            throw full("pictures", all.size(), limits.maxPictures(), "sessions.max_pictures");
        }
        long bytes = all.stream().mapToLong(SessionPicture::bytes).sum() + picture.bytes().length;
        if (bytes > limits.maxBytes()) {
            throw new SessionException(
                    Kind.LIMIT,
                    "With " + picture.title() + " the pictures of this session take " + bytes
                            + " bytes, and the settings allow " + limits.maxBytes()
                            + " (sessions.max_bytes); begin another session, or raise it");
        }
        String name =
                "image" + (all.stream().mapToInt(SessionPicture::number).max().orElse(0) + 1);
        Value.Image image = decoder.decode(picture.bytes(), picture.title(), name);
        open.keepPicture(picture.bytes());
        decoded.put(name, image);
        return new SessionPicture(
                name,
                picture.title(),
                artifact,
                picture.bytes().length,
                image.frame().width(),
                image.frame().height());
    }

    private SessionException full(String what, long there, long most, String setting) {
        return new SessionException(
                Kind.LIMIT,
                "The session '" + open.session().id() + "' has " + there + " " + what + ", and the settings allow "
                        + most + " (" + setting + "); begin another session, or raise it");
    }

    /** What is known with the pictures that come now. */
    private static SceneLedger withPictures(Session session, List<SessionPicture> fresh) {
        return fresh.isEmpty() ? session.ledger() : session.ledger().with(fresh);
    }

    private static SceneLedger withMarks(SceneLedger ledger, List<Mark> marks, String question) {
        boolean likeness = new MarkedWords(false).isLikeness(question);
        return marks.isEmpty() ? ledger : ledger.drawn(Marks.of(marks, ledger), likeness);
    }

    /** A picture's pixels, decoded once. */
    public Value.Image pixels(SessionPicture picture) {
        Value.Image known = decoded.get(picture.name());
        if (known != null && known.frame().equals(picture.frame())) {
            return known;
        }
        Value.Image image = decoder.decode(open.picture(picture), picture.title(), picture.name());
        decoded.put(picture.name(), image);
        return image;
    }

    /** Takes the last turn back, and what only it had found; whether there was one. */
    public boolean undo() {
        Session session = open.session();
        if (session.turns().isEmpty()) {
            return false;
        }
        open.keep(session.undone());
        Set<String> left = new LinkedHashSet<>();
        open.session().ledger().pictures().forEach(p -> left.add(p.name()));
        decoded.keySet().retainAll(left);
        open.sweep();
        return true;
    }
}
