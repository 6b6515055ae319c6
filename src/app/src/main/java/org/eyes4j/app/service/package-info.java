/** What every door of the server asks for, without the web: calls of tools, runs with their events, artifacts, sessions, models; and what may go wrong with them. Plain Java. */
@NullMarked
package org.eyes4j.app.service;

import org.jspecify.annotations.NullMarked;
