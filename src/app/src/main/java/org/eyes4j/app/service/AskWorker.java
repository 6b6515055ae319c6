package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.eyes4j.agent.Agent;
import org.eyes4j.agent.AskReply;
import org.eyes4j.agent.AskRequest;
import org.eyes4j.agent.conduct.PlannerChoice;
import org.eyes4j.agent.llm.LanguageModel;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.session.Conversation;
import org.eyes4j.agent.session.ConversationReply;
import org.eyes4j.agent.session.Mark;
import org.eyes4j.agent.session.MarkedQuestion;
import org.eyes4j.agent.session.NewPicture;
import org.eyes4j.agent.session.SessionPicture;
import org.eyes4j.agent.session.Turn;
import org.eyes4j.app.output.AskJson;
import org.eyes4j.app.output.Picture;
import org.eyes4j.app.output.Told;
import org.eyes4j.tools.value.Value;
import org.eyes4j.wiring.Eyes4j;

/**
 * Answers a question about pictures: {@code {question, pictures: [artifact id], session?, planner?, model?, models?: {tool: model},
 * language_model?, strict?, verify?, instructions?, calling?, marks?}}. Gives what {@code ask --json} gives, with ids of artifacts.
 * {@code marks} are what {@link MarkReader} reads; {@code instructions} are told to a language model, if one is asked; {@code calling} is what {@link CallingJson} reads.
 */
final class AskWorker implements Worker {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Eyes4j eyes4j;
    private final Artifacts artifacts;
    private final Conversations conversations;
    private final CallShelf made;
    private final RunValues kept;
    private final MarkReader marks;

    AskWorker(
            Eyes4j eyes4j,
            Artifacts artifacts,
            Conversations conversations,
            CallShelf made,
            RunValues kept,
            ToolCalls calls) {
        this.marks = new MarkReader(calls);
        this.made = made;
        this.eyes4j = eyes4j;
        this.artifacts = artifacts;
        this.conversations = conversations;
        this.kept = kept;
    }

    @Override
    public String kind() {
        return "ask";
    }

    private static Order order(JsonNode json) {
        return Order.of(
                json,
                "question",
                "pictures",
                "session",
                "planner",
                "model",
                "models",
                "language_model",
                "strict",
                "verify",
                "instructions",
                "calling",
                "marks");
    }

    @Override
    public void check(JsonNode json, Caller caller) {
        Order order = order(json);
        order.text("question");
        order.choice("planner", PlannerChoice.class, PlannerChoice.AUTO);
        order.flag("strict");
        order.flag("verify");
        order.optional("session");
        order.optional("instructions");
        CallingJson.read(order.object("calling"));
        marks.check(order);
        List<String> pictures = order.texts("pictures");
        for (int i = 0; i < pictures.size(); i++) {
            artifacts.find(pictures.get(i), caller);
        }
        boolean begun = order.optional("session")
                .filter(id -> conversations.holds(id, caller))
                .isPresent();
        if (pictures.isEmpty() && !begun) {
            throw Problem.at("/pictures", "A question needs pictures, or a session that has some");
        }
        order.optional("model").ifPresent(name -> eyes4j.catalogue().find(name));
        models(order).values().forEach(name -> eyes4j.catalogue().find(name));
        agent(order, model -> model);
    }

    /** Models that are wished for single tools, by the tool. */
    private Map<String, String> models(Order order) {
        Map<String, String> models = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> wish : order.object("models").properties()) {
            String at = "/models/" + wish.getKey();
            if (eyes4j.tools().specification(wish.getKey()).isEmpty()) {
                throw Problem.at(at, eyes4j.tools().unknown(wish.getKey()));
            } else if (!wish.getValue().isTextual()) {
                throw Problem.at(at, "Expected the name of a model");
            }
            models.put(wish.getKey(), wish.getValue().textValue());
        }
        return models;
    }

    private Agent agent(Order order, UnaryOperator<LanguageModel> between) {
        try {
            return eyes4j.agent(order.optional("language_model"), between);
        } catch (IllegalArgumentException e) {
            throw Problem.at("/language_model", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public JsonNode perform(JsonNode json, Task task) {
        Order order = order(json);
        JournalBook book = artifacts.journal(task.run(), made);
        Agent agent = agent(order, book::keeping);
        RunOptions options = eyes4j.runOptions()
                .named(task.run())
                .writtenDownIn(book)
                .endedBy(task.cancellation())
                .swapping(models(order))
                .tellingTo(new RunEventJson(task::tell))
                .tellingTo(kept.listener());
        RunOptions wished = order.optional("model").map(options::wishing).orElse(options);
        return order.has("session") ? inSession(order, agent, wished, task) : alone(order, agent, wished, task);
    }

    private JsonNode alone(Order order, Agent agent, RunOptions options, Task task) {
        List<Picture> pictures = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Map<String, Value> inputs = new LinkedHashMap<>();
        Map<String, byte[]> originals = new LinkedHashMap<>();
        Map<String, String> ids = new LinkedHashMap<>();
        for (String id : order.texts("pictures")) {
            String name = "image" + (pictures.size() + 1);
            var picture = artifacts.picture(id, task.caller());
            Value.Image image = Value.Image.of(name, picture.raster());
            pictures.add(new Picture(name, picture.name(), image));
            picture.notes().forEach(note -> notes.add(picture.name() + ": " + note));
            inputs.put(name, image);
            originals.put(name, artifacts.bytes(id, task.caller()));
            ids.put(name, id);
        }
        List<SessionPicture> known = new ArrayList<>();
        pictures.forEach(p -> known.add(new SessionPicture(
                p.input(),
                p.name(),
                Objects.requireNonNull(ids.get(p.input())),
                0,
                p.image().frame().width(),
                p.image().frame().height())));
        List<Mark> drawn = marks.read(order, grounds(known), task);
        String question = order.text("question");
        String instructions = order.optional("instructions").orElse("");
        RunOptions wished = options;
        if (!drawn.isEmpty()) {
            MarkedQuestion marked = MarkedQuestion.of(question, known, drawn);
            if (marked instanceof MarkedQuestion.Back back) {
                return told(back.reply(), task);
            }
            MarkedQuestion.Ready ready = (MarkedQuestion.Ready) marked;
            question = ready.question();
            instructions += ready.scene();
            wished = options.naming(ready.names());
            notes.addAll(ready.notes());
            inputs.keySet().retainAll(ready.shown());
            originals.keySet().retainAll(ready.shown());
            inputs.putAll(ready.things());
        }
        AskReply reply = agent.ask(new AskRequest(question, inputs, instructions, wishes(order), planner(order), wished)
                .from(originals)
                .calling(CallingJson.read(order.object("calling"))));
        return told(new Told(reply, pictures, List.of(), notes), ids, task);
    }

    private JsonNode inSession(Order order, Agent agent, RunOptions options, Task task) {
        String session = order.text("session");
        List<NewPicture> fresh = order.texts("pictures").stream()
                .map(id -> new NewPicture(artifacts.find(id, task.caller()).name(), artifacts.bytes(id, task.caller())))
                .toList();
        return conversations.withOpen(session, task.caller(), agent, (open, conversation) -> {
            Optional<ObjectNode> before = answeredBefore(session, conversation, task);
            if (before.isPresent()) {
                return before.get();
            }
            ConversationReply reply = conversation.ask(
                    order.text("question"),
                    fresh,
                    marks.read(order, grounds(pictures(order, conversation, task)), task),
                    new Conversation.Manner(
                            planner(order),
                            wishes(order),
                            options,
                            order.optional("instructions").orElse(""),
                            CallingJson.read(order.object("calling"))));
            ObjectNode told = told(reply, task).put("session", session);
            if (reply instanceof ConversationReply.Answered) {
                open.keepAnswer(told);
            }
            return told;
        });
    }

    /** What this run answered before its server ended; a turn of it whose answer was not kept any more is taken back. */
    private Optional<ObjectNode> answeredBefore(String session, Conversation conversation, Task task) {
        List<Turn> turns = conversation.session().turns();
        if (turns.isEmpty() || !turns.get(turns.size() - 1).run().equals(task.run())) {
            return Optional.empty();
        }
        Optional<ObjectNode> kept = conversations.answer(session, turns.size());
        if (kept.isEmpty()) {
            conversation.undo();
        }
        return kept;
    }

    /** A session's pictures, and those that come now under no name yet. */
    private List<SessionPicture> pictures(Order order, Conversation conversation, Task task) {
        List<SessionPicture> pictures =
                new ArrayList<>(conversation.session().ledger().pictures());
        for (String id : order.texts("pictures")) {
            ArtifactRow row = artifacts.find(id, task.caller());
            pictures.add(new SessionPicture(id, row.name(), id, row.size(), row.width(), row.height()));
        }
        return pictures;
    }

    private static Function<String, Optional<MarkReader.Ground>> grounds(List<SessionPicture> pictures) {
        return named -> pictures.stream()
                .filter(p -> p.name().equals(named) || p.artifact().equals(named))
                .findFirst()
                .map(p -> new MarkReader.Ground(p.artifact(), p.frame()));
    }

    private ObjectNode told(ConversationReply reply, Task task) {
        if (reply instanceof ConversationReply.Answered answered) {
            List<Picture> pictures = new ArrayList<>();
            Map<String, String> ids = new LinkedHashMap<>();
            answered.pictures().forEach((picture, image) -> {
                pictures.add(new Picture(picture.name(), picture.title(), image));
                ids.put(picture.name(), picture.artifact());
            });
            return told(new Told(answered.reply(), pictures, List.of(), List.of()), ids, task);
        } else if (reply instanceof ConversationReply.Unclear unclear) {
            ObjectNode node = JSON.objectNode().put("unclear", unclear.text()).put("phrase", unclear.phrase());
            ArrayNode options = node.putArray("options");
            unclear.options().forEach(o -> options.addObject().put("id", o.id()).put("words", o.words()));
            return node;
        } else if (reply instanceof ConversationReply.Unknown unknown) {
            throw Problem.at("/question", unknown.text());
        }
        throw Problem.of(Problem.Type.CANCELLED, "Stopped before it was answered");
    }

    private ObjectNode told(Told told, Map<String, String> ids, Task task) {
        ObjectNode node = AskJson.of(told);
        node.put("run", task.run()).put("outcome", told.reply().outcome().name().toLowerCase(java.util.Locale.ROOT));
        ArrayNode pictures = node.putArray("pictures");
        told.pictures()
                .forEach(p -> pictures.addObject()
                        .put("name", p.input())
                        .put("title", p.name())
                        .put("artifact", ids.getOrDefault(p.input(), ""))
                        .put("width", p.image().frame().width())
                        .put("height", p.image().frame().height()));
        ArrayNode made = (ArrayNode) node.withArray("artifacts");
        told.reply()
                .plan()
                .outputs()
                .forEach((name, ref) ->
                        told.reply().result().value(ref).ifPresent(value -> keep(name, value, made, task.caller())));
        return node;
    }

    /** Pictures that a plan gives. */
    private void keep(String name, Value value, ArrayNode made, Caller caller) {
        if (value instanceof Value.Image image) {
            made.addObject()
                    .put("id", artifacts.putImage(image, name + ".png", caller).id())
                    .put("kind", "image")
                    .put("output", name);
        } else if (value instanceof Value.ListOf list) {
            list.items().forEach(item -> {
                if (item instanceof Value.Image) {
                    keep(name, item, made, caller);
                }
            });
        }
    }

    private static PlannerChoice planner(Order order) {
        return order.choice("planner", PlannerChoice.class, PlannerChoice.AUTO);
    }

    private static AskRequest.Wishes wishes(Order order) {
        return new AskRequest.Wishes(order.flag("strict"), order.flag("verify"));
    }
}
