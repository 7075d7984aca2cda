package checkout.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers every exception with a problem. Only a bug is answered with 500; it is logged with an incident id. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemExceptionHandler extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemExceptionHandler.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> rejected(ProblemException problem) {
        return problem.response();
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        ProblemDetail problem = JsonErrorMessages.explain(unreadable);
        return handleExceptionInternal(
                unreadable, problem, headers, HttpStatusCode.valueOf(problem.getStatus()), request);
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem) {
            ProblemDetails.addType(problem);
        }
        return super.createResponseEntity(body, headers, status, request);
    }

    /** Tomcat reads parameters when somebody asks for them, so what is wrong with them shows in the controller. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(InvalidParameterException parameters) {
        return ResponseEntity.badRequest().body(ProblemDetails.unreadable());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> failed(Exception failure, HttpServletRequest request) {
        return TransientFailures.is(failure) ? unavailable(failure) : bug(failure, request);
    }

    /** The database failed for the moment. Whether the request was committed is unknown; the client may repeat it. */
    private static ResponseEntity<ProblemDetail> unavailable(Exception transientFailure) {
        log.warn("A request failed and may be repeated: {}", transientFailure.toString());
        return new ProblemException(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "unavailable",
                        "Temporarily unavailable",
                        "The request may or may not have taken effect. Send it again in a second, with the same"
                                + " Idempotency-Key if it had one.")
                .header(HttpHeaders.RETRY_AFTER, "1")
                .response();
    }

    private static ResponseEntity<ProblemDetail> bug(Exception bug, HttpServletRequest request) {
        UUID incident = UUID.randomUUID();
        log.error("Incident {}: {} {} failed", incident, request.getMethod(), request.getRequestURI(), bug);
        return new ProblemException(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "internal",
                        "Internal error",
                        "Report incident %s; the server's log has the cause.".formatted(incident))
                .with("incident", incident)
                .response();
    }
}
