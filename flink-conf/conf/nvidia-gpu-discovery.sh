#!/bin/sh
# Prints the indices of the first AMOUNT GPUs of this machine in one line, for Flink's GPU driver.
#
#   nvidia-gpu-discovery.sh AMOUNT
#
# For the local cluster, which has no distribution of Flink: the one in Flink's jar has no right to be executed. It does not
# coordinate the task managers of a machine, as that one can.
set -eu
amount=$1

indices=$(nvidia-smi --query-gpu=index --format=csv,noheader | head -n "$amount" | tr -d ' ')
found=$(echo "$indices" | grep -c . || true)
if [ "$found" -lt "$amount" ]; then
    echo "$amount GPUs were asked for, but nvidia-smi finds $found." >&2
    exit 1
fi
echo "$indices" | paste -s -d , -
