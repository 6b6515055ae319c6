/** The families against recorded results of Hugging Face transformers. See src/test/resources/parity. */
@org.jspecify.annotations.NullMarked
package org.eyes4j.vision.parity;
