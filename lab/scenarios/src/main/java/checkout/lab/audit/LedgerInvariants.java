package checkout.lab.audit;

import java.util.List;

/** What must hold of the payments' ledger: its entries explain every balance, and every payment and refund. */
final class LedgerInvariants {
    static final List<Invariant> ALL = List.of(
            Invariant.always("the balances of a wallet are the sums of its ledger entries", """
                    select format('%s: available %s, its entries %s; held %s, its entries %s', id,
                                  available, coalesce(booked_available, 0), ledger - available, coalesce(booked_held, 0))
                    from payments.account
                    full join (
                        select wallet as id,
                               sum(amount) filter (where account = 'wallet:' || wallet) as booked_available,
                               sum(amount) filter (where account = 'held:' || wallet) as booked_held
                        from payments.ledger_entry where wallet is not null group by wallet
                    ) booked using (id)
                    where (coalesce(available, 0), coalesce(ledger - available, 0))
                          is distinct from (coalesce(booked_available, 0), coalesce(booked_held, 0))
                    """),
            Invariant.always("the balances of all accounts of a currency add up to zero", """
                    select format('%s: the wallets have %s, the entries of the other accounts add up to %s', currency,
                                  coalesce(wallets, 0), coalesce(others, 0))
                    from (select currency, sum(ledger) as wallets from payments.account group by currency) recorded
                    full join (
                        select currency, sum(amount) as others from payments.ledger_entry
                        where not starts_with(account, 'wallet:') and not starts_with(account, 'held:') group by currency
                    ) booked using (currency)
                    where coalesce(wallets, 0) + coalesce(others, 0) <> 0
                    """),
            Invariant.always("what a checkout holds of a wallet is what its ledger entries say", """
                    select format('%s: %s %s, its entries %s', checkout_id, coalesce(h.status, 'no hold'),
                                  coalesce(h.amount, 0), coalesce(booked.held, 0))
                    from payments.hold h
                    full join (
                        select checkout_id, sum(amount) as held from payments.ledger_entry
                        where starts_with(account, 'held:') group by checkout_id
                    ) booked using (checkout_id)
                    where case when h.status = 'HELD' then h.amount else 0 end <> coalesce(booked.held, 0)
                    """),
            // A payment by card that is being voided may have been captured before: the provider's answer ends it.
            Invariant.always("a payment has taken what its ledger entries say, and nothing unless it is captured", """
                    select format('%s is %s, has taken %s, its entries %s', checkout_id, coalesce(p.status, 'missing'),
                                  coalesce(taken, 0), coalesce(booked, 0))
                    from (
                        select checkout_id, status,
                               case when status = 'CAPTURED' then amount - coalesce(returned, 0) else 0 end as taken
                        from payments.payment
                        left join (
                            select checkout_id, sum(amount) as returned
                            from payments.refund where status = 'REFUNDED' group by checkout_id
                        ) refunds using (checkout_id)
                    ) p
                    full join (
                        select checkout_id, sum(amount) as booked from payments.ledger_entry
                        where starts_with(account, 'settlement:') group by checkout_id
                    ) entries using (checkout_id)
                    where p.status is distinct from 'VOIDING' and coalesce(taken, 0) <> coalesce(booked, 0)
                    """),
            Invariant.always("the card provider owes what was captured by card and not given back", """
                    select format('%s: captured by card %s, the clearing account says %s', currency,
                                  coalesce(taken, 0), -coalesce(owed, 0))
                    from (
                        select currency, sum(p.amount - coalesce(returned, 0)) as taken
                        from payments.payment p
                        left join (
                            select checkout_id, sum(amount) as returned
                            from payments.refund where status = 'REFUNDED' group by checkout_id
                        ) refunds using (checkout_id)
                        where p.status = 'CAPTURED' and p.method = 'CARD' group by currency
                    ) captured
                    full join (
                        select currency, sum(amount) as owed from payments.ledger_entry e
                        where account = 'provider:' || currency
                          and not exists (select from payments.payment p
                                          where p.checkout_id = e.checkout_id and p.status = 'VOIDING')
                        group by currency
                    ) booked using (currency)
                    where coalesce(taken, 0) + coalesce(owed, 0) <> 0
                    """),
            Invariant.always("a refund in the ledger is one that was paid, of the same amount", """
                    select format('return %s: %s %s %s is booked, the refund is %s %s %s', t.return_id, t.kind, t.amount, t.currency,
                                  coalesce(r.status, 'missing'), r.amount, r.currency)
                    from payments.ledger_transfer t left join payments.refund r using (return_id)
                    where t.return_id is not null
                      and (r.status, r.amount, r.currency, r.checkout_id)
                          is distinct from ('REFUNDED', t.amount, t.currency, t.checkout_id)
                    """),
            Invariant.always("a checkout holds and moves money of the wallet that it names, and of no other", """
                    select format('%s is paid with %s, its %s names %s', used.checkout_id,
                                  coalesce(s.data::jsonb #>> '{payment,accountId}', 'no wallet'), used.kind, used.wallet)
                    from (
                        select checkout_id, account_id as wallet, 'hold' as kind from payments.hold
                        union all
                        select checkout_id, wallet, kind from payments.ledger_transfer where wallet is not null
                    ) used
                    join sagas.saga s on s.id = used.checkout_id and s.name = 'checkout'
                    where s.data::jsonb #>> '{payment,accountId}' is distinct from used.wallet
                    """));

    private LedgerInvariants() {}
}
