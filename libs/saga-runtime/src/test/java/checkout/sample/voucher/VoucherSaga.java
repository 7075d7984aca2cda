package checkout.sample.voucher;

import static checkout.saga.engine.definition.StepOption.mustSucceed;
import static checkout.saga.engine.definition.StepOption.nothingToUndo;

import checkout.messaging.MessageTypeRegistry.Entry;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions;
import checkout.saga.runtime.SagaType;
import checkout.sample.voucher.Voucher.PrintVoucher;
import checkout.sample.voucher.Voucher.VoucherRequested;
import checkout.sample.voucher.Voucher.VoucherSent;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Prints a voucher. */
@Configuration(proxyBeanMethods = false)
public class VoucherSaga {
    public static final List<Entry> TYPES = List.of(
            new Entry("vouchers.VoucherRequested.v1", "orders.events", VoucherRequested.class),
            new Entry("vouchers.PrintVoucher.v1", "payments.commands", PrintVoucher.class),
            new Entry("vouchers.VoucherSent.v1", "checkout.events", VoucherSent.class));

    private static final Saga<Voucher> V1 = Saga.named("voucher")
            .version(1)
            .startedBy(VoucherRequested.class, Voucher::of, nothingToUndo())
            .step("print voucher", Voucher::print, mustSucceed())
            .build();

    @Bean
    SagaType<Voucher> vouchers() {
        return SagaType.of(Voucher.class, SagaVersions.of(V1))
                .startedBy(VoucherRequested.class, VoucherRequested::voucherId)
                .onCompleted(Voucher::sent);
    }
}
