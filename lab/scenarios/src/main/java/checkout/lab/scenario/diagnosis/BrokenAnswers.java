package checkout.lab.scenario.diagnosis;

/** Triggers that change what a participant commits, as statements for a superuser. There is one at a time. */
public final class BrokenAnswers {

    /** From now on inventory-service commits answers without a body that can be read. */
    public static final String UNREADABLE = """
            create function public.lab_fault() returns trigger language plpgsql as
            $$ begin new.payload := 'no JSON'; return new; end $$;
            create trigger lab_fault before insert on inventory.outbox for each row
            when (new.type = 'inventory.StockReserved.v1') execute function public.lab_fault()
            """;

    /** From now on payment-service voids, and its answer is replaced by a refusal. */
    public static final String REFUSED_VOID = """
            create function public.lab_fault() returns trigger language plpgsql as
            $$ begin
                new.type := 'payments.VoidRefused.v1';
                new.payload := json_build_object('checkoutId', new.message_key, 'detail', 'settled at the network')::text;
                return new;
            end $$;
            create trigger lab_fault before insert on payments.outbox for each row
            when (new.type = 'payments.PaymentVoided.v1') execute function public.lab_fault()
            """;

    /** Answers are committed as they are again. */
    public static final String NONE = "drop function if exists public.lab_fault() cascade";

    private BrokenAnswers() {}
}
