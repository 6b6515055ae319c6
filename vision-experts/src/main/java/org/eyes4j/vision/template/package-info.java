/**
 * Chat templates of model repositories: as much of the Jinja language as those need, rendered as Hugging Face's transformers render
 * them. Templates are downloaded, so they are untrusted: nothing but the variables that are given can be reached, no value can be
 * changed, and steps and output are bounded.
 */
@NullMarked
package org.eyes4j.vision.template;

import org.jspecify.annotations.NullMarked;
