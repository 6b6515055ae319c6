/** Which language models may be asked, where they are, and within which limits. */
@NullMarked
package org.eyes4j.config.language;

import org.jspecify.annotations.NullMarked;
