/**
 * What a language model is told: tools, values and examples as text, each within a budget of tokens. Whatever comes from pictures, files or tools is cleaned and fenced
 * here ({@link org.eyes4j.agent.prompt.Fence}); no bytes of a picture ever become text.
 *
 * <p>A plan is asked for as {@code {"steps": […], "outputs": {…}}}; inputs are known and not asked for. Where no tool can do what is asked the
 * model writes {@code {"cannot": "…"}}. A model that is bound to a JSON Schema writes outputs as a list, {@code [{"name": …, "ref": …}]}, since
 * strict schemas have no open objects.
 */
@NullMarked
package org.eyes4j.agent.prompt;

import org.jspecify.annotations.NullMarked;
