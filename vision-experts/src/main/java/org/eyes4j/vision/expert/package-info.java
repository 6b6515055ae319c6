/** What all experts share: how they get their models, what they do when that fails, and what they remember of pictures. */
@NullMarked
package org.eyes4j.vision.expert;

import org.jspecify.annotations.NullMarked;
