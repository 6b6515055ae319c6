/** Tests of the whole system, and of the rules that its parts keep. */
@NullMarked
package org.eyes4j.e2e;

import org.jspecify.annotations.NullMarked;
