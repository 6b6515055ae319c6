/**
 * What eyes4j says to language models: versioned prompt templates in two languages, and few-shot plans. Files lie beside this
 * package as {@code NAME/VERSION.LANGUAGE.mustache}, text that several of them share as {@code parts/NAME.VERSION.LANGUAGE.mustache},
 * plans as {@code examples/LANGUAGE/NAME.json}. A file that was shipped is not changed any more: a better one is a new version.
 */
@NullMarked
package org.eyes4j.prompts;

import org.jspecify.annotations.NullMarked;
