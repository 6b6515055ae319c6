/** Words of the languages that questions are read and answered in. */
@NullMarked
package org.eyes4j.agent.language;

import org.jspecify.annotations.NullMarked;
