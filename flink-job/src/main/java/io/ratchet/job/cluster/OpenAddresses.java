package io.ratchet.job.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/** Which of Flink's addresses are open to other machines. */
final class OpenAddresses {
    private static final List<ConfigOption<String>> ADDRESSES =
            List.of(
                    RestOptions.BIND_ADDRESS,
                    JobManagerOptions.BIND_HOST,
                    TaskManagerOptions.BIND_HOST);

    private OpenAddresses() {}

    /** Each with its key, such as {@code rest.bind-address: 0.0.0.0}. */
    static List<String> of(Configuration flink) {
        List<String> open = new ArrayList<>();
        for (ConfigOption<String> address : ADDRESSES) {
            String host = flink.get(address);
            if (host == null || !isLoopback(host)) {
                open.add(address.key() + ": " + (host == null ? "not set" : host));
            }
        }
        return open;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
