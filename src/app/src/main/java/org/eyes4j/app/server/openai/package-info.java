/**
 * The OpenAI-compatible door: chat completions, responses, models and embeddings in OpenAI's own forms, so that its SDKs and
 * whatever speaks to them work unmodified. What eyes4j has more stands in the member {@code eyes4j} of an answer.
 */
@NullMarked
package org.eyes4j.app.server.openai;

import org.jspecify.annotations.NullMarked;
