# Sourced by the scripts in bin: sets java to a JDK or JRE 25, whatever the default Java of the machine is.
# JAVA_HOME counts if it is 25; else the first one in the usual places. Reads the file "release", starts nothing.

is25() {
    [ -x "$1/bin/java" ] && [ -r "$1/release" ] && grep -q '^JAVA_VERSION="25[".]' "$1/release"
}

java=
for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/*25* /opt/java/*25* /opt/jdk*25* "$HOME"/.sdkman/candidates/java/25* \
    /Library/Java/JavaVirtualMachines/*25*/Contents/Home; do
    if [ -n "$candidate" ] && is25 "$candidate"; then java=$candidate/bin/java; break; fi
done
if [ -z "$java" ]; then
    echo "quorate: no Java 25 found; install one (Debian: temurin-25-jdk or openjdk-25-jdk) or set JAVA_HOME to it" >&2
    exit 1
fi
