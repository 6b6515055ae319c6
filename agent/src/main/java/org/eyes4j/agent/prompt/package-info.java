/**
 * What a language model is told, and what it wrote back: lists of tools, findings, inputs and examples as text, each within a budget
 * of tokens, and the JSON Schema of a plan. Whatever comes from pictures, files or tools is cleaned and fenced
 * here ({@link org.eyes4j.agent.prompt.Fence}); no bytes of a picture ever become text.
 *
 * <p>A plan is asked for as {@code {"steps": […], "outputs": {…}}}; what it is given is known and not asked for. Where no tool can do what
 * is asked the model writes {@code {"cannot": "…"}}.
 */
@NullMarked
package org.eyes4j.agent.prompt;

import org.jspecify.annotations.NullMarked;
