package org.eyes4j.app.server;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;

/** Keeps Spring from telling with a stack trace what is told in a sentence. Spring makes it. */
final class StartReporter implements SpringBootExceptionReporter {

    StartReporter(ConfigurableApplicationContext context) {}

    @Override
    public boolean reportException(Throwable failure) {
        return StartFaults.told(failure).isPresent();
    }
}
