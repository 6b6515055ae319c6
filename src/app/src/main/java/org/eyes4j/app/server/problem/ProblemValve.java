package org.eyes4j.app.server.problem;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.eyes4j.app.service.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Tomcat refuses by itself (bad request lines, headers, addresses), as problems rather than its own page. */
final class ProblemValve extends ErrorReportValve {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemValve.class);

    private final Problems problems;

    ProblemValve(Problems problems) {
        this.problems = problems;
        setShowReport(false);
        setShowServerInfo(false);
    }

    @Override
    protected void report(Request request, Response response, Throwable thrown) {
        boolean unread = thrown != null && Thrown.isOfReading(thrown);
        int status = unread && response.getStatus() >= 500 ? 400 : response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        if (thrown != null && status >= 500 && !Thrown.isClientGone(thrown)) {
            LOG.error("{} {} failed unexpectedly", request.getMethod(), request.getRequestURI(), thrown);
        }
        try {
            problems.write(
                    Problem.of(Problem.Type.ofStatus(status), ErrorPages.words(status)),
                    request.getRequest(),
                    response.getResponse());
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("an error could not be told: the client is gone", e);
        }
    }
}
