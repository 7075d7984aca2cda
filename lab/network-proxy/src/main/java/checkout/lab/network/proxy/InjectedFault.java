package checkout.lab.network.proxy;

import checkout.lab.network.fault.FaultEffect;

/** A fault that was injected into a link. */
interface InjectedFault {

    FaultEffect effect();

    /** Ends it; does nothing if it has ended. */
    void end();
}
