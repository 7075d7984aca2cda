package checkout.order.webhook.client;

import checkout.order.webhook.client.PermittedAddresses.NotPermittedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** Explains to the owner of an endpoint why there was no answer. */
final class TransportErrors {
    private TransportErrors() {}

    static String explain(IOException failure, ClientSettings settings) {
        return switch (failure) {
            case NotPermittedException refused -> refused.getMessage() + "; webhooks are sent to public addresses only";
            case UnknownHostException unknown -> "The host name cannot be resolved: " + unknown.getMessage();
            case ConnectTimeoutException timeout ->
                "No connection within %d ms".formatted(settings.connectTimeout().toMillis());
            case ConnectException refused -> "No connection: " + refused.getMessage();
            case NoRouteToHostException unreachable -> "No connection: " + unreachable.getMessage();
            case InterruptedIOException timeout ->
                "No answer within %d ms".formatted(settings.answerTimeout().toMillis());
            case SSLException tls -> "TLS failed: " + tls.getMessage();
            case NoHttpResponseException hungUp -> "The connection was closed before an answer";
            case ConnectionClosedException hungUp -> "The connection was closed before the end of the answer";
            case SocketException broken -> "The connection broke: " + broken.getMessage();
            default ->
                failure.getCause() instanceof HttpException notHttp
                        ? "The answer is not HTTP: " + notHttp.getMessage()
                        : "No answer: " + failure;
        };
    }
}
