package checkout.provider.connection;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Closes the connection of a request without an answer, which the servlet API cannot do. */
@Configuration(proxyBeanMethods = false)
public class ConnectionCloser {

    private static final String HANG_UP = ConnectionCloser.class.getName() + ".hangUp";

    /** Closes the connection of this request. */
    public static void hangUp(HttpServletRequest request) {
        ((Runnable) request.getAttribute(HANG_UP)).run();
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> hangUpOnDemand() {
        return tomcat -> tomcat.addContextValves(new HangUpValve());
    }

    private static final class HangUpValve extends ValveBase {

        HangUpValve() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            Runnable hangUp = () -> response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
            request.setAttribute(HANG_UP, hangUp);
            getNext().invoke(request, response);
        }
    }
}
