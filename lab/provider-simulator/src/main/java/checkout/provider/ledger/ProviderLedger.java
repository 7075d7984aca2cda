package checkout.provider.ledger;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides under one lock, so that decisions and journal have the same order, and answers only when the journal is on
 * disk: a charge that somebody was told of is there after any crash.
 */
@Component
public class ProviderLedger {

    private final LedgerState book = new LedgerState();
    private final Map<String, Given> given = new HashMap<>();
    private final LedgerJournal journal;
    private final Clock clock;
    private CompletableFuture<Void> lastWrite = CompletableFuture.completedFuture(null);

    ProviderLedger(LedgerJournal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
        journal.replay(entry -> remember(entry, lastWrite));
    }

    private record Given(LedgerEntry entry, CompletableFuture<Void> durable) {
        CompletableFuture<IdempotentAnswer> reply(boolean replayed) {
            return durable.thenApply(done -> new IdempotentAnswer(entry.answer(), replayed));
        }
    }

    /** The first answer once more, if this request was answered before. */
    public synchronized Optional<CompletableFuture<IdempotentAnswer>> before(IdempotentRequest request) {
        Given first = given.get(request.key());
        if (first == null) {
            return Optional.empty();
        }
        if (!first.entry().fingerprint().equals(request.fingerprint())) {
            throw new KeyReusedException();
        }
        return Optional.of(first.reply(true));
    }

    /** Charges, unless the checkout was voided before: the void may have overtaken the authorization. */
    public synchronized CompletableFuture<IdempotentAnswer> authorize(IdempotentRequest request, ChargeAmount charge) {
        return before(request).orElseGet(() -> {
            Optional<CheckoutAccount> account = book.account(charge.checkoutId());
            if (account.map(CheckoutAccount::status)
                    .filter(AuthorizationStatus.VOIDED::equals)
                    .isPresent()) {
                return enter(
                        AuthorizationStatus.DECLINED, request, charge.checkoutId(), 0, charge.currency(), "voided");
            }
            String charged = account.map(CheckoutAccount::currency).orElse(charge.currency());
            if (!charged.equals(charge.currency())) {
                throw new CurrencyMismatchException(charged);
            }
            return enter(
                    AuthorizationStatus.AUTHORIZED,
                    request,
                    charge.checkoutId(),
                    charge.amount(),
                    charge.currency(),
                    null);
        });
    }

    public synchronized CompletableFuture<IdempotentAnswer> decline(
            IdempotentRequest request, ChargeAmount charge, String reason) {
        return before(request)
                .orElseGet(() -> enter(
                        AuthorizationStatus.DECLINED, request, charge.checkoutId(), 0, charge.currency(), reason));
    }

    /** Settles all that is authorized. */
    public synchronized CompletableFuture<IdempotentAnswer> capture(IdempotentRequest request, UUID checkoutId) {
        return before(request).orElseGet(() -> {
            CheckoutAccount account = book.account(checkoutId).orElseThrow(NothingToCaptureException::new);
            if (account.status() == AuthorizationStatus.VOIDED || account.kept() == 0) {
                throw new NothingToCaptureException();
            }
            long open = account.kept() - account.captured();
            return enter(AuthorizationStatus.CAPTURED, request, checkoutId, open, account.currency(), null);
        });
    }

    /** Gives back all there is; where there is nothing yet, what is entered is the tombstone. */
    public synchronized CompletableFuture<IdempotentAnswer> voidAll(IdempotentRequest request, UUID checkoutId) {
        return before(request).orElseGet(() -> {
            Optional<CheckoutAccount> account = book.account(checkoutId);
            long kept = account.map(CheckoutAccount::kept).orElse(0L);
            return enter(
                    AuthorizationStatus.VOIDED,
                    request,
                    checkoutId,
                    kept,
                    account.map(CheckoutAccount::currency).orElse(null),
                    null);
        });
    }

    /** Reads wait for the journal as answers do: nobody learns of a charge that a crash could take back. */
    public synchronized CompletableFuture<Optional<CheckoutAccount>> account(UUID checkoutId) {
        return whenDurable(() -> book.account(checkoutId));
    }

    synchronized CompletableFuture<LedgerPage> page(int from, int limit) {
        return whenDurable(() -> LedgerPage.of(book.page(from, limit), from, book.size(), book.totals()));
    }

    synchronized CompletableFuture<LedgerPage> page(UUID checkoutId) {
        return whenDurable(
                () -> new LedgerPage(book.account(checkoutId).stream().toList(), book.totals(), null));
    }

    private <T> CompletableFuture<T> whenDurable(Supplier<T> read) {
        T value = read.get();
        return lastWrite.thenApply(done -> value);
    }

    private CompletableFuture<IdempotentAnswer> enter(
            AuthorizationStatus status,
            IdempotentRequest request,
            UUID checkoutId,
            long amount,
            @Nullable String currency,
            @Nullable String reason) {
        LedgerEntry entry = new LedgerEntry(
                status, request.key(), request.fingerprint(), checkoutId, amount, currency, reason, clock.instant());
        lastWrite = journal.append(entry);
        return remember(entry, lastWrite).reply(false);
    }

    private Given remember(LedgerEntry entry, CompletableFuture<Void> durable) {
        book.enter(entry);
        Given answer = new Given(entry, durable);
        given.put(entry.key(), answer);
        return answer;
    }
}
