package checkout.order.webhook.client;

import checkout.order.webhook.destination.TargetAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves the host of a receiver and returns only addresses that webhooks may be sent to. The client connects to exactly
 * these, so a name that changes its address between the check and the connection gains nothing.
 */
final class PermittedAddresses implements DnsResolver {
    /** Each takes a connect timeout at worst. */
    private static final int MAX_TRIED = 3;

    private final TargetAddresses targets;

    PermittedAddresses(TargetAddresses targets) {
        this.targets = targets;
    }

    /** No address of the host may be connected to. */
    static final class NotPermittedException extends UnknownHostException {
        private static final long serialVersionUID = 1;

        NotPermittedException(String host, InetAddress address) {
            super("%s has the address %s, which is not public".formatted(host, address.getHostAddress()));
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] all = InetAddress.getAllByName(host);
        InetAddress[] permitted =
                Arrays.stream(all).filter(targets::isAllowed).limit(MAX_TRIED).toArray(InetAddress[]::new);
        if (permitted.length == 0) {
            throw new NotPermittedException(host, all[0]);
        }
        return permitted;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
