/**
 * Frames of videos. FFmpeg decodes them (bytedeco's build, LGPL, which comes with Maven) in a process of its own, so that what a
 * hostile file does to a decoder it does not do to us. Nothing of it is loaded before the first video is opened.
 */
@NullMarked
package org.eyes4j.vision.video;

import org.jspecify.annotations.NullMarked;
