package checkout.web.body;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/** Gives filters access to the body of a request as it arrives on the connection, and keeps the server from reading it. */
final class ConnectionBodies implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {
    @Override
    public void customize(ConfigurableTomcatWebServerFactory tomcat) {
        tomcat.addConnectorCustomizers(connector -> connector.setParseBodyMethods(""));
        tomcat.addContextCustomizers(context -> context.getPipeline().addValve(new AttachingValve()));
    }

    private static final class AttachingValve extends ValveBase {
        AttachingValve() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            ConnectionBody.attach(request);
            getNext().invoke(request, response);
        }
    }
}
