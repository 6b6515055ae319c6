package org.eyes4j.vision.pose;

import java.util.List;
import org.eyes4j.tools.geometry.BoundingBox;

/** A model of one person a cut, looking at one picture. */
interface PeopleModel {
    /** The pose in each box, which lies inside the picture and is not empty. */
    List<Pose> of(List<BoundingBox> boxes);

    /** The pose of the one person of the whole picture, looked at a second time close up where it is sure enough. */
    Pose ofWhole(double threshold);
}
