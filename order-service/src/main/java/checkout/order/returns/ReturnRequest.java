package checkout.order.returns;

import checkout.contracts.OrderLine;
import checkout.order.request.LineRequest;
import checkout.order.request.RequestViolations;
import checkout.order.request.RequestedLines;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The body of a request for a return, not yet validated. */
record ReturnRequest(
        @Nullable List<@Nullable LineRequest> lines,
        @Nullable String reason) {
    private static final Pattern SKU = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** No control characters, and no half of a surrogate pair, which has no UTF-8 form. */
    private static final Pattern REASON = Pattern.compile("[^\\p{Cc}\\p{Cs}]{0,500}");

    private static final RequestedLines REQUESTED_LINES =
            new RequestedLines(sku -> SKU.matcher(sku).matches(), "must be the SKU of a line of the checkout");

    /** The lines, those with the same SKU merged, if the whole request is valid. */
    List<OrderLine> validLines() {
        RequestViolations violations = new RequestViolations();
        List<OrderLine> merged = REQUESTED_LINES.merge(lines, violations);
        if (reason != null && !REASON.matcher(reason).matches()) {
            violations.add("reason", "must be at most 500 characters, without control characters, or left out");
        }
        if (!violations.isEmpty()) {
            throw violations.problem("invalid-return", "The return is not valid");
        }
        return merged;
    }
}
