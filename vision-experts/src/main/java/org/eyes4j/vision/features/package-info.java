/** What a picture looks like, as vectors: for the likeness of whole pictures and of their parts, without words. */
@NullMarked
package org.eyes4j.vision.features;

import org.jspecify.annotations.NullMarked;
