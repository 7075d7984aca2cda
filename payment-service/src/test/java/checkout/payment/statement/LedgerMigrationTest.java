package checkout.payment.statement;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** If this fails, the books of a shop that is already in business do not open with what its wallets and payments say. */
class LedgerMigrationTest {
    private final TestDatabase database = TestServers.database("payments");
    private final JdbcTemplate jdbc = new JdbcTemplate(database.service());

    @BeforeEach
    void openTheBooksOfAShopInBusiness() {
        migrateTo("12");
        jdbc.execute("""
                insert into account (id, currency, available, ledger) values
                    ('busy', 'EUR', 500, 700), ('empty', 'EUR', 0, 0), ('dollars', 'USD', 90, 90);
                insert into payment (checkout_id, status, method, amount, currency, reference, detail, refunded, next_call_at)
                select ('00000000-0000-7000-8000-0000000000' || n)::uuid, status, method, amount, 'EUR', reference, detail,
                       refunded, case when status in ('VOIDING', 'CAPTURING') then now() end
                from (values
                    ('01', 'AUTHORIZED', 'WALLET', 200, 'r', null, 0), ('02', 'CAPTURED', 'WALLET', 300, 'r', null, 100),
                    ('03', 'CAPTURED', 'WALLET', 50, 'r', null, 50), ('04', 'VOIDED', 'WALLET', 70, 'r', null, 0),
                    ('05', 'DECLINED', 'WALLET', 80, null, 'd', 0), ('11', 'AUTHORIZED', 'CARD', 1000, 'r', null, 0),
                    ('12', 'CAPTURED', 'CARD', 2000, 'r', null, 500), ('13', 'VOIDED', 'CARD', 3000, 'r', null, 0),
                    ('14', 'VOIDING', 'CARD', 4000, 'r', null, 0), ('15', 'CAPTURING', 'CARD', 5000, 'r', null, 0)
                ) as old (n, status, method, amount, reference, detail, refunded);
                insert into payment (checkout_id, status) values ('00000000-0000-7000-8000-000000000099', 'VOIDED');
                insert into hold (checkout_id, account_id, amount, status) values
                    ('00000000-0000-7000-8000-000000000001', 'busy', 200, 'HELD'),
                    ('00000000-0000-7000-8000-000000000002', 'busy', 200, 'CAPTURED'),
                    ('00000000-0000-7000-8000-000000000003', 'busy', 0, 'CAPTURED'),
                    ('00000000-0000-7000-8000-000000000004', 'busy', 70, 'RELEASED');
                insert into refund (return_id, checkout_id, status, amount, currency, next_call_at)
                select gen_random_uuid(), ('00000000-0000-7000-8000-0000000000' || n)::uuid, status, amount, 'EUR',
                       case when status = 'REQUESTED' then now() end
                from (values ('02', 'REFUNDED', 100), ('03', 'REFUNDED', 50), ('12', 'REFUNDED', 300), ('12', 'REQUESTED', 200))
                     as old (n, status, amount);
                """);
        migrateTo("latest");
    }

    @Test
    void everyBalanceIsTheSumOfItsEntries() {
        LedgerVerification.Part result = new LedgerVerification(jdbc).verify(null, 1000);

        assertThat(result.differences()).isEmpty();
        assertThat(result.checked()).isGreaterThanOrEqualTo(6 + 4);
        assertThat(balance("settlement:EUR")).isEqualTo(200 + 1700);
        assertThat(balance("provider:EUR")).isEqualTo(-1700);
        assertThat(balance("funding:EUR")).isEqualTo(-900);
        assertThat(balance("held:busy")).isEqualTo(200);
        assertThat(balance("wallet:dollars")).isEqualTo(90);
    }

    @Test
    void whatWasOpenIsCapturedAndRefundedAfterwards() {
        jdbc.update("""
                insert into ledger_transfer (kind, debit, credit, amount, currency, wallet, checkout_id) values
                    ('HOLD_CAPTURED', 'held:busy', 'settlement:EUR', 200, 'EUR', 'busy', '00000000-0000-7000-8000-000000000001'),
                    ('WALLET_CAPTURE_VOIDED', 'settlement:EUR', 'wallet:busy', 200, 'EUR', 'busy',
                     '00000000-0000-7000-8000-000000000002')
                """);

        assertThat(jdbc.queryForMap("select available, ledger from account where id = 'busy'"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("available", 700L, "ledger", 700L));
    }

    private long balance(String account) {
        return jdbc.queryForObject("select sum(amount) from ledger_entry where account = ?", Long.class, account);
    }

    private void migrateTo(String version) {
        Flyway.configure()
                .dataSource(database.owner())
                .locations("classpath:db/messaging", "classpath:db/migration")
                .defaultSchema("payments")
                .placeholders(Map.of("service", "payments"))
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .target(version)
                .load()
                .migrate();
    }
}
