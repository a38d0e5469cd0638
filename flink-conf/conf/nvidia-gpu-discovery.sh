#!/bin/sh
# Prints the indices of the first AMOUNT GPUs of this machine in one line, for Flink's GPU driver.
#
#   nvidia-gpu-discovery.sh AMOUNT
#
# For the local cluster, which has no distribution of Flink: the one in Flink's jar has no right to be executed. It does not
# coordinate the task managers of a machine, as that one can.
set -eu
amount=$1

# It says on standard output, too, what went wrong: neither its status may be lost nor its words be taken for indices.
if ! said=$(nvidia-smi --query-gpu=index --format=csv,noheader); then
    echo "nvidia-smi has failed, or is not there: $said" >&2
    exit 1
fi
indices=$(echo "$said" | tr -d ' ' | grep -x '[0-9][0-9]*' | head -n "$amount" || true)
found=$(echo "$indices" | grep -c . || true)
if [ "$found" -lt "$amount" ]; then
    echo "$amount GPUs were asked for, but nvidia-smi finds $found: $said" >&2
    exit 1
fi
echo "$indices" | paste -s -d , -
