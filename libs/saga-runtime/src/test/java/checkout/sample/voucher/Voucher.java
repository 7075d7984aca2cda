package checkout.sample.voucher;

import java.util.UUID;

/** The data of a voucher's saga, and its messages. */
public record Voucher(UUID id) {
    static Voucher of(VoucherRequested requested) {
        return new Voucher(requested.voucherId());
    }

    PrintVoucher print() {
        return new PrintVoucher(id);
    }

    VoucherSent sent() {
        return new VoucherSent(id);
    }

    public record VoucherRequested(UUID voucherId) {}

    public record PrintVoucher(UUID voucherId) {}

    public record VoucherSent(UUID voucherId) {}
}
