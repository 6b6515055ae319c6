package org.eyes4j.agent.session;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eyes4j.agent.Agent;
import org.eyes4j.agent.AskRequest;
import org.eyes4j.agent.ScriptedTool;
import org.eyes4j.agent.check.PlanChecker;
import org.eyes4j.agent.check.PlanLimits;
import org.eyes4j.agent.offline.FakeExperts;
import org.eyes4j.agent.offline.OfflinePlanner;
import org.eyes4j.agent.run.LocalPlanExecutor;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.StepCache;
import org.eyes4j.config.Settings;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;

/**
 * Pictures that are made of words, and experts that see in them what the words say: {@code dog 0 0 10 10; text 5 5 9 9 EXIT}.
 * The leftmost of several things is red, others are blue, one alone is green.
 */
final class Scenes implements AutoCloseable {
    private static final Set<String> KNOWN = Set.of("cat", "dog", "person", "cup", "horse", "car");
    private static final Map<String, String> WORDS = Map.of("mug", "cup", "man", "person", "woman", "person");

    final List<AskRequest> requests = new ArrayList<>();
    final Settings.Sessions limits;
    final ToolRegistry tools = new ToolRegistry();
    private final Map<String, List<Detection>> scenes = new LinkedHashMap<>();
    private final Expressions expressions = new Expressions();
    private final PlanExecutor executor;
    private final Agent agent;
    private final SessionStore store;
    private OpenSession open;
    private Conversation conversation;

    Scenes(Path folder, Settings.Sessions limits) {
        this.limits = limits;
        Port image = Port.required("image", Kind.IMAGE, "the picture");
        tools.register(new ScriptedTool(
                ToolSpecification.named("detect")
                        .describedAs("Finds things in a picture")
                        .takes(
                                image,
                                Port.optional("labels", Kind.listOf(Kind.TEXT), "what to look for"),
                                Port.optional("threshold", Kind.NUMBER, "least score")
                                        .or(0.4))
                        .traits(Trait.MODEL)
                        .gives(Kind.DETECTIONS, "the things"),
                (arguments, context) -> ToolResult.of(detect(arguments))));
        tools.register(new ScriptedTool(
                ToolSpecification.named("read_text")
                        .describedAs("Reads text")
                        .takes(image)
                        .traits(Trait.MODEL)
                        .gives(Kind.DETECTIONS, "the lines"),
                (arguments, context) -> ToolResult.of(Value.Detections.of(
                        arguments.image("image").frame(),
                        scene(arguments).stream().filter(d -> d.text() != null).toList()))));
        ToolRegistry others = new FakeExperts().without("detect", "read_text");
        others.names().forEach(name -> others.find(name).ifPresent(tools::register));
        this.executor = new LocalPlanExecutor(tools, expressions, new StepCache(0), Clock.systemUTC());
        this.agent = new Agent(
                tools, new OfflinePlanner(), new PlanChecker(expressions), PlanLimits.DEFAULT, executor, run -> {});
        this.store = new FolderSessionStore(folder, Clock.systemUTC());
        this.open = store.open("talk");
        this.conversation = conversation();
    }

    static Settings.Sessions limits() {
        return new Settings.Sessions(100, 10, 10_000, 1000, Duration.ofDays(30), 2000, 100, 100_000);
    }

    private Conversation conversation() {
        return new Conversation(
                open,
                request -> {
                    requests.add(request);
                    return agent.ask(request);
                },
                tools,
                this::decode,
                limits,
                Clock.systemUTC());
    }

    SessionStore store() {
        return store;
    }

    Conversation talk() {
        return conversation;
    }

    SceneLedger ledger() {
        return conversation.session().ledger();
    }

    /** As another process would find it. */
    void restart() {
        open.close();
        open = store.open("talk");
        conversation = conversation();
    }

    /** Asks, with pictures of these scenes. */
    ConversationReply ask(String question, String... pictures) {
        List<NewPicture> given = new ArrayList<>();
        for (String scene : pictures) {
            given.add(new NewPicture("scene.png", scene.getBytes(StandardCharsets.UTF_8)));
        }
        return conversation.ask(question, given, Conversation.Manner.of(RunOptions.defaults()));
    }

    /** What a person would read. */
    String answer(String question, String... pictures) {
        ConversationReply reply = ask(question, pictures);
        if (reply instanceof ConversationReply.Answered answered) {
            return answered.reply().answer().text();
        }
        return reply instanceof ConversationReply.Unclear unclear
                ? unclear.text()
                : ((ConversationReply.Unknown) reply).text();
    }

    AskRequest lastRequest() {
        return requests.get(requests.size() - 1);
    }

    private Value.Image decode(byte[] bytes, String title, String name) {
        String said = new String(bytes, StandardCharsets.UTF_8);
        List<Detection> things = new ArrayList<>();
        for (String thing : said.split(";")) {
            String[] parts = thing.strip().split(" ", 6);
            if (parts.length < 5) {
                continue;
            }
            BoundingBox box = new BoundingBox(
                    Double.parseDouble(parts[1]),
                    Double.parseDouble(parts[2]),
                    Double.parseDouble(parts[3]),
                    Double.parseDouble(parts[4]));
            Detection detection = Detection.of(parts[0], 0.9, box);
            things.add(parts.length > 5 ? detection.withText(parts[5]) : detection);
        }
        scenes.put(name, things);
        return Value.Image.of(name, new Raster(100, 60, 3, new byte[100 * 60 * 3]));
    }

    private List<Detection> scene(Arguments arguments) {
        return scenes.getOrDefault(arguments.image("image").frame().image(), List.of());
    }

    private Value detect(Arguments arguments) {
        List<String> asked = arguments.texts("labels");
        Map<String, List<String>> matched = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        for (String word : asked) {
            String label = WORDS.getOrDefault(word, word);
            if (KNOWN.contains(label)) {
                matched.put(word, List.of(label));
            } else {
                unknown.add(word);
            }
        }
        List<Detection> found = scene(arguments).stream()
                .filter(d -> d.text() == null)
                .filter(d -> asked.isEmpty() || matched.values().stream().anyMatch(l -> l.contains(d.label())))
                .toList();
        return Value.Detections.of(arguments.image("image").frame(), found)
                .searchedFor(new Search(asked, matched, unknown, true, 0.4, "made"));
    }

    @Override
    public void close() {
        open.close();
        executor.close();
    }
}
