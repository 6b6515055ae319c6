package org.eyes4j.app.server.limits;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.eyes4j.app.server.limits.LimitSettings.Rates;
import org.eyes4j.app.server.problem.Problems;
import org.eyes4j.app.server.security.Callers;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Problem;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Holds each key to so many requests in a minute, spread evenly, and tells what is left in {@code RateLimit} and {@code
 * RateLimit-Policy} (the IETF's draft). Where nobody is asked who they are, nobody can be told apart, and there is no limit.
 */
final class RateFilter extends OncePerRequestFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Duration WINDOW = Duration.ofMinutes(1);
    /** Of callers that are remembered; one that was forgotten begins with all its requests again, after its window. */
    private static final int MOST_CALLERS = 10_000;

    private final Kind calls;
    private final Kind reads;
    private final Problems problems;

    RateFilter(Rates rates, Problems problems) {
        this.calls = new Kind("calls", rates.calls());
        this.reads = new Kind("reads", rates.reads());
        this.problems = problems;
    }

    private record Kind(String name, int perMinute, LoadingCache<String, Bucket> buckets) {
        Kind(String name, int perMinute) {
            this(
                    name,
                    perMinute,
                    Caffeine.newBuilder()
                            .maximumSize(MOST_CALLERS)
                            .expireAfterAccess(WINDOW.multipliedBy(2))
                            .build(caller -> Bucket.builder()
                                    .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, WINDOW))
                                    .build()));
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Caller caller = Callers.known(request).orElse(Caller.LOCAL);
        Kind kind = READING.contains(request.getMethod()) ? reads : calls;
        if (caller.equals(Caller.LOCAL) || kind.perMinute() == 0) {
            chain.doFilter(request, response);
            return;
        }
        ConsumptionProbe probe = kind.buckets().get(caller.name()).tryConsumeAndReturnRemaining(1);
        response.setHeader(
                "RateLimit-Policy", "\"" + kind.name() + "\";q=" + kind.perMinute() + ";w=" + WINDOW.toSeconds());
        response.setHeader(
                "RateLimit",
                "\"" + kind.name() + "\";r=" + probe.getRemainingTokens() + ";t="
                        + seconds(probe.getNanosToWaitForReset()));
        if (probe.isConsumed()) {
            chain.doFilter(request, response);
        } else {
            problems.write(
                    Problem.later(
                            Problem.Type.TOO_MANY,
                            "'" + caller.name() + "' may ask " + kind.perMinute() + " times a minute (" + kind.name()
                                    + ", eyes4j.server.limits.rates." + kind.name() + ")",
                            Duration.ofSeconds(seconds(probe.getNanosToWaitForRefill()))),
                    request,
                    response);
        }
    }

    /** Up: whoever comes back then is let in. */
    private static long seconds(long nanos) {
        return (nanos + 999_999_999L) / 1_000_000_000L;
    }
}
