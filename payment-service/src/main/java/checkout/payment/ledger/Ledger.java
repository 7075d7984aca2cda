package checkout.payment.ledger;

import checkout.messaging.Effects;
import checkout.messaging.sql.Columns;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Books transfers, a batch at a time, in the transaction of what they are about.
 *
 * <p>Booking a transfer of a wallet changes its balances: a trigger of the table does that, in the same statement. Whoever
 * books must have locked the payment and its wallet. A transfer that is booked already is an error: what it is about has
 * been decided by another, so the batch fails, is repeated, and then finds that decision.
 */
public final class Ledger {
    /** What is on the books as captured by card for the checkout of a row {@code new}, and not as given back. */
    private static final String ON_THE_BOOKS = """
            cross join lateral (
                select coalesce(sum(case when kind = 'CARD_CAPTURED' then amount else -amount end), 0)::bigint as captured
                from ledger_transfer booked
                where booked.checkout_id = new.checkout_id
                  and kind in ('CARD_CAPTURED', 'CARD_REFUNDED', 'CARD_CAPTURE_VOIDED')
            ) books
            """;

    private static final String REFUNDS = """
            insert into ledger_transfer (kind, debit, credit, amount, currency, checkout_id, return_id)
            select 'CARD_REFUNDED', 'settlement:' || currency, 'provider:' || currency, amount, currency, checkout_id, return_id
            from unnest(?::uuid[]) as refunded (return_id)
            join refund new using (return_id)
            %s
            where books.captured >= new.amount
            """.formatted(ON_THE_BOOKS);

    private static final String CAPTURES = """
            insert into ledger_transfer (kind, debit, credit, amount, currency, checkout_id)
            select 'CARD_CAPTURED', 'provider:' || currency, 'settlement:' || currency, amount - refunds.paid, currency, checkout_id
            from unnest(?::uuid[]) as captured (checkout_id)
            join payment new using (checkout_id)
            cross join lateral (
                select coalesce(sum(refund.amount), 0)::bigint as paid
                from refund where refund.checkout_id = new.checkout_id and refund.status = 'REFUNDED'
            ) refunds
            where new.amount > refunds.paid
            """;

    private static final String VOIDS = """
            insert into ledger_transfer (kind, debit, credit, amount, currency, checkout_id)
            select 'CARD_CAPTURE_VOIDED', 'settlement:' || currency, 'provider:' || currency, books.captured, currency, checkout_id
            from unnest(?::uuid[]) as voided (checkout_id)
            join payment new using (checkout_id)
            %s
            where books.captured > 0
            """.formatted(ON_THE_BOOKS);

    private Ledger() {}

    /** Books transfers of wallets and changes the wallets' balances. */
    public static void book(List<WalletTransfer> transfers, Effects effects) {
        effects.write("""
                insert into ledger_transfer (kind, debit, credit, wallet, amount, currency, checkout_id, return_id)
                select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::uuid[], ?::uuid[])
                """, transfers, rows -> Columns.of(rows)
                .text(transfer -> transfer.kind().name())
                .text(WalletTransfer::debit)
                .text(WalletTransfer::credit)
                .text(WalletTransfer::wallet)
                .bigint(WalletTransfer::amount)
                .text(WalletTransfer::currency)
                .uuid(WalletTransfer::checkoutId)
                .uuid(WalletTransfer::returnId));
    }

    /**
     * Books what the provider has captured and paid back; comes after the payments and refunds. The amounts are found here,
     * because answers may come in another order than the provider did what they report: a refund counts against the capture
     * if it is known before, and is booked by itself if it is known afterwards. Either way the books end with the same sum.
     */
    public static void book(CardPostings postings, Effects effects) {
        effects.write(REFUNDS, postings.refunded(), Ledger::ids);
        effects.write(CAPTURES, postings.captured(), Ledger::ids);
        effects.write(VOIDS, postings.voided(), Ledger::ids);
    }

    private static Columns<UUID> ids(Collection<UUID> ids) {
        return Columns.of(ids).uuid(id -> id);
    }
}
