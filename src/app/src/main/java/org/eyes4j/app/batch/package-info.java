/**
 * Runs of a workflow over many pictures: one after the other from wherever they come, a few at a time, each result on disk
 * before the next is spoken of, so that whoever goes on after a {@code kill -9} repeats nothing and loses nothing. Knows no
 * door; {@code cli} is one.
 */
@NullMarked
package org.eyes4j.app.batch;

import org.jspecify.annotations.NullMarked;
