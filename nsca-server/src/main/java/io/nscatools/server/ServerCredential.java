package io.nscatools.server;

import io.nscatools.protocol.Credential;
import io.nscatools.server.config.CredentialConfig;

/**
 * A credential in use. The decoder fires it through the pipeline as an event before the first packet of a connection,
 * and it holds for all of the connection.
 *
 * @param config what it may be used for
 * @param credential its method and password
 */
record ServerCredential(CredentialConfig config, Credential credential) {
    static ServerCredential of(CredentialConfig config) {
        return new ServerCredential(config, new Credential(config.method(), config.password()));
    }
}
