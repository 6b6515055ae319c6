package org.eyes4j.vision.picture;

import java.util.List;

/**
 * What a file says about itself before anything is decoded.
 *
 * @param width as stored, before the orientation is applied
 * @param height as stored
 * @param orientation EXIF 1–8
 * @param notes for a person
 */
record Header(PictureFormat format, int width, int height, int orientation, List<String> notes) {
    static final String FIRST_FRAME = "It is an animation; only its first frame is looked at";
}
