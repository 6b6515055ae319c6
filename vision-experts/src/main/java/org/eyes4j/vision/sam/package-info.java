/**
 * The promptable mask decoder family ({@code sam}): Kirillov et al., "Segment Anything", 2023, and what was distilled from it.
 * A heavy encoder sees the picture once; a light decoder answers each prompt.
 */
@NullMarked
package org.eyes4j.vision.sam;

import org.jspecify.annotations.NullMarked;
