package checkout.payment.statement;

import checkout.payment.ledger.AccountType;
import checkout.payment.statement.LedgerEntries.Balance;
import checkout.payment.statement.LedgerEntries.Entry;
import checkout.payment.statement.LedgerVerification.Difference;
import checkout.payment.statement.LedgerVerification.Part;
import checkout.web.ProblemException;
import checkout.web.RequestIds;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows balances and entries of the ledger, and verifies that the recorded balances follow from the entries. */
@RestController
@RequestMapping("/v1/ledger")
class LedgerApi {
    private static final int MAX_LIMIT = 1_000;
    private static final int WALLETS_PER_PART = 1_000;

    private final LedgerEntries entries;
    private final LedgerVerification verification;
    private final ExclusiveLedgerScan scans;

    LedgerApi(LedgerEntries entries, LedgerVerification verification, ExclusiveLedgerScan scans) {
        this.entries = entries;
        this.verification = verification;
        this.scans = scans;
    }

    record BalanceList(List<Balance> balances) {}

    record EntryPage(List<Entry> entries, @Nullable String nextCursor) {}

    record VerifyRequest(@Nullable String cursor) {}

    /** @param checked how many accounts this part compared */
    record VerifyAnswer(
            int checked,
            List<Difference> differences,
            @Nullable String nextCursor) {}

    /** The balance of one account; without an account, the balances of the shop's accounts. */
    @GetMapping("/balances")
    BalanceList balances(@RequestParam(required = false) @Nullable String account) {
        if (account == null) {
            return new BalanceList(scans.run(entries::balancesOfTheShop));
        }
        LedgerAccount parsed = account(account);
        // an index leads to the entries of a wallet; those of the shop are most of the ledger
        return new BalanceList(
                parsed.type().belongsToWallet() ? entries.balances(parsed) : scans.run(() -> entries.balances(parsed)));
    }

    @GetMapping("/entries")
    EntryPage entries(
            @RequestParam(required = false) @Nullable String checkoutId,
            @RequestParam(required = false) @Nullable String account,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw invalid("'limit' must be from 1 to %,d.".formatted(MAX_LIMIT));
        }
        long below = cursor == null ? Long.MAX_VALUE : LedgerCursor.readNumber(cursor);
        List<Entry> found = find(checkoutId, account, below, limit + 1);
        if (found.size() <= limit) {
            return new EntryPage(found, null);
        }
        List<Entry> page = found.subList(0, limit);
        return new EntryPage(page, LedgerCursor.of(Long.toString(page.getLast().id())));
    }

    private List<Entry> find(@Nullable String checkoutId, @Nullable String account, long below, int limit) {
        if (checkoutId != null && account == null) {
            return entries.ofCheckout(
                    RequestIds.parse(checkoutId)
                            .orElseThrow(() -> invalid("'checkoutId' must be the id of a checkout, a UUID.")),
                    below,
                    limit);
        }
        if (account != null && checkoutId == null) {
            LedgerAccount parsed = account(account);
            // a page of a currency that few payments have may take all of the ledger to find
            return parsed.type() == AccountType.SETTLEMENT
                    ? scans.run(() -> entries.ofAccount(parsed, below, limit))
                    : entries.ofAccount(parsed, below, limit);
        }
        throw invalid("Ask either for the entries of a 'checkoutId' or for those of an 'account'.");
    }

    /** Verifies a part of the accounts; the next cursor asks for the next part. */
    @PostMapping("/verify")
    VerifyAnswer verify(@RequestBody(required = false) @Nullable VerifyRequest request) {
        String cursor = request == null ? null : request.cursor();
        String afterWallet = cursor == null || cursor.isEmpty() ? null : LedgerCursor.read(cursor);
        Part part = scans.run(() -> verification.verify(afterWallet, WALLETS_PER_PART));
        return new VerifyAnswer(
                part.checked(),
                part.differences(),
                part.lastWallet() == null ? null : LedgerCursor.of(part.lastWallet()));
    }

    private static LedgerAccount account(String name) {
        return LedgerAccount.parse(name)
                .orElseThrow(
                        () -> invalid("'account' must be wallet:<id>, held:<id>, or settlement:, provider: or funding:"
                                + " with a currency, such as settlement:EUR."));
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "invalid-request", "The request is not valid", detail);
    }
}
