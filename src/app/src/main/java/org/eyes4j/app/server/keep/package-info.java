/** What the server keeps, and for how long: opens the database while the rest starts, goes on with runs that nobody works on, parks runs when the server ends, forgets what is old. */
@NullMarked
package org.eyes4j.app.server.keep;

import org.jspecify.annotations.NullMarked;
