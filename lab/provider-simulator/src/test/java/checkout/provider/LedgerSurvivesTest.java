package checkout.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.provider.Simulator.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** If this fails, a restart loses an answered call, or a damaged journal is used. */
class LedgerSurvivesTest {

    @TempDir
    Path data;

    Path journal;

    private final UUID charged = UUID.randomUUID();
    private final UUID voided = UUID.randomUUID();

    @BeforeEach
    void writeALedger() {
        journal = data.resolve("ledger.journal");
        try (Simulator network = Simulator.startedOn(data)) {
            network.authorize(charged, "tok_ok");
            network.voidAll(voided);
        }
    }

    @Test
    void remembersChargesTombstonesAndKeys() {
        try (Simulator network = Simulator.startedOn(data)) {
            assertThat(network.account(charged).amount("charged")).isEqualTo(1998);
            assertThat(network.authorize(voided, "tok_ok").text("reason")).isEqualTo("voided");
            assertThat(network.authorize(charged, "tok_ok").raw().headers().firstValue("Idempotent-Replayed"))
                    .isPresent();
            assertThat(network.account(charged).amount("charges")).isEqualTo(1);
        }
    }

    @Test
    void cutsOffAnIncompleteEntry() throws Exception {
        long intact = Files.size(journal);
        Files.writeString(journal, "0badf00d {\"status\":\"AUTHOR", StandardOpenOption.APPEND);

        UUID next = UUID.randomUUID();
        try (Simulator network = Simulator.startedOn(data)) {
            assertThat(Files.size(journal)).isEqualTo(intact);
            network.authorize(next, "tok_ok");
        }
        try (Simulator network = Simulator.startedOn(data)) {
            assertThat(network.account(next).amount("charged")).isEqualTo(1998);
            assertThat(network.account(charged).amount("charged")).isEqualTo(1998);
        }
    }

    @Test
    void doesNotStartOnAJournalDamagedInTheMiddle() throws Exception {
        String text = Files.readString(journal);
        Files.writeString(journal, text.replaceFirst("1998", "1999"));

        assertThatThrownBy(() -> Simulator.startedOn(data).close())
                .rootCause()
                .hasMessageContaining("is damaged after byte 0")
                .hasMessageContaining("put a good copy there");
    }

    @Test
    void locksTheJournalForOneProcess() {
        try (Simulator first = Simulator.startedOn(data)) {
            assertThat(first.account(charged).status()).isEqualTo(200);
            assertThatThrownBy(() -> Simulator.startedOn(data).close())
                    .rootCause()
                    .hasMessageContaining("Another provider simulator has");
        }
    }

    @Test
    void listsAllPagesWithTotals() {
        try (Simulator network = Simulator.startedOn(data)) {
            Stream.generate(UUID::randomUUID).limit(5).parallel().forEach(id -> network.authorize(id, "tok_ok"));
            network.voidAll(charged);

            List<String> seen = new ArrayList<>();
            Answer page = network.get("/v1/ledger?limit=3");
            collect(page, seen);
            while (page.body().has("nextCursor")) {
                page = network.get("/v1/ledger?limit=3&cursor=" + page.text("nextCursor"));
                collect(page, seen);
            }

            assertThat(seen).hasSize(7).doesNotHaveDuplicates().startsWith(charged.toString(), voided.toString());
            var totals = page.body().path("totals").path(0);
            assertThat(totals.path("charged").asLong()).isEqualTo(6 * 1998);
            assertThat(totals.path("refunded").asLong()).isEqualTo(1998);
            assertThat(network.get("/v1/ledger?checkoutId=" + charged)
                            .body()
                            .path("entries")
                            .size())
                    .isEqualTo(1);
        }
    }

    private static void collect(Answer page, List<String> seen) {
        page.body()
                .path("entries")
                .forEach(entry -> seen.add(entry.path("checkoutId").asString()));
    }
}
