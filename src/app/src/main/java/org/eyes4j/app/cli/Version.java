package org.eyes4j.app.cli;

/** Which eyes4j this is. */
final class Version {
    private Version() {}

    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(built from source, not packaged)" : version;
    }
}
