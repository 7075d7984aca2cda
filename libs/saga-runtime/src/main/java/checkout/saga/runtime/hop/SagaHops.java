package checkout.saga.runtime.hop;

import checkout.messaging.hop.MessageQuestion;
import checkout.messaging.hop.MessageReport;
import checkout.messaging.hop.MessageReports;
import checkout.saga.runtime.SagaChannels;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.api.TimeOrderedIds;
import checkout.saga.runtime.hop.CommandFacts.AnswerFacts;
import checkout.saga.runtime.hop.CommandFacts.Sender;
import checkout.saga.runtime.peer.LookupResult;
import checkout.saga.runtime.timeline.SentCommand;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Finds out where the unanswered commands of a saga stand, by asking everybody on their way at the same time. Call it outside
 * a transaction, because it waits for other processes.
 */
@Component
public class SagaHops {
    private final ServiceReports services;
    private final MessageReports own;
    private final SagaChannels channels;
    private final SagaTypes types;
    private final JdbcTemplate jdbc;

    SagaHops(ServiceReports services, MessageReports own, SagaChannels channels, SagaTypes types, JdbcTemplate jdbc) {
        this.services = services;
        this.own = own;
        this.channels = channels;
        this.types = types;
        this.jdbc = jdbc;
    }

    /**
     * The commands of a saga to find.
     *
     * @param type the name of the saga's type
     * @param letters the saga's open dead letters
     */
    public record Search(UUID saga, String type, List<SentCommand> commands, List<OpenLetter> letters) {}

    public List<CommandDiagnosis> of(Search search) {
        return of(List.of(search)).getFirst();
    }

    /** Answers all together as fast as one. */
    public List<List<CommandDiagnosis>> of(List<Search> searches) {
        List<List<CompletableFuture<CommandDiagnosis>>> running =
                searches.stream().map(this::begin).toList();
        return running.stream()
                .map(commands -> commands.stream().map(CompletableFuture::join).toList())
                .toList();
    }

    private List<CompletableFuture<CommandDiagnosis>> begin(Search search) {
        if (search.commands().isEmpty()) {
            return List.of();
        }
        Sender sender = sender(search);
        return search.commands().stream()
                .map(command -> diagnosis(command, sender, search))
                .toList();
    }

    private CompletableFuture<CommandDiagnosis> diagnosis(SentCommand command, Sender sender, Search search) {
        List<OpenLetter> letters = search.letters().stream()
                .filter(letter -> letter.isAbout(command))
                .toList();
        if (command.reply() != null || letters.stream().anyMatch(letter -> letter.isAboutTheAttemptOf(command))) {
            // what is known here needs nobody else
            LookupResult<RowReport> relay = new LookupResult.Nothing<>("outbox-relay was not asked");
            LookupResult<MessageReport> participant =
                    new LookupResult.Nothing<>("%s was not asked".formatted(command.participant()));
            return CompletableFuture.completedFuture(
                    HopDiagnosis.of(new CommandFacts(command, sender, letters, relay, participant, null)));
        }
        CompletableFuture<LookupResult<RowReport>> relay = services.relay(command.id(), sender.schema());
        return services.participant(command.participant(), question(command, sender, search.saga()))
                .thenCompose(participant -> answer(participant, sender)
                        .thenCombine(
                                relay,
                                (answer, row) -> HopDiagnosis.of(new CommandFacts(
                                        command, sender, letters, row, participant, answer.orElse(null)))));
    }

    private static MessageQuestion question(SentCommand command, Sender sender, UUID saga) {
        return new MessageQuestion(
                command.id(), command.topic(), sender.key(), saga, command.step(), command.action(), command.attempt());
    }

    /** Where the answer is that the participant has committed, if it has. */
    private CompletableFuture<Optional<AnswerFacts>> answer(LookupResult<MessageReport> participant, Sender sender) {
        if (!(participant instanceof LookupResult.Fact<MessageReport>(MessageReport report))
                || report.database() == null
                || report.database().answer() == null
                || report.database().answer().isDeadLetter()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        MessageReport.Answer answer = report.database().answer();
        String schema = report.database().schema();
        CompletableFuture<LookupResult<MessageReport>> here = CompletableFuture.supplyAsync(
                () -> own.of(MessageQuestion.ofAnswer(answer.id(), answer.topic(), sender.key()))
                        .<LookupResult<MessageReport>>map(LookupResult.Fact::new)
                        .orElseGet(() -> new LookupResult.Nothing<>(
                                "%s does not read %s".formatted(sender.name(), answer.topic()))));
        return here.thenCombine(
                services.relay(answer.id(), schema),
                (arrival, row) ->
                        Optional.of(new AnswerFacts(answer, TimeOrderedIds.timeOf(answer.id()), schema, row, arrival)));
    }

    /** All messages of a saga have the same key. Once none is left only the type can tell it, if it is the saga's id. */
    private Sender sender(Search search) {
        UUID saga = search.saga();
        boolean keyedById =
                types.named(search.type()).map(SagaType::isKeyedById).orElse(false);
        return Objects.requireNonNull(jdbc.queryForObject(
                """
                select current_schema(),
                       coalesce((select message_key from outbox where saga_id = ? order by id limit 1),
                                (select message_key from kept_message
                                 where saga_id = ? and message_key is not null order by id limit 1),
                                ?),
                       case when s.slot_name is null then 'slot outbox_' || current_database() || ' does not exist'
                            when not s.active then 'nobody reads slot ' || s.slot_name
                            else '' end,
                       array(select command.id from unnest(?::uuid[]) as command (id)
                             where not exists (select from outbox where outbox.id = command.id))
                from (values (1)) as one (row)
                left join pg_replication_slots s on s.slot_name = 'outbox_' || current_database()
                """,
                (row, number) -> new Sender(
                        channels.consumerGroup(), row.getString(1), row.getString(2), row.getString(3), Set.of((UUID[])
                                row.getArray(4).getArray())),
                saga,
                saga,
                keyedById ? saga.toString() : null,
                search.commands().stream().map(SentCommand::id).distinct().toArray(UUID[]::new)));
    }

    /** All hops of several commands, in one list. */
    public static List<Hop> hops(Collection<CommandDiagnosis> diagnoses) {
        return diagnoses.stream().flatMap(each -> each.hops().stream()).toList();
    }
}
