/** Reading text: lines found by a differentiable-binarisation detector, read by a CTC recogniser (PP-OCR's pair). */
@NullMarked
package org.eyes4j.vision.text;

import org.jspecify.annotations.NullMarked;
