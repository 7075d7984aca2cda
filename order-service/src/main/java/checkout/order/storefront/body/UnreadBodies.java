package checkout.order.storefront.body;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * Lets a filter close the connection after the answer instead of waiting for the rest of the body. Only Tomcat's own
 * request can do so, which filters do not see.
 */
final class UnreadBodies implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {
    private static final String CLOSE = UnreadBodies.class.getName();

    @Override
    public void customize(ConfigurableTomcatWebServerFactory tomcat) {
        tomcat.addContextCustomizers(context -> context.getPipeline().addValve(new Close()));
    }

    static void closeConnection(HttpServletRequest request) {
        if (request.getAttribute(CLOSE) instanceof Runnable close) {
            close.run();
        }
    }

    private static final class Close extends ValveBase {
        Close() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            Runnable close = () -> request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            request.setAttribute(CLOSE, close);
            getNext().invoke(request, response);
        }
    }
}
