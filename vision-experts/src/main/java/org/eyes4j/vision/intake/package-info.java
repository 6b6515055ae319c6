/** Taking new models in: what a repository is, which manifest it gets, whether it runs. */
@NullMarked
package org.eyes4j.vision.intake;

import org.jspecify.annotations.NullMarked;
