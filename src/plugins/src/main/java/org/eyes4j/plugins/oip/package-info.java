/** Tools whose graphs a server of the Open Inference Protocol runs, with the code of a known model family around them here. */
@NullMarked
package org.eyes4j.plugins.oip;

import org.jspecify.annotations.NullMarked;
