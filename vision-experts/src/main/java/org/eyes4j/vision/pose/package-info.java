/** Body poses: where a person's joints are. */
@NullMarked
package org.eyes4j.vision.pose;

import org.jspecify.annotations.NullMarked;
