package org.eyes4j.agent.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.agent.session.Mark.Use;
import org.eyes4j.agent.session.SessionException.Kind;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Region;

/**
 * What was drawn for a question, as things of the conversation. Immutable.
 *
 * @param regions in the order drawn
 * @param uses what each stands for, by its id
 * @param renamed ids that were taken, and what stands for them
 */
record Marks(List<FoundRegion> regions, Map<String, Use> uses, Map<String, String> renamed) {
    static final Marks NONE = new Marks(List.of(), Map.of(), Map.of());
    private static final int MOST = 100;

    Marks {
        regions = List.copyOf(regions);
        uses = Map.copyOf(uses);
        renamed = Map.copyOf(renamed);
    }

    /**
     * Marks as things.
     *
     * @param ledger knows their pictures, and what has an id already
     * @throws SessionException if one lies on no picture of the conversation, or not on it
     */
    static Marks of(List<Mark> marks, SceneLedger ledger) {
        if (marks.size() > MOST) {
            throw new SessionException(Kind.LIMIT, "A question takes at most " + MOST + " marks, got " + marks.size());
        }
        List<FoundRegion> regions = new ArrayList<>();
        Map<String, Use> uses = new LinkedHashMap<>();
        Map<String, String> renamed = new LinkedHashMap<>();
        Set<String> taken = new LinkedHashSet<>();
        Set<String> never = new LinkedHashSet<>(ledger.taken());
        marks.forEach(mark -> never.add(mark.id()));
        for (Mark mark : marks) {
            SessionPicture picture = picture(mark, ledger);
            Detection drawn = detection(mark, picture);
            boolean free = !taken.contains(mark.id()) && isFree(mark, picture, drawn, ledger);
            String id = free ? mark.id() : fresh(never);
            taken.add(id);
            never.add(id);
            if (!id.equals(mark.id())) {
                renamed.put(mark.id(), id);
            }
            regions.add(new FoundRegion(picture.frame(), new Region(id, drawn)));
            uses.put(id, mark.use());
        }
        return new Marks(regions, uses, renamed);
    }

    private static SessionPicture picture(Mark mark, SceneLedger ledger) {
        return ledger.pictures().stream()
                .filter(p -> p.name().equals(mark.picture()) || p.artifact().equals(mark.picture()))
                .findFirst()
                .orElseThrow(() -> new SessionException(
                        Kind.WRONG_USAGE,
                        "The mark '" + mark.id() + "' is on the picture '" + mark.picture()
                                + "', which is none of this question's; give that picture too"));
    }

    private static Detection detection(Mark mark, SessionPicture picture) {
        Mask mask = mark.mask();
        if (mask != null && (mask.width() != picture.width() || mask.height() != picture.height())) {
            throw new SessionException(
                    Kind.WRONG_USAGE,
                    "The mask of the mark '" + mark.id() + "' is of " + mask.width() + " x " + mask.height()
                            + " pixels, and its picture of " + picture.width() + " x " + picture.height());
        }
        BoundingBox box =
                (mask == null || mask.isEmpty() ? mark.box() : mask.box()).clip(picture.width(), picture.height());
        if (box.area() == 0) {
            throw new SessionException(
                    Kind.WRONG_USAGE,
                    "The mark '" + mark.id() + "' has nothing in its picture, which is " + picture.width() + " x "
                            + picture.height() + " pixels");
        }
        return Detection.of(mark.called(), 1, box)
                .withMask(mask == null || mask.isEmpty() ? null : mask)
                .withAttribute("drawn", "by the user");
    }

    /** Whether nothing has a mark's id, or only an earlier drawing of the same. */
    private static boolean isFree(Mark mark, SessionPicture picture, Detection drawn, SceneLedger ledger) {
        return ledger.region(mark.id())
                .filter(known -> !known.picture().image().equals(picture.name())
                        || !known.region().detection().attributes().containsKey("drawn")
                        || known.region().box().iou(drawn.box()) == 0)
                .isEmpty();
    }

    private static String fresh(Set<String> taken) {
        int n = 1;
        while (taken.contains("m" + n)) {
            n++;
        }
        return "m" + n;
    }

    boolean isEmpty() {
        return regions.isEmpty();
    }

    boolean holds(FoundRegion found) {
        return uses.containsKey(found.region().id());
    }

    /** What "this" means: the examples where their like is asked for, else what was drawn to be asked about. */
    List<FoundRegion> focus(boolean likeness) {
        List<FoundRegion> examples = of(Use.EXEMPLAR);
        List<FoundRegion> subjects = of(Use.SUBJECT);
        if (likeness && !examples.isEmpty() || subjects.isEmpty()) {
            return examples;
        }
        return subjects;
    }

    private List<FoundRegion> of(Use use) {
        return regions.stream()
                .filter(found -> uses.get(found.region().id()) == use)
                .toList();
    }

    /** The question with ids that things have now. */
    String renamed(String question) {
        String text = question;
        for (Map.Entry<String, String> id : renamed.entrySet()) {
            text = text.replaceAll("(?<![A-Za-z0-9])" + Pattern.quote(id.getKey()) + "(?![A-Za-z0-9])", id.getValue());
        }
        return text;
    }
}
