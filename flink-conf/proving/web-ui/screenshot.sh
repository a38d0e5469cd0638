#!/bin/sh
# Takes the picture of Flink's web UI in the README: starts a cluster, trains on a stream, and photographs TRAIN's
# metrics. Takes about two minutes, and leaves nothing but the picture.
#
#   flink-conf/proving/web-ui/screenshot.sh [PNG]    the picture; otherwise docs/operate/web-ui.png
#
#   CHROMIUM  the browser; otherwise the one on the path
set -eu

home=$(cd "$(dirname "$(readlink -f "$0")")/../../.." && pwd)
ratchet=$home/flink-conf/bin/ratchet
png=$(realpath "${1:-$home/docs/operate/web-ui.png}")

browser=
for each in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$each" ] && command -v "$each" > /dev/null; then
        browser=$each
        break
    fi
done
if [ -z "$browser" ]; then
    echo "There is no Chromium. Install it (Debian: apt-get install --no-install-recommends chromium), or name one in CHROMIUM." >&2
    exit 2
fi

folder=$(mktemp -d)
cd "$folder"
loader=
end() {
    trap - EXIT
    [ -z "$loader" ] || kill "$loader" 2> /dev/null || true
    "$ratchet" cluster stop || true
    cd /
    rm -rf "$folder"
}
trap end EXIT
trap 'exit 1' INT TERM

"$ratchet" cluster start --spares 0
address() {
    sed -n "s/^$1=//p" ratchet-data/cluster/cluster.properties | tr -d '\\'
}
broker=$(address bootstrap)
"$ratchet" load flights-2001.csv.gz --topic flights --bootstrap "$broker" --limit 10000
"$ratchet" load flights-2001.csv.gz --topic flights --bootstrap "$broker" --rate 6000 --passes 100 > load.log 2>&1 &
loader=$!

sed 's/until: .*/until: forever/' "$home/flink-conf/examples/flights.yaml" > run.yaml
echo "kafka: {bootstrap: '$broker'}" >> run.yaml
"$ratchet" flink run -d "$home/flink-job/target/ratchet-job.jar" --config run.yaml
"$ratchet" screenshot flights --rest "$(address rest)" --browser "$browser" --png "$png"
"$ratchet" stop flights
