/** What comes back from a run, written for programs, for people and as files. */
@NullMarked
package org.eyes4j.app.output;

import org.jspecify.annotations.NullMarked;
