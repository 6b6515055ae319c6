/** Language models from GGUF files, run in this process by llama.cpp. Not in the default build. */
@NullMarked
package org.eyes4j.gguf;

import org.jspecify.annotations.NullMarked;
