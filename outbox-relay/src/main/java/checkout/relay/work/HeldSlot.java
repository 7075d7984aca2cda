package checkout.relay.work;

import checkout.relay.leadership.Leadership;
import checkout.relay.publish.Publisher;
import checkout.relay.publish.Traffic;
import checkout.relay.settings.RelaySettings;
import checkout.relay.slot.Progress;
import checkout.relay.slot.Verdict;

/** A source whose leader this process is, while nobody else judges, mends or starts to read its slot. */
public record HeldSlot(
        RelaySettings.Source source,
        Verdict verdict,
        Progress progress,
        Leadership leadership,
        Publisher publisher,
        Traffic traffic) {}
