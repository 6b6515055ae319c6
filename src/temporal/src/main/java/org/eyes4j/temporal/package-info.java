/**
 * Steps of plans on several machines, by Temporal. A run is conducted by the process that was asked; each call of a step is a
 * workflow of one activity, known by run, step, item, attempt and the hash of its arguments, so that no call is made twice
 * however often it is asked for. Values travel by reference: only what fits into a few kilobytes is in a history.
 */
@NullMarked
package org.eyes4j.temporal;

import org.jspecify.annotations.NullMarked;
