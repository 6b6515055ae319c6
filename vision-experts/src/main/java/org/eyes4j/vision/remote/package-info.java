/**
 * Graphs that a server of the Open Inference Protocol runs, over HTTP or gRPC, and how anything remote is asked: bounded in time and
 * size, a few at once, again where that may help, left alone where it does not answer. Nothing is connected before the first call.
 */
@NullMarked
package org.eyes4j.vision.remote;

import org.jspecify.annotations.NullMarked;
