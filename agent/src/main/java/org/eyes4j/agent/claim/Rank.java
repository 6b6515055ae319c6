package org.eyes4j.agent.claim;

import org.eyes4j.tools.value.Region;

/** What things are put in order by. */
enum Rank {
    LARGEST("largest"),
    SMALLEST("smallest"),
    TALLEST("tallest"),
    SHORTEST("shortest"),
    WIDEST("widest"),
    NARROWEST("narrowest"),
    LEFT("left"),
    RIGHT("right"),
    TOP("top"),
    BOTTOM("bottom"),
    SUREST("surest");

    private final String key;

    Rank(String key) {
        this.key = key;
    }

    /** The name of its sentences in {@code Speech}. */
    String key() {
        return key;
    }

    /** The more, the earlier in the order. */
    double of(Region region) {
        return switch (this) {
            case LARGEST -> region.area();
            case SMALLEST -> -region.area();
            case TALLEST -> region.box().height();
            case SHORTEST -> -region.box().height();
            case WIDEST -> region.box().width();
            case NARROWEST -> -region.box().width();
            case LEFT -> -region.box().centre().x();
            case RIGHT -> region.box().centre().x();
            case TOP -> -region.box().centre().y();
            case BOTTOM -> region.box().centre().y();
            case SUREST -> region.score();
        };
    }

    boolean isSize() {
        return ordinal() < LEFT.ordinal();
    }

    Rank opposite() {
        return switch (this) {
            case LARGEST -> SMALLEST;
            case SMALLEST -> LARGEST;
            case TALLEST -> SHORTEST;
            case SHORTEST -> TALLEST;
            case WIDEST -> NARROWEST;
            case NARROWEST -> WIDEST;
            case LEFT -> RIGHT;
            case RIGHT -> LEFT;
            case TOP -> BOTTOM;
            case BOTTOM -> TOP;
            case SUREST -> SUREST;
        };
    }
}
