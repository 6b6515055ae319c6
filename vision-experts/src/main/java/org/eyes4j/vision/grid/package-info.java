/**
 * One-pass detectors that answer for every cell of a grid (Redmon et al., "You Only Look Once", 2016, and what followed), as
 * exported by Ultralytics' tools: boxes, masks and key points.
 */
@NullMarked
package org.eyes4j.vision.grid;

import org.jspecify.annotations.NullMarked;
