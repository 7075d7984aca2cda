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
public class Ledger {

    private final Book book = new Book();
    private final Map<String, Given> given = new HashMap<>();
    private final Journal journal;
    private final Clock clock;
    private CompletableFuture<Void> lastWrite = CompletableFuture.completedFuture(null);

    Ledger(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
        journal.replay(entry -> remember(entry, lastWrite));
    }

    private record Given(Entry entry, CompletableFuture<Void> durable) {
        CompletableFuture<Reply> reply(boolean replayed) {
            return durable.thenApply(done -> new Reply(entry.answer(), replayed));
        }
    }

    /** The first answer once more, if this request was answered before. */
    public synchronized Optional<CompletableFuture<Reply>> before(Request request) {
        Given first = given.get(request.key());
        if (first == null) {
            return Optional.empty();
        }
        if (!first.entry().fingerprint().equals(request.fingerprint())) {
            throw new KeyReused();
        }
        return Optional.of(first.reply(true));
    }

    /** Charges, unless the checkout was voided before: the void may have overtaken the authorization. */
    public synchronized CompletableFuture<Reply> authorize(Request request, Charge charge) {
        return before(request).orElseGet(() -> {
            Optional<Account> account = book.account(charge.checkoutId());
            if (account.map(Account::status).filter(Status.VOIDED::equals).isPresent()) {
                return enter(Status.DECLINED, request, charge.checkoutId(), 0, charge.currency(), "voided");
            }
            String charged = account.map(Account::currency).orElse(charge.currency());
            if (!charged.equals(charge.currency())) {
                throw new CurrencyDiffers(charged);
            }
            return enter(Status.AUTHORIZED, request, charge.checkoutId(), charge.amount(), charge.currency(), null);
        });
    }

    public synchronized CompletableFuture<Reply> decline(Request request, Charge charge, String reason) {
        return before(request)
                .orElseGet(() -> enter(Status.DECLINED, request, charge.checkoutId(), 0, charge.currency(), reason));
    }

    /** Settles all that is authorized. */
    public synchronized CompletableFuture<Reply> capture(Request request, UUID checkoutId) {
        return before(request).orElseGet(() -> {
            Account account = book.account(checkoutId).orElseThrow(NothingToCapture::new);
            if (account.status() == Status.VOIDED || account.kept() == 0) {
                throw new NothingToCapture();
            }
            long open = account.kept() - account.captured();
            return enter(Status.CAPTURED, request, checkoutId, open, account.currency(), null);
        });
    }

    /** Gives back all there is; where there is nothing yet, what is entered is the tombstone. */
    public synchronized CompletableFuture<Reply> voidAll(Request request, UUID checkoutId) {
        return before(request).orElseGet(() -> {
            Optional<Account> account = book.account(checkoutId);
            long kept = account.map(Account::kept).orElse(0L);
            return enter(
                    Status.VOIDED,
                    request,
                    checkoutId,
                    kept,
                    account.map(Account::currency).orElse(null),
                    null);
        });
    }

    /** Reads wait for the journal as answers do: nobody learns of a charge that a crash could take back. */
    public synchronized CompletableFuture<Optional<Account>> account(UUID checkoutId) {
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

    private CompletableFuture<Reply> enter(
            Status status,
            Request request,
            UUID checkoutId,
            long amount,
            @Nullable String currency,
            @Nullable String reason) {
        Entry entry = new Entry(
                status, request.key(), request.fingerprint(), checkoutId, amount, currency, reason, clock.instant());
        lastWrite = journal.append(entry);
        return remember(entry, lastWrite).reply(false);
    }

    private Given remember(Entry entry, CompletableFuture<Void> durable) {
        book.enter(entry);
        Given answer = new Given(entry, durable);
        given.put(entry.key(), answer);
        return answer;
    }
}
