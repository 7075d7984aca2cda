package checkout.order.webhook.destination;

import java.util.List;

/** The rules about targets for tests of what applies them. */
public record TargetRules(TargetUrls urls, TargetAddresses addresses) {
    public static TargetRules of(boolean allowHttp, String... allowedAddresses) {
        TargetSettings settings = new TargetSettings(allowHttp, List.of(allowedAddresses));
        TargetAddresses addresses = new TargetAddresses(settings);
        return new TargetRules(new TargetUrls(addresses, settings), addresses);
    }
}
