package checkout.lab.scenario.load;

import checkout.lab.database.SqlQuery;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.SeededRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Opens wallets with enough for a few purchases, so that customers compete for the last of the money. */
final class LowWallets {

    private static final int WALLETS = 20;
    private static final int LEAST = 1_000;
    private static final int MOST = 20_000;

    private LowWallets() {}

    /** Opens the wallets with the rights of payment-service, and returns their ids. */
    static List<String> open(ScenarioContext context) throws SQLException {
        SeededRandom random = context.random("low wallets");
        List<String> wallets = new ArrayList<>();
        try (Connection payments = context.role("payments")) {
            payments.setAutoCommit(false);
            for (int n = 0; n < WALLETS; n++) {
                String wallet = "%slow-%d".formatted(context.acceptedCheckouts().customerPrefix(), n);
                open(payments, wallet, LEAST + random.below(MOST - LEAST));
                wallets.add(wallet);
            }
            payments.commit();
        }
        return wallets;
    }

    private static void open(Connection payments, String wallet, int minorUnits) throws SQLException {
        SqlQuery.one(
                payments,
                "insert into payments.account (id, currency) values (?, 'EUR') returning id",
                row -> row.getString(1),
                wallet);
        try (PreparedStatement fund = payments.prepareStatement("""
                insert into payments.ledger_transfer (kind, debit, credit, amount, currency, wallet, funding)
                values ('WALLET_FUNDED', 'funding:EUR', 'wallet:' || ?, ?, 'EUR', ?, 'scenario')
                """)) {
            fund.setString(1, wallet);
            fund.setInt(2, minorUnits);
            fund.setString(3, wallet);
            fund.executeUpdate();
        }
    }
}
