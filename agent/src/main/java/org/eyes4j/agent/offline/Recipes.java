package org.eyes4j.agent.offline;

import java.util.Locale;
import org.eyes4j.agent.offline.Target.Sort;

/** What is done for each thing that can be asked, in one picture. */
final class Recipes {
    private Recipes() {}

    static Telling of(Goal goal, Finder finder) throws MissingTool {
        return switch (goal.asked()) {
            case COUNT -> SeeingRecipes.count(finder, thing(goal));
            case EXISTS -> SeeingRecipes.exists(finder, thing(goal), goal.how().equals("none"));
            case WHERE ->
                SeeingRecipes.where(
                        finder, thing(goal), Finder.grounds(goal, finder.draft().tools()));
            case WHAT -> SeeingRecipes.what(finder);
            case DESCRIBE -> SeeingRecipes.described(finder);
            case READ ->
                goal.how().isEmpty()
                        ? TextRecipes.read(finder, goal.targets())
                        : TextRecipes.says(TextRecipes.read(finder, goal.targets()), goal.how());
            case CODE -> TextRecipes.code(finder);
            case SEGMENT -> PixelRecipes.segment(finder, goal.targets());
            case CUTOUT -> PixelRecipes.cutout(finder, goal.targets());
            case CROP -> PixelRecipes.crop(finder, goal.targets());
            case COVER -> PixelRecipes.cover(finder, goal.targets());
            case SIZE -> PixelRecipes.size(finder, oneOf(goal));
            case IDENTIFY -> IdentityRecipe.of(finder, thing(goal), goal.how());
            case SIMILAR -> SeeingRecipes.similar(finder, thing(goal));
            case COLOUR -> PixelRecipes.colour(finder, oneOf(goal));
            case REDACT -> PixelRecipes.redact(finder, oneOf(goal), goal.how());
            case WHICH -> RankingRecipes.which(finder, goal.targets(), order(goal), goal.anchor());
            case EXTREME -> RankingRecipes.extreme(finder, goal.targets(), order(goal), goal.anchor());
            case RELATED ->
                RankingRecipes.related(
                        finder, goal.target(), Relation.valueOf(goal.how().toUpperCase(Locale.ROOT)));
            case HOLDS -> holds(goal, finder);
            case POSE -> PeopleRecipes.pose(finder, oneOf(goal));
            case POSTURE -> PostureRecipe.of(finder, oneOf(goal), goal.how());
            case MOOD -> PeopleRecipes.mood(finder, oneOf(goal), goal.how());
            case CANNOT -> {
                if (goal.how().equals("depth")) {
                    yield DepthRecipes.of(finder, goal);
                }
                throw new MissingTool(goal.how());
            }
            case COMPARE -> throw new MissingTool(goal.how());
        };
    }

    private static Telling holds(Goal goal, Finder finder) throws MissingTool {
        if (goal.how().startsWith("colour:")) {
            return PixelRecipes.isColoured(finder, goal.target(), goal.how().substring("colour:".length()));
        }
        Target other = goal.targets().get(1);
        for (Relation relation : Relation.values()) {
            // "left of" and "further left than" come to the same.
            if (relation.toString().equals(goal.how())) {
                return RankingRecipes.holds(finder, goal.target(), other, relation);
            }
        }
        return RankingRecipes.holds(finder, goal.target(), other, order(goal));
    }

    private static Order order(Goal goal) {
        return Order.valueOf(goal.how().toUpperCase(Locale.ROOT));
    }

    private static Target thing(Goal goal) throws MissingTool {
        Target target = oneOf(goal);
        if (target.is(Sort.BACKGROUND) || target.is(Sort.PICTURE)) {
            throw new MissingTool("");
        }
        return target;
    }

    private static Target oneOf(Goal goal) {
        return goal.targets().isEmpty() ? Target.of(Sort.ANYTHING, "thing", "thing") : goal.target();
    }
}
