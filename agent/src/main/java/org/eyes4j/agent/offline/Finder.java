package org.eyes4j.agent.offline;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eyes4j.agent.offline.Target.Sort;
import org.eyes4j.agent.offline.ToolSearch.Fit;
import org.eyes4j.agent.offline.ToolSearch.Given;
import org.eyes4j.agent.offline.ToolSearch.Setting;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.tools.value.Kind;

/** Plans how the things of one picture are found and told apart. */
final class Finder {
    /** The score down to which a thing is believed to be what the asker says is there. */
    private static final double UNSURE = 0.15;

    private final Draft draft;
    private final Argument.Ref image;
    private final GivenThings shown;
    private final List<Found> presumed = new ArrayList<>();
    private final List<Found> chosen = new ArrayList<>();

    Finder(Draft draft, Argument.Ref image, GivenThings shown) {
        this.draft = draft;
        this.image = image;
        this.shown = shown;
    }

    /** What the inputs hold. */
    GivenThings shown() {
        return shown;
    }

    Draft draft() {
        return draft;
    }

    Given picture() {
        return new Given(image, Kind.IMAGE);
    }

    /** What was taken for granted so far. */
    List<Found> presumed() {
        return List.copyOf(presumed);
    }

    /** Where so many of a sort were asked for: there may be fewer. */
    List<Found> chosen() {
        return List.copyOf(chosen);
    }

    Argument.Ref image() {
        return image;
    }

    /** What a phrase names: looked for, then narrowed by colour, by relation, by order. */
    Found find(Target target) throws MissingTool {
        return narrow(target, look(target));
    }

    /**
     * What the asker takes for granted ("what is left of <em>the cup</em>?"): where nothing is found for certain, the best
     * guess stands in, and the answer says so.
     */
    Found presumed(Target target) throws MissingTool {
        Found found = presume(target);
        Target second = target.second();
        return second == null ? found : found.paired(presumed(second));
    }

    private Found presume(Target target) throws MissingTool {
        if (target.given() != null || !target.is(Sort.THING) && !target.is(Sort.PERSON)) {
            return find(target);
        }
        Optional<Double> sure = draft.tools().usualThreshold(Capability.FIND);
        if (sure.isEmpty()
                || sure.get() <= UNSURE
                || draft.tools().finder(target.head(), List.of(picture())).isPresent()) {
            return find(target);
        }
        Argument.Ref looked = detect(target, List.of(Setting.of("threshold", DoubleNode.valueOf(UNSURE))));
        Argument.Ref best = draft.call(
                Capability.SELECT,
                "best_" + target.head(),
                List.of(draft.given(looked)),
                List.of(Setting.expression("where", "item.score >= " + sure.get() + " || index == 0")),
                null);
        Found found = narrow(target, new Found(target, best, looked, sure.get()));
        presumed.add(found);
        return found;
    }

    private Found narrow(Target target, Found looked) throws MissingTool {
        Found found = looked;
        String colour = target.colour();
        if (colour != null) {
            found = coloured(found, colour);
        }
        Relation relation = target.relation();
        Target anchor = target.anchor();
        boolean lettering = target.is(Sort.TEXT) && anchor != null && anchor.is(Sort.SURFACE);
        if (relation != null && anchor != null && !lettering) {
            if (anchor.is(Sort.PICTURE)) {
                found = half(found, relation);
            } else {
                Found to = presumed(anchor);
                found = found.narrowed(related(found, relation, to)).anchored(to);
            }
        }
        Order order = target.order();
        if (order != null) {
            found = found.narrowed(ordered(found.regions(), order, target.index(), target.chosen()));
        }
        if (target.chosen() > 1) {
            chosen.add(found);
        }
        draft.output(found.search());
        draft.output(found.regions());
        return found;
    }

    /** Faces, with what can be guessed of them ("emotion") where the tool guesses it. */
    Found faces(String attribute) throws MissingTool {
        Setting guess =
                Setting.of("attributes", JsonNodeFactory.instance.arrayNode().add(attribute));
        Argument.Ref faces = draft.call(Capability.FACES, "faces", List.of(picture()), List.of(guess.ifThere()), null);
        return new Found(Target.of(Sort.FACE, "face", "face"), draft.output(faces), faces, 0);
    }

    /** Every part of the picture, each with its outline. */
    Found scene() throws MissingTool {
        Argument.Ref parts = draft.call(Capability.SCENE, "scene", List.of(picture()), List.of(), null);
        return new Found(Target.of(Sort.ANYTHING, "thing", "thing"), draft.output(parts), parts, 0);
    }

    /** The one place that a phrase fits best, words that no tool measures and all: "the old man". */
    Found grounded(Target target) throws MissingTool {
        Setting phrase =
                Setting.of("phrases", JsonNodeFactory.instance.arrayNode().add(phrase(target)));
        Argument.Ref place =
                draft.call(Capability.GROUND, "place_of_" + target.head(), List.of(picture()), List.of(phrase), null);
        return new Found(target.modified(List.of()).called(phrase(target)), draft.output(place), place, 0);
    }

    private static String phrase(Target target) {
        return String.join(" ", target.modifiers()) + " " + target.written();
    }

    /** Whether something finds what a goal's words name where no tool measures them all. */
    static boolean grounds(Goal goal, ToolSearch tools) {
        return goal.asked() == Asked.WHERE
                && goal.targets().size() == 1
                && !goal.target().modifiers().isEmpty()
                && goal.target().isPlain()
                && goal.target().written().codePoints().noneMatch(Character::isIdeographic)
                && (goal.target().is(Sort.THING) || goal.target().is(Sort.PERSON))
                && tools.ready(Capability.GROUND);
    }

    /** Everything that can be named. */
    Found everything() throws MissingTool {
        return look(Target.of(Sort.ANYTHING, "thing", "thing"));
    }

    private Found look(Target target) throws MissingTool {
        Argument.Ref step = looking(target);
        return new Found(target, draft.output(step), step, 0);
    }

    private Argument.Ref looking(Target target) throws MissingTool {
        String given = target.given();
        if (given != null) {
            // A step of its own: what is told of these things points at a step, as it does of things that were looked
            // for.
            Given things = new Given(new Argument.Ref("inputs." + given), Kind.DETECTIONS);
            return draft.call(Capability.SELECT, "the_" + target.head(), List.of(things), List.of(), null);
        }
        switch (target.sort()) {
            case FACE:
                return draft.call(Capability.FACES, "faces", List.of(picture()), List.of(), null);
            case TEXT, SURFACE:
                return draft.call(Capability.READ, "lines", List.of(picture()), List.of(), null);
            case CODE:
                return codes(target);
            case ANYTHING, PICTURE, BACKGROUND:
                return draft.call(Capability.FIND, "things", List.of(picture()), List.of(), null);
            default:
                Optional<Fit> own = draft.tools().finder(target.head(), List.of(picture()));
                if (own.isPresent()) {
                    return draft.add(own.get(), "find_" + target.head(), null);
                }
                return detect(target, List.of());
        }
    }

    private Argument.Ref detect(Target target, List<Setting> more) throws MissingTool {
        List<Setting> settings = new ArrayList<>(more);
        settings.add(Setting.of("labels", JsonNodeFactory.instance.arrayNode().add(target.head())));
        return draft.call(Capability.FIND, "find_" + target.head(), List.of(picture()), settings, null);
    }

    /** Codes of the sort that was asked for. */
    private Argument.Ref codes(Target target) throws MissingTool {
        Argument.Ref all = draft.call(Capability.CODES, "codes", List.of(picture()), List.of(), null);
        if (target.head().equals("code")) {
            return all;
        }
        String word = target.head().equals("barcode") ? "bar" : "qr";
        Setting sort = Setting.expression("where", "item.label.lowerAscii().contains('" + word + "')");
        return draft.call(Capability.SELECT, word + "_codes", List.of(draft.given(all)), List.of(sort), null);
    }

    /** The regions that have a colour among their main ones. */
    private Found coloured(Found found, String colour) throws MissingTool {
        Found exact = outlined(found);
        Argument.Ref told = draft.call(
                Capability.COLOURS_EACH,
                "colours_of_each_" + found.target().head(),
                List.of(picture(), draft.given(exact.regions())),
                List.of(),
                found.any());
        return exact.narrowed(draft.call(
                Capability.SELECT,
                colour + "_" + found.target().head(),
                List.of(draft.given(told)),
                List.of(Setting.expression("where", "item.attributes.colours.contains('" + colour + "')")),
                found.any()));
    }

    /** The names of the colours of what was found. */
    Argument.Ref colours(Found found) throws MissingTool {
        Found exact = outlined(found);
        return draft.output(draft.call(
                Capability.COLOURS,
                "colours_of_" + found.target().head(),
                List.of(picture(), draft.given(exact.regions())),
                List.of(),
                found.any()));
    }

    /** Things by their outlines where something can outline them; lettering and codes are flat as they are. */
    private Found outlined(Found found) throws MissingTool {
        boolean flat = found.target().is(Sort.SURFACE)
                || found.target().is(Sort.TEXT)
                || found.target().is(Sort.CODE);
        return flat || !draft.tools().has(Capability.SEGMENT) ? found : segmented(found);
    }

    /** Everything in the picture but what was found. */
    Found rest(Found found) throws MissingTool {
        return found.narrowed(draft.output(draft.call(
                Capability.INVERT,
                "around_" + found.target().head(),
                List.of(draft.given(found.regions())),
                List.of(),
                found.any())));
    }

    /** The largest thing there is, for requests that name none. */
    Found foreground() throws MissingTool {
        Found things = everything();
        return things.narrowed(ordered(things.regions(), Order.LARGEST, 1));
    }

    /** The regions with their outlines. */
    Found segmented(Found found) throws MissingTool {
        String given = found.target().given();
        if (given != null && shown.isOutlined(given)) {
            // Drawn or outlined before: nobody's mask is made anew.
            return found;
        }
        Argument.Ref masks = draft.call(
                Capability.SEGMENT,
                "outline_" + found.target().head(),
                List.of(picture(), draft.given(found.regions())),
                List.of(),
                found.any());
        draft.output(masks);
        return found.narrowed(masks);
    }

    private Found half(Found found, Relation side) throws MissingTool {
        String where = switch (side) {
            case LEFT -> "item.box.cx < items.width / 2.0";
            case RIGHT -> "item.box.cx >= items.width / 2.0";
            case ABOVE -> "item.box.cy < items.height / 2.0";
            case BELOW -> "item.box.cy >= items.height / 2.0";
            case TOP_LEFT -> "item.box.cx < items.width / 2.0 && item.box.cy < items.height / 2.0";
            case TOP_RIGHT -> "item.box.cx >= items.width / 2.0 && item.box.cy < items.height / 2.0";
            case BOTTOM_LEFT -> "item.box.cx < items.width / 2.0 && item.box.cy >= items.height / 2.0";
            case BOTTOM_RIGHT -> "item.box.cx >= items.width / 2.0 && item.box.cy >= items.height / 2.0";
            case MIDDLE ->
                "item.box.cx > items.width / 3.0 && item.box.cx < items.width / 1.5"
                        + " && item.box.cy > items.height / 3.0 && item.box.cy < items.height / 1.5";
            default -> "";
        };
        if (where.isEmpty()) {
            return found;
        }
        return found.narrowed(draft.call(
                Capability.SELECT,
                side + (side.isPart() ? "_part" : "_half"),
                List.of(draft.given(found.regions())),
                List.of(Setting.expression("where", where)),
                null));
    }

    /** Those of the items that stand in a relation to something else that was found. */
    Argument.Ref related(Found items, Relation relation, Found anchor) throws MissingTool {
        String name = switch (relation) {
            case LEFT -> "left_of";
            case RIGHT -> "right_of";
            case ABOVE -> "above";
            case BELOW -> "below";
            case INSIDE -> "inside";
            case ON, OVERLAPS -> "overlaps";
            case NEAR -> "next_to";
            case NEAREST -> "nearest";
            case BETWEEN -> "between";
            case MIDDLE, TOP_LEFT, TOP_RIGHT, BOTTOM_LEFT, BOTTOM_RIGHT -> throw new MissingTool("");
        };
        List<Given> given = new ArrayList<>(List.of(draft.given(items.regions()), draft.given(anchor.regions())));
        Found second = anchor.second();
        if (second != null) {
            given.add(draft.given(second.regions()));
        }
        List<Setting> settings = new ArrayList<>(List.of(Setting.of("relation", TextNode.valueOf(name))));
        int most = items.target().chosen();
        if (relation == Relation.NEAREST && most > 1) {
            settings.add(Setting.of("limit", IntNode.valueOf(most)));
        }
        return draft.call(Capability.RELATE, name + "_" + anchor.target().head(), given, settings, anchor.any());
    }

    /** The one at a place in an order, counted from 1. */
    Argument.Ref ordered(Argument.Ref regions, Order order, int index) throws MissingTool {
        return ordered(regions, order, index, 1);
    }

    /** So many from a place in an order on; more than one only from the first place. */
    private Argument.Ref ordered(Argument.Ref regions, Order order, int index, int many) throws MissingTool {
        String by = switch (order) {
            case LEFT -> "item.box.x1";
            case RIGHT -> "item.box.x2";
            case TOP -> "item.box.y1";
            case BOTTOM -> "item.box.y2";
            case LARGEST, SMALLEST -> "item.area";
            case TALLEST, SHORTEST -> "item.box.height";
            case WIDEST, NARROWEST -> "item.box.width";
            case NEAREST, FARTHEST -> throw new MissingTool("depth");
        };
        boolean descending = switch (order) {
            case RIGHT, BOTTOM, LARGEST, TALLEST, WIDEST -> true;
            default -> false;
        };
        List<Setting> settings = new ArrayList<>();
        settings.add(Setting.expression("order_by", by));
        if (descending) {
            settings.add(Setting.of("descending", BooleanNode.TRUE));
        }
        settings.add(
                many > 1
                        ? Setting.of("limit", IntNode.valueOf(many))
                        : Setting.of("index", IntNode.valueOf(index - 1)));
        String id = order + (many > 1 ? "_first_" + many : "_" + index);
        return draft.output(draft.call(Capability.SELECT, id, List.of(draft.given(regions)), settings, null));
    }
}
