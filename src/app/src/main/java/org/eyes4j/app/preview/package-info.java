/** What a plan will need before it runs: models, what of them is to be fetched, memory, time. */
@NullMarked
package org.eyes4j.app.preview;

import org.jspecify.annotations.NullMarked;
