package checkout.saga.runtime.hop;

import checkout.messaging.hop.MessageReport;
import checkout.messaging.hop.MessageReport.Answer;
import checkout.messaging.hop.MessageReport.DatabaseFacts;
import checkout.messaging.hop.MessageReport.PendingWork;
import checkout.saga.runtime.api.TimeOrderedIds;
import checkout.saga.runtime.hop.CommandFacts.AnswerFacts;
import checkout.saga.runtime.hop.Hop.Place;
import checkout.saga.runtime.hop.Hop.Status;
import checkout.saga.runtime.peer.LookupResult;
import checkout.saga.runtime.timeline.SentCommand;
import checkout.saga.runtime.timeline.SentCommand.ReceivedReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides from the facts about a command where it, or its answer, stands. It asks nobody and reads no clock. */
final class HopDiagnosis {
    private final CommandFacts facts;
    private final SentCommand command;
    private final String subject;

    private HopDiagnosis(CommandFacts facts) {
        this.facts = facts;
        this.command = facts.command();
        this.subject = "%s, attempt %d,".formatted(shortName(command.type()), command.attempt());
    }

    static CommandDiagnosis of(CommandFacts facts) {
        HopDiagnosis diagnosis = new HopDiagnosis(facts);
        HopFinding standing = diagnosis.standing();
        return new CommandDiagnosis(
                facts.command().step(),
                standing.hop(),
                standing.owner(),
                standing.sentence() + diagnosis.otherLetters(),
                diagnosis.hops(standing));
    }

    private HopFinding standing() {
        if (command.reply() != null) {
            return replied(command.reply());
        }
        return letter().or(() -> new RouteDiagnosis(commandLeg()).standing()).orElseGet(this::received);
    }

    /** The saga waits although there is a reply: it was a refusal that an operator must decide about, or came too late. */
    private HopFinding replied(ReceivedReply reply) {
        return new HopFinding(
                Place.ANSWER_RECEIVED,
                command.status().stuck() ? Status.FAILED : Status.PASSED,
                command.participant(),
                "%s was answered by %s with %s%s%s."
                        .formatted(
                                subject,
                                command.participant(),
                                shortName(reply.type()),
                                reply.sentAt() == null ? "" : " at " + reply.sentAt(),
                                command.lastError() == null ? "" : ": " + command.lastError()));
    }

    private Optional<HopFinding> letter() {
        Optional<OpenLetter> ofThisAttempt = facts.letters().stream()
                .filter(each -> each.isAboutTheAttemptOf(command))
                .findFirst();
        return ofThisAttempt.map(letter -> {
            boolean isCommand = command.topic().equals(letter.topic());
            String owner = isCommand ? command.participant() : facts.sender().name();
            String what = isCommand
                    ? "%s could not be handled by %s".formatted(subject, owner)
                    : "%s was answered by %s, but %s could not handle the answer %s"
                            .formatted(subject, command.participant(), owner, shortName(letter.type()));
            return new HopFinding(
                    isCommand ? Place.COMMAND_ANSWERED : Place.ANSWER_RECEIVED,
                    Status.FAILED,
                    owner,
                    "%s: dead letter %s, because %s; redrive it once the cause is fixed, or discard it."
                            .formatted(what, letter.id(), letter.reason()));
        });
    }

    /** The letters that do not decide where this attempt stands, as further sentences. */
    private String otherLetters() {
        List<OpenLetter> others = facts.letters().stream()
                .filter(each -> !each.isAboutTheAttemptOf(command))
                .toList();
        if (others.isEmpty()) {
            return "";
        }
        OpenLetter latest = others.getFirst();
        int more = others.size() - 1;
        return " Dead letter %s of %s is open too, because %s%s."
                .formatted(
                        latest.id(),
                        latest.attempt() == null ? "this step" : "attempt " + latest.attempt(),
                        latest.reason(),
                        switch (more) {
                            case 0 -> "";
                            case 1 -> "; 1 more dead letter of this step is open";
                            default -> "; %d more dead letters of this step are open".formatted(more);
                        });
    }

    private MessageRoute commandLeg() {
        return new MessageRoute(
                command.id(),
                subject,
                facts.sender().name(),
                command.participant(),
                TimeOrderedIds.timeOf(command.id()),
                facts.sender().schema(),
                Place.COMMAND_PUBLISHED,
                Place.COMMAND_RECEIVED,
                facts.sender().slot(),
                isDropped(),
                facts.relay(),
                facts.participant());
    }

    private boolean isDropped() {
        return facts.sender().dropped().contains(command.id());
    }

    private HopFinding received() {
        DatabaseFacts database = facts.participant() instanceof LookupResult.Fact<MessageReport>(MessageReport report)
                ? report.database()
                : null;
        if (database == null) {
            throw new IllegalStateException("Indicates a bug: %s is received, but nobody says so".formatted(subject));
        }
        String was = "%s was received by %s".formatted(subject, command.participant());
        Answer answer = database.answer();
        if (database.deferredSince() != null) {
            return handling(
                    Status.WAITING,
                    command.participant(),
                    "%s and waits since %s for a row that another transaction has locked%s."
                            .formatted(
                                    was,
                                    database.deferredSince(),
                                    database.lockedRow() == null ? "" : " (%s)".formatted(database.lockedRow())));
        }
        if (answer != null && answer.isDeadLetter()) {
            return handling(
                    Status.FAILED,
                    command.participant(),
                    "%s, which could not handle it: it is on its way to the dead letters as %s."
                            .formatted(was, answer.id()));
        }
        if (answer != null) {
            return answerOnItsWay(answer);
        }
        if (!database.pending().isEmpty()) {
            PendingWork pending = database.pending().getFirst();
            return handling(Status.WAITING, pending.owner(), "%s: %s.".formatted(was, pending.sentence()));
        }
        return database.answerUnknown() == null
                ? handling(Status.WAITING, command.participant(), "%s, and no answer is in its outbox.".formatted(was))
                : handling(
                        Status.UNKNOWN,
                        command.participant(),
                        "%s; whether it has answered is unknown: %s.".formatted(was, database.answerUnknown()));
    }

    private static HopFinding handling(Status status, String owner, String sentence) {
        return new HopFinding(Place.COMMAND_ANSWERED, status, owner, sentence);
    }

    private HopFinding answerOnItsWay(Answer answer) {
        AnswerFacts way = facts.answer();
        String name = "the answer %s of %s to %s".formatted(shortName(answer.type()), command.participant(), subject);
        String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        HopFinding arrived = new HopFinding(
                Place.ANSWER_RECEIVED,
                Status.PASSED,
                facts.sender().name(),
                "%s has just been received by %s."
                        .formatted(capital, facts.sender().name()));
        if (way == null) {
            return arrived;
        }
        return new RouteDiagnosis(new MessageRoute(
                        answer.id(),
                        capital,
                        command.participant(),
                        facts.sender().name(),
                        way.committedAt(),
                        way.schema(),
                        Place.ANSWER_PUBLISHED,
                        Place.ANSWER_RECEIVED,
                        "",
                        false,
                        way.relay(),
                        way.here()))
                .standing()
                .orElse(arrived);
    }

    private List<Hop> hops(HopFinding standing) {
        List<Hop> hops = new ArrayList<>();
        for (Place place : Place.values()) {
            int order = place.compareTo(standing.hop());
            hops.add(
                    order == 0
                            ? hop(place, standing.status(), standing.owner(), standing.sentence())
                            : order < 0
                                    ? hop(place, Status.PASSED, owner(place), passed(place))
                                    : hop(place, Status.NOT_REACHED, owner(place), ""));
        }
        return hops;
    }

    private Hop hop(Place place, Status status, String owner, String evidence) {
        return new Hop(command.step(), command.action(), command.attempt(), place, status, owner, evidence);
    }

    private String owner(Place place) {
        return switch (place) {
            case COMMAND_COMMITTED, ANSWER_RECEIVED -> facts.sender().name();
            case COMMAND_PUBLISHED, ANSWER_PUBLISHED -> "outbox-relay";
            case COMMAND_RECEIVED, COMMAND_ANSWERED -> command.participant();
        };
    }

    private String passed(Place place) {
        return switch (place) {
            case COMMAND_COMMITTED ->
                "%s is committed in the outbox of %s as %s."
                        .formatted(subject, facts.sender().name(), command.id());
            case COMMAND_PUBLISHED ->
                facts.relay() instanceof LookupResult.Fact<RowReport>(RowReport row) && row.published() != null
                        ? "It was published to %s-%d at %d."
                                .formatted(
                                        row.published().topic(),
                                        row.published().partition(),
                                        row.published().offset())
                        : isDropped() ? "It was published." : "It is in Kafka.";
            case COMMAND_RECEIVED -> "It was received by %s.".formatted(command.participant());
            case COMMAND_ANSWERED -> "It was answered by %s.".formatted(command.participant());
            case ANSWER_PUBLISHED -> "The answer is in Kafka.";
            case ANSWER_RECEIVED -> "The answer was received.";
        };
    }

    /** The name without the namespace and the version. */
    private static String shortName(String type) {
        int end = type.lastIndexOf('.');
        int begin = end < 0 ? -1 : type.lastIndexOf('.', end - 1);
        return begin < 0 ? type : type.substring(begin + 1, end);
    }
}
