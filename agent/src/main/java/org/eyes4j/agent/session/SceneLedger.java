package org.eyes4j.agent.session;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eyes4j.agent.conduct.Outcome;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.agent.run.RegionNames;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Region;

/**
 * What a conversation knows of its pictures: the things seen in them, under ids that stay, what was looked for, and what was
 * said. Coordinates are pixels of the whole pictures. Immutable.
 */
public final class SceneLedger implements RegionNames {
    /** Overlap from which two findings of one label are one thing. */
    static final double SAME = 0.5;

    private final Map<String, SessionPicture> pictures = new LinkedHashMap<>();
    private final Map<String, FoundRegion> regions = new LinkedHashMap<>();
    private final Set<Looked> looked = new LinkedHashSet<>();
    private final List<Turn> turns;
    private final Set<String> retired;
    private final Marks marks;
    private final List<FoundRegion> pointed;

    private SceneLedger(List<Turn> turns, Set<String> retired, Marks marks, List<FoundRegion> pointed) {
        this.turns = turns;
        this.retired = retired;
        this.marks = marks;
        this.pointed = pointed;
        for (Turn turn : turns) {
            turn.pictures().forEach(picture -> pictures.put(picture.name(), picture));
            turn.regions().forEach(found -> regions.merge(found.region().id(), found, SceneLedger::richer));
            looked.addAll(turn.looked());
        }
    }

    static SceneLedger of(List<Turn> turns, Set<String> retired) {
        return new SceneLedger(turns, retired, Marks.NONE, List.of());
    }

    /** With pictures of which nothing is known yet. */
    SceneLedger with(List<SessionPicture> fresh) {
        SceneLedger more = new SceneLedger(turns, retired, marks, pointed);
        fresh.forEach(picture -> more.pictures.put(picture.name(), picture));
        return more;
    }

    /**
     * With what was drawn for the question that is asked now.
     *
     * @param likeness whether the like of something is asked for
     */
    SceneLedger drawn(Marks drawn, boolean likeness) {
        SceneLedger more = new SceneLedger(turns, retired, drawn, drawn.focus(likeness));
        more.pictures.putAll(pictures);
        drawn.regions().forEach(found -> more.regions.put(found.region().id(), found));
        return more;
    }

    /** What was drawn for the question that is asked now. */
    Marks marks() {
        return marks;
    }

    public List<SessionPicture> pictures() {
        return List.copyOf(pictures.values());
    }

    public Optional<SessionPicture> picture(String name) {
        return Optional.ofNullable(pictures.get(name));
    }

    /** Everything that was seen, in the order of its first sight. */
    public List<FoundRegion> regions() {
        return List.copyOf(regions.values());
    }

    public Optional<FoundRegion> region(String id) {
        return Optional.ofNullable(regions.get(id));
    }

    public List<Turn> turns() {
        return turns;
    }

    Set<String> ids() {
        return regions.keySet();
    }

    /** Things of a picture that a noun names, from the left. */
    List<FoundRegion> of(String picture, Noun noun) {
        return regions.values().stream()
                .filter(found -> found.picture().image().equals(picture) && noun.names(found.region(), words(picture)))
                .sorted(Comparator.comparingDouble(found -> found.region().box().x1()))
                .toList();
    }

    /** Whether all things of a picture that a label names are known. */
    boolean knowsAll(String picture, String label) {
        return looked.stream()
                .anyMatch(l -> l.picture().equals(picture)
                        && (l.label().equals(Looked.EVERYTHING) || l.label().equalsIgnoreCase(label)));
    }

    /** Words that things were asked for by. */
    Set<String> askedFor() {
        return looked.stream()
                .map(l -> l.word().toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }

    /** Words that a label of a picture was asked for by: "mug" for a cup. */
    private Map<String, Set<String>> words(String picture) {
        Map<String, Set<String>> words = new LinkedHashMap<>();
        looked.stream()
                .filter(l -> l.picture().equals(picture) && !l.word().isEmpty())
                .forEach(l -> words.computeIfAbsent(l.label().toLowerCase(Locale.ROOT), k -> new LinkedHashSet<>())
                        .add(l.word().toLowerCase(Locale.ROOT)));
        return words;
    }

    /** What was pointed at; else what the latest answer that was about anything was about. */
    List<FoundRegion> focus() {
        return focus(1);
    }

    /** What the latest answer that was about at least so many things was about. */
    List<FoundRegion> focus(int least) {
        if (!pointed.isEmpty() && pointed.size() >= least) {
            return pointed;
        }
        for (int i = turns.size() - 1; i >= 0; i--) {
            List<FoundRegion> about = turns.get(i).focus().stream()
                    .map(regions::get)
                    .filter(Objects::nonNull)
                    .toList();
            if (about.size() >= least) {
                return about;
            }
        }
        return List.of();
    }

    /** What the latest answer that was about something of a sort was about. */
    List<FoundRegion> latestWith(Predicate<FoundRegion> sort) {
        for (int i = turns.size() - 1; i >= 0; i--) {
            List<FoundRegion> about = turns.get(i).focus().stream()
                    .map(regions::get)
                    .filter(Objects::nonNull)
                    .filter(sort)
                    .toList();
            if (!about.isEmpty()) {
                return about;
            }
        }
        return List.of();
    }

    /** The latest turn that was answered by a run. */
    Optional<Turn> lastAnswered() {
        for (int i = turns.size() - 1; i >= 0; i--) {
            if (turns.get(i).outcome() == Outcome.ANSWERED) {
                return Optional.of(turns.get(i));
            }
        }
        return Optional.empty();
    }

    /** The id of the thing that a detection shows again: of the same picture and label, overlapping most. */
    @Override
    public Optional<String> of(Frame frame, Detection detection, Set<String> given) {
        BoundingBox box = frame.toRoot().apply(detection.box());
        return regions.values().stream()
                .filter(known -> known.picture().image().equals(frame.image())
                        && known.region().label().equalsIgnoreCase(detection.label())
                        && !given.contains(known.region().id())
                        && known.region().box().iou(box) >= SAME)
                .max(Comparator.comparingDouble(known -> known.region().box().iou(box)))
                .map(known -> known.region().id());
    }

    @Override
    public Set<String> taken() {
        Set<String> taken = new LinkedHashSet<>(regions.keySet());
        taken.addAll(retired);
        return taken;
    }

    /** What is known of one thing from two sights of it: the later, with what only the earlier told. */
    private static FoundRegion richer(FoundRegion first, FoundRegion second) {
        Detection before = first.region().detection();
        Detection after = second.region().detection();
        Detection both = after.mask() == null ? after.withMask(before.mask()) : after;
        both = both.keypoints().isEmpty() ? both.withKeypoints(before.keypoints()) : both;
        both = both.text() == null ? both.withText(before.text()) : both;
        both = both.outline() == null ? both.withOutline(before.outline()) : both;
        for (Map.Entry<String, String> said : before.attributes().entrySet()) {
            both = both.attributes().containsKey(said.getKey())
                    ? both
                    : both.withAttribute(said.getKey(), said.getValue());
        }
        Region region = second.region().with(both);
        return new FoundRegion(second.picture(), region);
    }
}
