package org.eyes4j.app.server.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.eyes4j.app.service.Problem;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What filters and other servlets refused or dropped. */
@RestController
class ErrorPages implements ErrorController {
    private final Problems problems;

    ErrorPages(Problems problems) {
        this.problems = problems;
    }

    @RequestMapping("${server.error.path:/error}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        if (status == null) {
            // Somebody asks for this page itself.
            problems.write(Problem.of(Problem.Type.NOT_FOUND, "There is nothing at this address"), request, response);
        } else if (thrown instanceof Throwable bug) {
            Optional<Problem> known = Thrown.problem(bug);
            problems.write(known.orElseGet(() -> ProblemAdvice.bug(bug, request)), request, response);
        } else {
            int code = status instanceof Integer number ? number : 500;
            problems.write(Problem.of(Problem.Type.ofStatus(code), words(code)), request, response);
        }
    }

    /** What a bare status says. */
    static String words(int status) {
        return switch (status) {
            case 401 -> "Send an API key or a token: 'Authorization: Bearer KEY'";
            case 403 -> "This is not allowed";
            case 404 -> "There is nothing at this address";
            case 405 -> "This method is not done here";
            case 408 -> "The request did not come to its end in time";
            case 413 -> "The body is larger than is allowed";
            case 414 -> "The address is longer than is allowed";
            case 415 -> "Bodies of this type are not read here";
            case 431 -> "The headers are larger, or more, than is allowed";
            case 501 -> "The request uses a method or an encoding that is not spoken here";
            case 503 -> "The server cannot take this now";
            case 505 -> "This version of HTTP is not spoken here";
            default ->
                status < 500 ? "The request cannot be read" : "Stopped by a bug; the server's log has the details";
        };
    }
}
