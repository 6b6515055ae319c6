/** From pictures to {@code pixel_values}, as a repository's {@code preprocessor_config.json} says. */
@NullMarked
package org.eyes4j.vision.hub.image;

import org.jspecify.annotations.NullMarked;
