package checkout.provider.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
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

/** Turns everything that can be wrong with a call into a problem with a stable type. */
@RestControllerAdvice
class Refusals extends ResponseEntityExceptionHandler {

    @ExceptionHandler
    void hangUp(HangUp dead, HttpServletRequest request) {
        ((Runnable) request.getAttribute(DeadLine.HANG_UP)).run();
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, UnreadableBody.advice(unreadable.getCause()));
        body.setType(URI.create(Problem.TYPES + "malformed-body"));
        return handleExceptionInternal(unreadable, body, headers, status, request);
    }

    /** Spring's own refusals (no such path, wrong method, wrong type of a parameter) get a type from their status. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem && isUntyped(problem)) {
            problem.setType(URI.create(Problem.TYPES + slug(status)));
        }
        return super.createResponseEntity(body, headers, status, request);
    }

    private static boolean isUntyped(ProblemDetail problem) {
        return problem.getType() == null || problem.getType().equals(URI.create("about:blank"));
    }

    private static String slug(HttpStatusCode status) {
        HttpStatus known = HttpStatus.resolve(status.value());
        return known == HttpStatus.BAD_REQUEST || known == null
                ? "invalid-request"
                : known.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
