/** A plain description of a picture, composed by rules from what other tools found, and labelled as that. */
@NullMarked
package org.eyes4j.vision.describe;

import org.jspecify.annotations.NullMarked;
