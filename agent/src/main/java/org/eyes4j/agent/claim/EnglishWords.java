package org.eyes4j.agent.claim;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** English words by what they do in a statement. */
final class EnglishWords {
    static final Map<String, String> COLOURS = Map.ofEntries(
            Map.entry("red", "red"), Map.entry("crimson", "red"), Map.entry("scarlet", "red"), Map.entry("maroon", "red"),
            Map.entry("reddish", "red"), Map.entry("green", "green"), Map.entry("lime", "green"), Map.entry("greenish", "green"),
            Map.entry("blue", "blue"), Map.entry("navy", "blue"), Map.entry("bluish", "blue"),
            Map.entry("yellow", "yellow"), Map.entry("golden", "yellow"), Map.entry("gold", "yellow"), Map.entry("yellowish", "yellow"),
            Map.entry("black", "black"), Map.entry("white", "white"), Map.entry("grey", "grey"), Map.entry("gray", "grey"),
            Map.entry("silver", "grey"), Map.entry("orange", "orange"), Map.entry("purple", "purple"), Map.entry("violet", "purple"),
            Map.entry("pink", "pink"), Map.entry("magenta", "pink"), Map.entry("brown", "brown"), Map.entry("brownish", "brown"),
            Map.entry("beige", "beige"), Map.entry("cream", "beige"), Map.entry("tan", "beige"),
            Map.entry("cyan", "turquoise"), Map.entry("turquoise", "turquoise"), Map.entry("teal", "turquoise"),
            Map.entry("olive", "olive"));

    static final Map<String, Rank> MOST = Map.ofEntries(
            Map.entry("largest", Rank.LARGEST), Map.entry("biggest", Rank.LARGEST), Map.entry("greatest", Rank.LARGEST),
            Map.entry("smallest", Rank.SMALLEST), Map.entry("tiniest", Rank.SMALLEST), Map.entry("littlest", Rank.SMALLEST),
            Map.entry("tallest", Rank.TALLEST), Map.entry("shortest", Rank.SHORTEST), Map.entry("widest", Rank.WIDEST),
            Map.entry("broadest", Rank.WIDEST), Map.entry("narrowest", Rank.NARROWEST), Map.entry("thinnest", Rank.NARROWEST),
            Map.entry("leftmost", Rank.LEFT), Map.entry("rightmost", Rank.RIGHT), Map.entry("topmost", Rank.TOP),
            Map.entry("uppermost", Rank.TOP), Map.entry("highest", Rank.TOP), Map.entry("bottommost", Rank.BOTTOM),
            Map.entry("lowermost", Rank.BOTTOM), Map.entry("lowest", Rank.BOTTOM));

    static final Map<String, Rank> MORE = Map.ofEntries(
            Map.entry("larger", Rank.LARGEST), Map.entry("bigger", Rank.LARGEST), Map.entry("greater", Rank.LARGEST),
            Map.entry("smaller", Rank.SMALLEST), Map.entry("tinier", Rank.SMALLEST), Map.entry("taller", Rank.TALLEST),
            Map.entry("shorter", Rank.SHORTEST), Map.entry("wider", Rank.WIDEST), Map.entry("broader", Rank.WIDEST),
            Map.entry("narrower", Rank.NARROWEST), Map.entry("thinner", Rank.NARROWEST), Map.entry("higher", Rank.TOP),
            Map.entry("lower", Rank.BOTTOM));

    static final List<String> ORDINALS = List.of("", "first", "second", "third", "fourth", "fifth", "sixth", "7th", "8th", "9th", "10th");

    /** Bearings by the words that say them; those that begin alike longest first. */
    static final List<Map.Entry<String, Bearing>> BEARINGS = List.of(
            Map.entry("on the left hand side of", Bearing.LEFT_OF), Map.entry("on the right hand side of", Bearing.RIGHT_OF),
            Map.entry("on the left side of", Bearing.LEFT_OF), Map.entry("on the right side of", Bearing.RIGHT_OF),
            Map.entry("to the left side of", Bearing.LEFT_OF), Map.entry("to the right side of", Bearing.RIGHT_OF),
            Map.entry("to the left of", Bearing.LEFT_OF), Map.entry("to the right of", Bearing.RIGHT_OF),
            Map.entry("on the left of", Bearing.LEFT_OF), Map.entry("on the right of", Bearing.RIGHT_OF),
            Map.entry("at the left of", Bearing.LEFT_OF), Map.entry("at the right of", Bearing.RIGHT_OF),
            Map.entry("further to the left than", Bearing.LEFT_OF), Map.entry("further to the right than", Bearing.RIGHT_OF),
            Map.entry("farther to the left than", Bearing.LEFT_OF), Map.entry("farther to the right than", Bearing.RIGHT_OF),
            Map.entry("further left than", Bearing.LEFT_OF), Map.entry("further right than", Bearing.RIGHT_OF),
            Map.entry("farther left than", Bearing.LEFT_OF), Map.entry("farther right than", Bearing.RIGHT_OF),
            Map.entry("more to the left than", Bearing.LEFT_OF), Map.entry("more to the right than", Bearing.RIGHT_OF),
            Map.entry("left of", Bearing.LEFT_OF), Map.entry("right of", Bearing.RIGHT_OF),
            Map.entry("higher up than", Bearing.ABOVE), Map.entry("higher than", Bearing.ABOVE), Map.entry("further up than", Bearing.ABOVE),
            Map.entry("lower down than", Bearing.BELOW), Map.entry("lower than", Bearing.BELOW), Map.entry("further down than", Bearing.BELOW),
            Map.entry("on top of", Bearing.ON), Map.entry("on the top of", Bearing.ON), Map.entry("atop", Bearing.ON), Map.entry("upon", Bearing.ON),
            Map.entry("above", Bearing.ABOVE), Map.entry("over", Bearing.ABOVE), Map.entry("below", Bearing.BELOW),
            Map.entry("beneath", Bearing.BELOW), Map.entry("underneath", Bearing.BELOW), Map.entry("under", Bearing.BELOW),
            Map.entry("inside of", Bearing.INSIDE), Map.entry("inside", Bearing.INSIDE), Map.entry("within", Bearing.INSIDE),
            Map.entry("contained in", Bearing.INSIDE), Map.entry("enclosed by", Bearing.INSIDE), Map.entry("in between", Bearing.BETWEEN), Map.entry("between", Bearing.BETWEEN),
            Map.entry("in front of", Bearing.IN_FRONT_OF), Map.entry("closer to the camera than", Bearing.IN_FRONT_OF),
            Map.entry("nearer to the camera than", Bearing.IN_FRONT_OF), Map.entry("nearer the camera than", Bearing.IN_FRONT_OF),
            Map.entry("closer to the viewer than", Bearing.IN_FRONT_OF), Map.entry("nearer to the viewer than", Bearing.IN_FRONT_OF),
            Map.entry("closer than", Bearing.IN_FRONT_OF), Map.entry("nearer than", Bearing.IN_FRONT_OF),
            Map.entry("behind", Bearing.BEHIND), Map.entry("in back of", Bearing.BEHIND),
            Map.entry("further from the camera than", Bearing.BEHIND), Map.entry("farther from the camera than", Bearing.BEHIND),
            Map.entry("further away from the camera than", Bearing.BEHIND), Map.entry("farther away from the camera than", Bearing.BEHIND),
            Map.entry("further away than", Bearing.BEHIND), Map.entry("farther away than", Bearing.BEHIND),
            Map.entry("farther back than", Bearing.BEHIND), Map.entry("further back than", Bearing.BEHIND),
            Map.entry("next to", Bearing.NEXT_TO), Map.entry("close to", Bearing.NEXT_TO), Map.entry("beside", Bearing.NEXT_TO),
            Map.entry("near to", Bearing.NEXT_TO), Map.entry("near", Bearing.NEXT_TO), Map.entry("nearby", Bearing.NEXT_TO),
            Map.entry("alongside", Bearing.NEXT_TO), Map.entry("adjacent to", Bearing.NEXT_TO), Map.entry("by the side of", Bearing.NEXT_TO),
            Map.entry("at the side of", Bearing.NEXT_TO), Map.entry("by", Bearing.NEXT_TO),
            Map.entry("nearest to", Bearing.NEAREST), Map.entry("closest to", Bearing.NEAREST), Map.entry("nearest", Bearing.NEAREST),
            Map.entry("overlapping with", Bearing.OVERLAPS), Map.entry("overlapping", Bearing.OVERLAPS), Map.entry("touching", Bearing.OVERLAPS),
            Map.entry("in contact with", Bearing.OVERLAPS), Map.entry("containing", Bearing.CONTAINS),
            Map.entry("on", Bearing.ON), Map.entry("in", Bearing.INSIDE));

    static final Set<String> BE = Set.of("is", "are", "was", "were", "be", "seem", "seems", "appear", "appears", "look", "looks", "remain", "remains", "get");

    /** What says no more than that something is somewhere, with or without a "be" before it. */
    static final Set<String> STAND = Set.of(
            "located", "situated", "positioned", "placed", "found", "sits", "stands", "lies", "rests", "sit", "stand", "lie", "rest", "standing", "sitting", "lying", "resting", "hanging", "hangs", "hang", "parked", "mounted", "seated", "stood", "set", "arranged", "seen", "detected", "shown", "spotted", "floating", "perched", "displayed", "visible", "appears", "appear", "laid", "written", "printed");

    /** The same as verbs of their own. */
    static final Set<String> SIT = Set.of(
            "sits", "stands", "lies", "rests", "sit", "stand", "lie", "rest", "hangs", "hang", "appears", "appear", "stay", "stays", "remains", "floats");

    /** Said of what is there at all. */
    static final Set<String> THERE = Set.of(
            "visible", "present", "there", "shown", "seen", "found", "detected", "depicted", "pictured", "identified", "spotted", "recognised", "recognized", "noticed", "observed", "captured", "counted", "featured", "displayed", "located", "exist", "exists", "existing", "here", "discernible", "apparent");

    static final Set<String> SEE = Set.of(
            "see", "count", "counted", "find", "found", "spot", "spotted", "detect", "detected", "notice", "noticed", "identify", "identified", "observe", "observed", "recognise", "recognised", "recognize", "recognized", "saw", "make");

    static final Set<String> SHOW = Set.of(
            "shows", "show", "contains", "contain", "has", "have", "includes", "include", "depicts", "depict", "features", "feature", "displays", "display", "showing", "contained", "had", "captures", "holds", "portrays");

    static final Set<String> SAY = Set.of("says", "say", "reads", "read", "states", "state", "said", "saying", "reading", "spells", "bears", "spell");

    static final Set<String> COVER = Set.of("covers", "cover", "occupies", "occupy", "fills", "fill", "covering", "occupying");

    /** Function words: no noun begins or goes on with them. */
    static final Set<String> FUNCTION = Set.of(
            "the", "a", "an", "of", "in", "on", "at", "to", "from", "with", "and", "or", "but", "while", "whereas", "is", "are", "was", "were", "be", "been", "being", "there", "it", "they", "them", "he", "she", "this", "that", "these", "those", "its", "their", "his", "her", "not", "no", "than", "as", "by", "for", "which", "who", "whose", "what", "where", "when", "how", "if", "into", "onto", "over", "under", "above", "below", "beneath", "underneath", "beside", "next", "near", "between", "behind", "inside", "within", "i", "we", "you", "me", "my", "your", "our", "do", "does", "did", "can", "could", "would", "will", "should", "may", "might", "must", "also", "so", "then", "both", "either", "neither", "each", "every", "all", "any", "some", "more", "most", "fewer", "less", "least", "same", "other", "another", "only", "s", "'s", "about", "around", "through", "across", "along", "against", "toward", "towards", "because", "since", "until", "during", "without", "us", "labelled", "labeled", "called", "named", "due", "upon", "atop", "outside", "out", "up", "down", "off", "like", "unlike", "plus", "together");

    private static final Set<String> VERBS = Set.of(
            "touches", "touch", "overlaps", "overlap", "measures", "measure", "weighs", "belongs", "makes", "made", "takes", "take", "wearing", "holding", "riding", "walking", "running", "eating", "playing", "looking", "facing", "surrounds", "surrounded", "surrounding", "accounts", "outnumber", "outnumbers", "equals", "differ", "differs", "links", "link", "leads", "points", "decodes", "encodes", "goes", "opens", "wears", "rides", "lack", "lacks", "comes", "come", "follows", "followed", "faces");

    static final Set<String> LEFT_RIGHT = Set.of("left", "right");
    static final Set<String> PARTS = Set.of(
            "side", "half", "part", "corner", "edge", "third", "portion", "area", "region", "quadrant", "section", "end", "hand", "border");

    private EnglishWords() {}

    /** Whether a noun phrase may go on with this word. */
    static boolean mayBeNoun(Word word) {
        String text = word.text();
        return word.sort() == Word.Sort.WORD
                && !FUNCTION.contains(text)
                && !BE.contains(text)
                && !VERBS.contains(text)
                && !SAY.contains(text)
                && !COVER.contains(text)
                && !(SHOW.contains(text) && !text.equals("show"))
                && !(STAND.contains(text) && !text.equals("set"))
                && !text.endsWith("ly");
    }
}
