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

/** Says as a problem, where Tomcat would as a page, why it refused a request that it could not read or hand to anybody. */
final class TomcatErrorResponses implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {
    private final JsonMapper json;

    TomcatErrorResponses(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory tomcat) {
        tomcat.addContextCustomizers(this::report);
    }

    private void report(Context context) {
        StandardHost host = (StandardHost) context.getParent();
        // the last one speaks first; named, so that the host does not add its own behind it
        host.getPipeline().addValve(new Report(json));
        host.setErrorReportValveClass(Report.class.getName());
    }

    private static final class Report extends ErrorReportValve {
        private final JsonMapper json;

        Report(JsonMapper json) {
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
            } catch (IOException gone) {
                getContainer().getLogger().debug("A caller did not wait to hear why it was refused", gone);
            }
        }
    }

    private static ProblemDetail problem(int code) {
        HttpStatus status = Objects.requireNonNullElse(HttpStatus.resolve(code), HttpStatus.INTERNAL_SERVER_ERROR);
        return switch (status) {
            case BAD_REQUEST -> ProblemDetails.unreadable();
            case NOT_IMPLEMENTED, HTTP_VERSION_NOT_SUPPORTED ->
                because(
                        status,
                        "Not the HTTP that is spoken here",
                        "Speak HTTP/1.1, with no transfer encoding but chunked.");
            default ->
                because(
                        status,
                        status.getReasonPhrase(),
                        status.is5xxServerError()
                                ? "Send the same request again later; the log tells what happened."
                                : "See the API's description for what can be asked.");
        };
    }

    private static ProblemDetail because(HttpStatus status, String title, String detail) {
        return ProblemDetails.of(status, ProblemDetails.slug(status), title, detail);
    }
}
