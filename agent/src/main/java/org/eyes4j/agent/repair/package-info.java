/** Mends plans without a language model: tools by name, words and signature, links by kinds, adapters where one is missing. */
@NullMarked
package org.eyes4j.agent.repair;

import org.jspecify.annotations.NullMarked;
