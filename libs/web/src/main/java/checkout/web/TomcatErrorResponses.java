package checkout.web;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** Answers requests that Tomcat itself rejects with a problem instead of an HTML page. */
final class TomcatErrorResponses implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {
    private final JsonMapper json;

    TomcatErrorResponses(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory tomcat) {
        tomcat.addContextCustomizers(this::replaceErrorReport);
    }

    private void replaceErrorReport(Context context) {
        StandardHost host = (StandardHost) context.getParent();
        // The valve added last runs first. Naming its class keeps the host from adding another one.
        host.getPipeline().addValve(new ProblemReportValve(json));
        host.setErrorReportValveClass(ProblemReportValve.class.getName());
    }

    private static final class ProblemReportValve extends ErrorReportValve {
        private final JsonMapper json;

        ProblemReportValve(JsonMapper json) {
            this.json = json;
        }

        @Override
        protected void report(Request request, Response response, @Nullable Throwable failure) {
            if (response.getStatus() < HttpStatus.BAD_REQUEST.value()
                    || response.getContentWritten() > 0
                    || !response.setErrorReported()) {
                return;
            }
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            try {
                PrintWriter body = response.getReporter();
                if (body != null) {
                    body.write(json.writeValueAsString(problem(response.getStatus())));
                    response.finishResponse();
                }
            } catch (IOException closed) {
                getContainer()
                        .getLogger()
                        .debug("The client closed the connection before it received the error", closed);
            }
        }
    }

    private static ProblemDetail problem(int code) {
        HttpStatus status = Objects.requireNonNullElse(HttpStatus.resolve(code), HttpStatus.INTERNAL_SERVER_ERROR);
        return switch (status) {
            case BAD_REQUEST -> ProblemDetails.unreadable();
            case NOT_IMPLEMENTED, HTTP_VERSION_NOT_SUPPORTED ->
                problem(status, "Unsupported HTTP", "Use HTTP/1.1 and no transfer encoding other than chunked.");
            default ->
                problem(
                        status,
                        status.getReasonPhrase(),
                        status.is5xxServerError()
                                ? "Send the same request again later; the server's log has the cause."
                                : "See the description of the API for valid requests.");
        };
    }

    private static ProblemDetail problem(HttpStatus status, String title, String detail) {
        return ProblemDetails.of(status, ProblemDetails.slug(status), title, detail);
    }
}
