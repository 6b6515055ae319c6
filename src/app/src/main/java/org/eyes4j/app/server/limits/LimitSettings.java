package org.eyes4j.app.server.limits;

import org.eyes4j.app.service.Quotas;
import org.eyes4j.app.service.Runs;
import org.eyes4j.app.service.Services;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much, how large, how often.
 *
 * @param urlLength characters of a request's path and query
 * @param headers bytes of a request's headers as HTTP/1.1 writes them
 * @param body bytes of a body that is no form and no upload
 * @param upload bytes of a picture that is a body itself
 * @param calls tools called directly that work at once
 * @param callQueue calls that wait; more are told to come later (503)
 * @param runs runs that work at once
 * @param runQueue runs that wait; more are told to come later (503)
 * @param rates how often a key may ask
 * @param quotas how much a key may use in a day
 */
@ConfigurationProperties(prefix = "eyes4j.server.limits", ignoreUnknownFields = false)
record LimitSettings(
        @DefaultValue("8000") int urlLength,
        @DefaultValue("16KB") DataSize headers,
        @DefaultValue("48MB") DataSize body,
        @DefaultValue("64MB") DataSize upload,
        @DefaultValue("8") int calls,
        @DefaultValue("64") int callQueue,
        @DefaultValue("4") int runs,
        @DefaultValue("100") int runQueue,
        @DefaultValue Rates rates,
        @DefaultValue Day quotas) {

    /**
     * Requests in a minute by one key; 0 for no limit. Where nobody is asked who they are, there is none.
     *
     * @param calls of those that have something done
     * @param reads of those that look
     */
    record Rates(
            @DefaultValue("600") int calls,
            @DefaultValue("6000") int reads) {
        Rates {
            atLeast("rates.calls", calls, 0);
            atLeast("rates.reads", reads, 0);
        }
    }

    /** What a caller may use in a day; 0 for no limit. */
    record Day(
            @DefaultValue("0") long modelTokens,
            @DefaultValue("0B") DataSize pullBytes,
            @DefaultValue("0B") DataSize artifactBytes) {
        Quotas.Limits limits() {
            return new Quotas.Limits(modelTokens, pullBytes.toBytes(), artifactBytes.toBytes());
        }
    }

    LimitSettings {
        atLeast("url-length", urlLength, 100);
        atLeast("headers", headers.toBytes(), 1000);
        atLeast("body", body.toBytes(), 1);
        atLeast("upload", upload.toBytes(), 1);
        atLeast("calls", calls, 1);
        atLeast("call-queue", callQueue, 0);
        atLeast("runs", runs, 1);
        atLeast("run-queue", runQueue, 1);
    }

    private static void atLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": expected " + least + " or more, found " + value);
        }
    }

    Services.Limits atOnce() {
        return new Services.Limits(calls, callQueue, new Runs.Limits(runs, runQueue));
    }
}
