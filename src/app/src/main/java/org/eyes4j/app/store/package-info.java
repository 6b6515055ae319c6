/**
 * What the server knows, in a database: runs with their events and finished calls, whose artifacts there are, conversations,
 * idempotency keys, quotas. SQLite in a file by default, PostgreSQL by configuration, with one schema and the same
 * statements for both. Bytes (pictures, values) stay outside, by what they contain, in an {@code ArtifactStore}.
 *
 * <p>One writer a process: whoever writes takes along what others left to be written soon, so that a run's events cost few
 * commits of their own. Each process that has something from the database (runs it works on, conversations it has open) says
 * so in a row with a heart that beats; what is left by one that is dead is free to be taken over.
 */
@NullMarked
package org.eyes4j.app.store;

import org.jspecify.annotations.NullMarked;
