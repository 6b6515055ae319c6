/** The commands: what a person types, read into requests, and what comes back, told. */
@NullMarked
package org.eyes4j.app.cli;

import org.jspecify.annotations.NullMarked;
