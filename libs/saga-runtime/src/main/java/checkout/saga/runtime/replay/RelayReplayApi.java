package checkout.saga.runtime.replay;

import java.security.Principal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/relay/replay}: has the relay publish rows again, for operators who use the console. */
@RestController
class RelayReplayApi {
    private final RelayReplays replays;

    RelayReplayApi(RelayReplays replays) {
        this.replays = replays;
    }

    @PostMapping("/v1/relay/replay")
    ReplayResult replay(@RequestBody ReplayBody body, Principal who) throws InterruptedException {
        body.validate();
        return replays.run(body, body.given(), who.getName());
    }
}
