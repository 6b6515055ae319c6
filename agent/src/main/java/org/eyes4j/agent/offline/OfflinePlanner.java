package org.eyes4j.agent.offline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eyes4j.agent.answer.Answer;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.answer.Claims;
import org.eyes4j.agent.answer.Speech;
import org.eyes4j.agent.language.Script;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.planner.Planner;
import org.eyes4j.agent.planner.TaskRequest;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.tools.Lack;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.value.Kind;

/**
 * Plans without a language model. It reads what is asked for by words and structure, by meaning where those leave it in
 * doubt, searches the tools there are by kinds, and tells what a run finds in the language of the question. What it cannot
 * plan it says, with what it can do. Thread-safe.
 */
public final class OfflinePlanner implements Planner {
    /** Most pictures one question is asked of. */
    private static final int MOST_PICTURES = 4;

    private static final int MOST_CHARACTERS = 2000;

    /** What a caption tells and a list of things does not. */
    private static final Pattern HAPPENING =
            Pattern.compile("(?i)\\bhappen|\\bgoing on\\b|\\bdoing\\b|\\bcaption|发生|發生|在做|标题|標題");

    private final QuestionReader reader = new QuestionReader();
    private final MeaningReader meaning = new MeaningReader();
    private final Map<Script, Speech> speeches = Speech.all();

    @Override
    public String name() {
        return "offline";
    }

    /** What a question asks for, as far as words and structure tell. */
    public Question understand(String question) {
        return reader.read(question);
    }

    @Override
    public Planning plan(TaskRequest request, ToolRegistry tools, ToolContext context) {
        String written = Givens.known(request.question().strip(), request.inputs());
        String asked = Givens.plain(written);
        if (asked.length() > MOST_CHARACTERS) {
            return new Planning.Impossible("A question of at most " + MOST_CHARACTERS + " characters can be read, got "
                    + asked.length() + ". Ask one thing after the other.");
        }
        Question question = meaning.clear(reader.read(written), asked, tools, context);
        Planning planning = plan(request, question, asked, new ToolSearch(tools));
        Map<String, String> outages = tools.outages();
        return outages.isEmpty()
                ? planning
                : telling(planning, plan(request, question, asked, ToolSearch.ofAll(tools)), outages);
    }

    /** Names the tools that a plan would have used, and does not because they cannot be called just now. */
    private static Planning telling(Planning planning, Planning otherwise, Map<String, String> outages) {
        Set<String> wanted = new LinkedHashSet<>();
        if (otherwise instanceof Planning.Ready ready) {
            ready.plan().steps().forEach(step -> wanted.add(step.tool()));
        }
        List<String> missed =
                wanted.stream().filter(outages::containsKey).map(outages::get).toList();
        if (missed.isEmpty()) {
            return planning;
        } else if (planning instanceof Planning.Impossible impossible) {
            return new Planning.Impossible(impossible.message() + " (" + String.join("; ", missed) + ")");
        }
        Planning.Ready ready = (Planning.Ready) planning;
        return new Planning.Ready(
                ready.plan(),
                ready.form(),
                Stream.concat(missed.stream().map(why -> "Another way was taken: " + why), ready.warnings().stream())
                        .toList());
    }

    private Planning plan(TaskRequest request, Question question, String asked, ToolSearch search) {
        Speech speech = Objects.requireNonNull(speeches.get(question.script()));
        List<String> pictures = request.inputs().entrySet().stream()
                .filter(input -> input.getValue() == Kind.IMAGE)
                .map(Map.Entry::getKey)
                .toList();
        if (pictures.isEmpty()) {
            return new Planning.Impossible("A picture is needed to answer this. " + able(search, speech));
        }
        Draft draft = new Draft(search);
        GivenThings things = new GivenThings(request.values());
        List<Part> parts = new ArrayList<>();
        List<String> impossible = new ArrayList<>();
        for (Goal goal : question.goals()) {
            // The like of a thing may be in any of the pictures.
            List<String> shown = goal.asked() == Asked.SIMILAR
                    ? pictures
                    : Givens.picture(goal, request).map(List::of).orElse(pictures);
            parts.addAll(
                    goal.asked() == Asked.CANNOT
                            ? answered(goal, whole(question, goal, asked), draft, shown, things, speech, impossible)
                            : parts(goal, draft, shown, things, speech, impossible));
        }
        for (String said : unread(question, asked)) {
            Goal open = Goal.of(Asked.CANNOT, List.of(), said);
            parts.addAll(answered(open, said, draft, pictures, things, speech, impossible));
        }
        if (draft.isEmpty()) {
            return new Planning.Impossible(Stream.concat(
                            impossible.stream(),
                            Stream.of(
                                    impossible.stream().anyMatch(why -> why.contains("eyes4j models pull"))
                                            ? ""
                                            : offer(Capability.ANSWER, search, asked, speech),
                                    able(search, speech)))
                    .filter(sentence -> !sentence.isEmpty())
                    .collect(Collectors.joining(" ")));
        }
        boolean described = question.goals().stream().anyMatch(goal -> goal.asked() == Asked.DESCRIBE);
        List<String> warnings = Stream.of(
                        question.notes().stream(),
                        leftOut(question, search, speech),
                        described ? Stream.of(offer(Capability.CAPTION, search, asked, speech)) : Stream.<String>of())
                .flatMap(notes -> notes)
                .filter(note -> !note.isEmpty())
                .toList();
        String name = question.goals().isEmpty() ? Capability.ANSWER.toString() : question.toString();
        return new Planning.Ready(
                draft.finish(name, request.inputs()), result -> compose(parts, result, speech), warnings);
    }

    /** One goal in one picture: its picture's name where several are asked, and how to tell it. */
    private record Part(String picture, Telling telling) {
        static Part impossible(String why) {
            return new Part("", f -> List.of(Claims.unknown(why, List.of())));
        }
    }

    /** What was not understood: parts of a question, or all of it. */
    private static List<String> unread(Question question, String asked) {
        if (question.goals().isEmpty()) {
            return List.of(asked);
        }
        return question.sure() ? List.of() : question.unread();
    }

    /** A question of one goal as it was written, else the goal's own part of it. */
    private static String whole(Question question, Goal goal, String asked) {
        return question.goals().size() == 1 && question.unread().isEmpty() ? asked : goal.said();
    }

    /** What no recipe reads, asked of a model that answers questions about pictures, where there is one. */
    private static List<Part> answered(
            Goal goal,
            String said,
            Draft draft,
            List<String> pictures,
            GivenThings things,
            Speech speech,
            List<String> impossible) {
        List<String> not = new ArrayList<>();
        List<Part> parts = parts(goal, draft, pictures, things, speech, not);
        if (not.isEmpty()
                || !GeneratedRecipes.isQuestion(said)
                || !draft.tools().ready(Capability.ANSWER)) {
            impossible.addAll(not);
            return parts;
        }
        try {
            List<Part> answers = new ArrayList<>();
            for (String picture : pictures.subList(0, Math.min(MOST_PICTURES, pictures.size()))) {
                Finder finder = new Finder(draft, new Argument.Ref("inputs." + picture), things);
                answers.add(new Part(pictures.size() > 1 ? picture : "", GeneratedRecipes.answer(finder, said)));
            }
            return answers;
        } catch (MissingTool e) {
            impossible.addAll(not);
            return parts;
        }
    }

    /** Which model to fetch for what was asked; empty where one is there, or none is known, or it would not help. */
    private static String offer(Capability capability, ToolSearch search, String asked, Speech speech) {
        boolean helps = capability == Capability.ANSWER
                ? GeneratedRecipes.isQuestion(asked)
                : HAPPENING.matcher(asked).find();
        return helps
                ? search.lack(capability)
                        .map(lack -> speech.say("offer." + capability, "remedy", remedy(lack, speech)))
                        .orElse("")
                : "";
    }

    private static String remedy(Lack lack, Speech speech) {
        String size = lack.size().isEmpty() ? speech.say("remedy.size") : lack.size();
        return speech.say("remedy", "model", lack.model(), "size", size);
    }

    /** Why a part cannot be planned. */
    private static String reason(MissingTool missing, Speech speech) {
        if (missing.need().startsWith("word:")) {
            return speech.say("cannot.word", "word", missing.need().substring("word:".length()));
        }
        return switch (missing.need()) {
            case "" -> speech.say("cannot.kind");
            case "two" -> speech.say("compare.needs.two");
            default -> {
                String needs = speech.say("needs." + missing.need());
                yield missing.lack()
                        .map(lack -> speech.say("cannot.pull", "needs", needs, "remedy", remedy(lack, speech)))
                        .orElseGet(() -> speech.say("cannot.tool", "needs", needs));
            }
        };
    }

    private static List<Part> parts(
            Goal goal, Draft draft, List<String> pictures, GivenThings things, Speech speech, List<String> impossible) {
        List<Part> parts = new ArrayList<>();
        Runnable back = draft.mark();
        try {
            if (goal.asked() == Asked.COMPARE) {
                if (pictures.size() < 2) {
                    throw new MissingTool("two");
                }
                parts.add(new Part("", PeopleRecipes.compare(draft, refs(pictures.subList(0, 2)))));
                return parts;
            }
            List<String> asked = goal.picture() > 0
                    ? List.of(picture(pictures, goal.picture()))
                    : pictures.subList(0, Math.min(MOST_PICTURES, pictures.size()));
            boolean which = goal.asked() == Asked.COUNT && !goal.how().isEmpty();
            if (which && asked.size() < 2) {
                throw new MissingTool("two");
            }
            Map<String, Found> counted = new LinkedHashMap<>();
            for (String picture : asked) {
                Finder finder = new Finder(draft, new Argument.Ref("inputs." + picture), things);
                Telling telling = Recipes.of(goal, finder);
                if (which) {
                    counted.put(picture, finder.find(goal.target()));
                }
                List<Found> presumed = finder.presumed();
                List<Found> chosen = finder.chosen();
                parts.add(new Part(
                        asked.size() > 1 ? picture : "", f -> f.withDoubts(telling.tell(f), presumed, chosen)));
            }
            if (which) {
                parts.add(
                        0,
                        new Part(
                                "",
                                SeeingRecipes.whichPicture(counted, goal.how().equals("most"))));
            }
            return parts;
        } catch (MissingTool e) {
            back.run();
            String sentence = speech.say("cannot", "said", goal.said(), "why", reason(e, speech)) + ".";
            impossible.add(sentence);
            return List.of(Part.impossible(sentence));
        }
    }

    /** By its name, where not all pictures of a session are asked about; else by its place. */
    private static String picture(List<String> pictures, int number) {
        String name = "image" + number;
        return pictures.contains(name) ? name : pictures.get(Math.min(number, pictures.size()) - 1);
    }

    private static List<Argument.Ref> refs(List<String> pictures) {
        return pictures.stream().map(name -> new Argument.Ref("inputs." + name)).toList();
    }

    private static Answer compose(List<Part> parts, RunResult result, Speech speech) {
        Findings findings = new Findings(result, speech);
        List<Claim> claims = new ArrayList<>();
        for (Part part : parts) {
            for (Claim claim : part.telling().tell(findings)) {
                String text = part.picture().isEmpty()
                        ? claim.text()
                        : speech.say("picture", "picture", part.picture(), "sentence", claim.text());
                claims.add(new Claim(text, claim.status(), claim.evidence()));
            }
        }
        return new Answer(claims.stream().distinct().toList());
    }

    private static String able(ToolSearch search, Speech speech) {
        List<String> can = Stream.of(
                        Capability.FIND,
                        Capability.READ,
                        Capability.CODES,
                        Capability.SEGMENT,
                        Capability.REDACT,
                        Capability.COLOURS,
                        Capability.FACES,
                        Capability.DESCRIBE)
                .filter(search::has)
                .map(capability -> speech.say("can." + capability))
                .toList();
        return can.isEmpty() ? "" : speech.say("can", "list", speech.list(can));
    }

    private static Stream<String> leftOut(Question question, ToolSearch search, Speech speech) {
        return question.goals().stream()
                .filter(goal -> !Finder.grounds(goal, search))
                .flatMap(goal -> goal.targets().stream())
                .flatMap(target -> target.modifiers().stream())
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new))
                .stream()
                .map(word -> speech.say("note.modifiers", "word", word));
    }
}
