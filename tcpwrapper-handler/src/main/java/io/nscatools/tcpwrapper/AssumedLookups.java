package io.nscatools.tcpwrapper;

import io.nscatools.tcpwrapper.access.AccessLookups;

/** The answers of others, but for the command of an aclexec, which is not run: whether it succeeds is assumed. */
class AssumedLookups implements AccessLookups {
    private final AccessLookups system;
    private final boolean aclexecSucceeds;

    AssumedLookups(AccessLookups system, boolean aclexecSucceeds) {
        this.system = system;
        this.aclexecSucceeds = aclexecSucceeds;
    }

    @Override
    public String hostName(String address) {
        return system.hostName(address);
    }

    @Override
    public boolean userExists(String name) {
        return system.userExists(name);
    }

    @Override
    public boolean groupExists(String name) {
        return system.groupExists(name);
    }

    @Override
    public boolean aclexec(String command) {
        return aclexecSucceeds;
    }
}
