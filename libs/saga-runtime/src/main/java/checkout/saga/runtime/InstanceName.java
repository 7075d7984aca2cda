package checkout.saga.runtime;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What operators call this instance, such as the name of its host and the id of its process. */
public record InstanceName(String value) {
    static String ofThisProcess() {
        return "%s:%d".formatted(host(), ProcessHandle.current().pid());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
