/** SAM and SAM 2 from a hub's own files: a vision encoder and one or more decoders of prompts, equal to the reference. */
@NullMarked
package org.eyes4j.vision.sam.hub;

import org.jspecify.annotations.NullMarked;
