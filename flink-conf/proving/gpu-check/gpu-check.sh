#!/bin/sh
# Checks a GPU: compares what it computes with what the CPU computes. Needs this folder, Java 17 and
# a libtorch of the version that "lib/pytorch-jni-VERSION-….jar" names; neither Maven nor a network.
#
#   gpu-check.sh --libtorch DIR [OPTION…]      DIR: a libtorch, or the 'torch' of an installed Python torch
#   gpu-check.sh --python PYTHON [OPTION…]     the torch that is installed for that Python
#   gpu-check.sh --help                        the other options: --device, --steps, --seconds, --json FILE
#
#   --any-version      tries a libtorch of another version too; the process may end in any step
#
#   JAVA_HOME          the Java to use; otherwise 'jre' in this folder, or the one on the path.
#                      'jlink --strip-debug --compress=2 --no-header-files --no-man-pages --output jre
#                      --add-modules java.logging,java.management,java.naming,java.xml,jdk.management,jdk.unsupported'
#                      makes one that can be copied along
#   GPU_CHECK_JAVA_OPTS  more flags for it
#
# Exits with 0 if all comparisons pass, with 1 if one does not or the check cannot run, with 2 if it was asked wrongly.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
java=java
[ ! -x "$here/jre/bin/java" ] || java=$here/jre/bin/java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java

fail() {
    echo "gpu-check: $1" >&2
    exit 2
}
version=$("$java" -XshowSettings:properties -version 2>&1 \
    | sed -n 's/.*java.specification.version = \([0-9]*\).*/\1/p') || version=
[ "${version:-0}" -ge 17 ] || fail "Java 17 or newer is needed, but '$java' is ${version:-not there}."

libtorch=
flags=
count=$#
while [ "$count" -gt 0 ]; do
    argument=$1
    shift
    count=$((count - 1))
    case $argument in
        --libtorch | --python)
            [ "$count" -gt 0 ] || fail "$argument needs a value."
            value=$1
            shift
            count=$((count - 1))
            if [ "$argument" = --python ]; then
                python=$value
                value=$("$python" -c 'import importlib.util as u; print(u.find_spec("torch").submodule_search_locations[0])') \
                    || fail "there is no torch for the Python '$python'."
            fi
            for folder in "$value" "$value/lib" "$value/torch/lib" ""; do
                [ -n "$folder" ] || fail "there is no libtorch.so in '$value', '$value/lib' or '$value/torch/lib'."
                [ ! -f "$folder/libtorch.so" ] || break
            done
            libtorch=$(cd "$folder" && pwd)
            ;;
        --any-version) flags="$flags -Dratchet.libtorch.any-version=true" ;;
        *) set -- "$@" "$argument" ;;
    esac
done
if [ -n "$libtorch" ]; then
    PYTORCH_LIBRARY_PATH=$libtorch
    export PYTORCH_LIBRARY_PATH
fi

# As the scripts that train set them: the order of nvidia-smi, and sums in one order.
export CUDA_DEVICE_ORDER="${CUDA_DEVICE_ORDER:-PCI_BUS_ID}" CUBLAS_WORKSPACE_CONFIG="${CUBLAS_WORKSPACE_CONFIG:-:4096:8}"

# DJL unpacks the library between Java and libtorch; here it goes with the check.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

status=0
# shellcheck disable=SC2086 # both hold several flags
"$java" @"$here/jvm-flags" $flags ${GPU_CHECK_JAVA_OPTS:-} \
    -DENGINE_CACHE_DIR="$work" -Djava.io.tmpdir="$work" \
    -cp "$here/lib/*" io.ratchet.gpucheck.GpuCheckCommand "$@" || status=$?
exit "$status"
