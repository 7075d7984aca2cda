package checkout.saga.runtime.hop;

import checkout.saga.runtime.hop.Hop.Place;
import checkout.saga.runtime.hop.Hop.Status;

/** Where a message stands: the first hop that is not passed, who owns it, and what is known about it. */
record HopFinding(Place hop, Status status, String owner, String sentence) {}
