package org.eyes4j.agent.llm;

import dev.langchain4j.http.client.sse.ServerSentEvent;

/**
 * Looks at what an endpoint sends before LangChain4j reads it, and throws a {@link WireFault} for what LangChain4j would
 * pass over in silence or trip over: refusals, errors with a status of success, answers without choices, streams without
 * an end. Mends what is meant clearly. For one answer, by one thread.
 */
interface WireCheck {

    /** A whole answer; gives it back, mended where its form allows only one reading. */
    String whole(String body);

    /** One event of a stream; gives it back, mended. */
    ServerSentEvent event(ServerSentEvent event);

    /** The stream is over. */
    void end();
}
