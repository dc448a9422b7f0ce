#!/bin/sh
# archive.sh DISTRIBUTION CACHE: makes lib/node.jsa, the classes of a node in the form in which the JVM has them in
# memory. A node then starts with a fifth less work, and the nodes of one machine share that memory. To know the
# classes, a node is started, joins a ring of its own on a loopback address, and is stopped.
#
# Everything works without the archive, so a machine on which this fails gets a line and no archive. The same jars and
# the same JVM give the same archive: it is kept in CACHE.
set -u
distribution=$1
cache=$2
archive=$distribution/lib/node.jsa

. "$distribution/lib/java25.sh"
key=$(cat "$distribution"/lib/*.jar "$distribution"/system/*.jar "$distribution/bin/quorate" \
    "$(dirname -- "$(dirname -- "$java")")/release" | sha256sum | cut -c1-32)
if [ -f "$cache/$key.jsa" ]; then
    cp -p "$cache/$key.jsa" "$archive"
    exit 0
fi

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
if QUORATE_JAVA_OPTS="-XX:ArchiveClassesAtExit=$archive" \
    "$distribution/bin/quorate" demo --nodes 1 --no-mount --dir "$home" --detach >"$home/out" 2>&1; then
    "$distribution/bin/quorate" demo --stop --dir "$home" >>"$home/out" 2>&1
fi
if [ -f "$archive" ]; then
    mkdir -p "$cache"
    rm -f "$cache"/*.jsa
    cp -p "$archive" "$cache/$key.jsa"
else
    echo "no class archive, nodes will start slower: $(tail -n 1 "$home/out")" >&2
fi
exit 0
