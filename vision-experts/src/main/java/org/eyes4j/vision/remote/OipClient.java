package org.eyes4j.vision.remote;

import java.util.Collection;
import java.util.List;
import org.eyes4j.tools.Cancellation;

/** Speaks the Open Inference Protocol with one server about one of its models. Thread-safe. Each call is one try. */
interface OipClient extends AutoCloseable {
    /**
     * What a server tells of a model.
     *
     * @param inputs as declared
     * @param outputs as declared
     */
    record Ports(List<OipPort> inputs, List<OipPort> outputs) {
        public Ports {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }
    }

    /** @throws RemoteException if it cannot be had */
    Ports metadata(long deadline, Cancellation cancellation);

    /**
     * Runs the model.
     *
     * @param wanted outputs, as the server calls them
     * @return what came, in the server's order
     * @throws RemoteException if nothing that can be read came
     */
    List<OipTensor> infer(List<OipInput> inputs, Collection<String> wanted, long deadline, Cancellation cancellation);

    @Override
    void close();
}
